import { carries, isMarked } from '../aws/tags.ts';
import { same, type Facts, type Json } from '../facts.ts';
import { oneLine } from '../plain.ts';
import type { Recorded } from '../state/state.ts';
import { joined, type Words } from '../words.ts';
import { givenTo } from './given.ts';
import { answersOf } from './differences.ts';
import { contextOf, type Run } from './run.ts';
import type { AnyStep, Found, Seen, Setting } from './step.ts';

const lostTags: Words = { en: 'its tags are missing', ko: '태그가 없어졌습니다' };
/** Made by a version that did not write the stack's id into tags. */
const lacksId: Words = { en: 'gets the tag stepway:id', ko: 'stepway:id 태그를 붙입니다' };

/** The settings that are not as they have to be. */
const differing = ({ settings = {} }: AnyStep, wanted: Facts, is: Facts): [name: string, setting: Setting][] =>
  Object.entries(settings).filter(([name, { holds = same }]) => {
    const value = wanted[name];
    return value !== undefined && !holds(is[name], value);
  });

const longest = 60;

const isPlain = (value: Json | undefined): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && value.length <= longest && !value.includes('\n'));

/** "TLS policy is A instead of B"; what is too long to show was changed. */
function noteOf(title: Words, is: Json | undefined, wanted: Json | undefined): Words {
  if (typeof is === 'boolean')
    return { en: `${title.en}: ${is ? 'on' : 'off'}`, ko: `${title.ko}: ${is ? '켜짐' : '꺼짐'}` };
  if (isPlain(is) && isPlain(wanted)) {
    const now = oneLine(String(is));
    return { en: `${title.en}: ${now} instead of ${wanted}`, ko: `${title.ko}: ${now}(원래 ${wanted})` };
  }
  if (is === undefined || is === null) return { en: `${title.en}: missing`, ko: `${title.ko}: 없음` };
  return { en: `${title.en} changed`, ko: `${title.ko}: 바뀜` };
}

/**
 * Looks at a resource, and compares it with what it has to be: what it was made from says what its step wants of it.
 *
 * @returns what differs, or what was seen when nothing does; undefined when there is nothing to look at.
 */
export async function look(run: Run, step: AnyStep, { given, handle }: Recorded): Promise<Seen<object> | undefined> {
  const seen = handle && (await step.check?.(contextOf(run, step), handle));
  if (!seen || seen.is === 'gone' || !seen.found) return seen;
  const context = givenTo(run, step, { needs: given.needs, answers: answersOf(step, given) });
  const found: Found = await seen.found();
  const { wanted } = context;
  const is = found.settings ?? {};
  const others = differing(step, wanted, is);
  const tags = found.tags && !isMarked(found.tags.are, context) ? found.tags : undefined;
  if (!tags && others.length === 0) return seen;
  const notes = others.map(([name, { title }]) => noteOf(title, is[name], wanted[name]));
  const tagNotes = !tags ? [] : [carries(tags.are, context) ? lacksId : lostTags];
  const { note, fix } = seen.is === 'drifted' ? seen : {};
  return {
    is: 'drifted',
    note: joined(', ', note, ...tagNotes, ...notes),
    ...(fix && { fix }),
    drift: { ...(tags && { tags }), settings: note !== undefined || others.length > 0 },
  };
}
