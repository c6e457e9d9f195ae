import type { Run } from '../engine/run.ts';
import { Trouble } from '../errors.ts';
import type { Journal } from '../state/journal.ts';
import { connectTo } from './sign-in.ts';
import type { Site } from './site.ts';

/**
 * Signs in where a stack is pinned, to look at it or to delete it.
 *
 * @param given a region that somebody takes it to be in.
 */
export async function openRun(site: Site, journal: Journal, given?: string): Promise<Run> {
  const { name, pin } = journal.state;
  if (!pin) throw nothingBuilt(name);
  return (await connectTo(site, journal, given ?? pin.region)).run;
}

const nothingBuilt = (name: string) =>
  new Trouble(
    'usage',
    { en: `The stack ${name} has not been created yet.`, ko: `${name} 스택에는 아직 만든 것이 없습니다.` },
    { en: 'Run `stepway up` to create it.', ko: '`stepway up`으로 만드세요.' },
  );
