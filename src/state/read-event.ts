import { sources } from '../questions/question.ts';
import { languages } from '../words.ts';
import type { Durable, DurableEvent } from './events.ts';

type Test = (value: unknown) => boolean;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText: Test = (value) => typeof value === 'string' && value !== '';
const like =
  (pattern: RegExp): Test =>
  (value) =>
    typeof value === 'string' && pattern.test(value);

/** Facts are small: whatever is nested deeper was not written by this program, and would exhaust the stack. */
const deepest = 16;

const isJson = (value: unknown, depth: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth > 0 && Object.values(value).every((one) => isJson(one, depth - 1)));
const isFacts = (value: unknown): boolean => isRecord(value) && isJson(value, deepest);
const isHandle: Test = (value) => isFacts(value) && Object.keys(value as object).length > 0;
const isGiven: Test = (value) => isRecord(value) && isFacts(value['needs']) && isFacts(value['answers']);

const isVersion: Test = (value) => Number.isInteger(value) && Number(value) > 0;
const isWords: Test = (value) => isRecord(value) && languages.every((language) => isText(value[language]));

/** What each field of an event has to be. */
const shapes: { readonly [Kind in Durable['is']]: { readonly [Field in string]: Test } } = {
  begun: { version: isVersion, name: isText, id: isText },
  recovered: { version: isVersion, id: isText },
  answered: {
    question: isText,
    value: (value) => ['string', 'number', 'boolean'].includes(typeof value),
    from: (value) => typeof value === 'string' && Object.hasOwn(sources, value),
  },
  pinned: {
    account: like(/^\d{12}$/),
    region: like(/^[a-z]+(-[a-z0-9]+)+$/),
    partition: like(/^aws(-[a-z]+)*$/),
  },
  started: { step: isText, needs: (value) => Array.isArray(value) && value.every(isText), given: isGiven },
  made: { step: isText, handle: isHandle },
  ready: { step: isText, output: isFacts },
  changed: { step: isText, given: isGiven, handle: isHandle },
  retired: { step: isText, as: isText },
  restored: { step: isText, from: isText },
  removing: { step: isText },
  removed: { step: isText },
  kept: { step: isText, id: isText, why: isWords },
};

/** The last moment that a date can name, in milliseconds since 1970. */
const endOfTime = 8.64e15;
const isTime: Test = (value) => typeof value === 'number' && value >= 0 && value <= endOfTime;

/**
 * Reads one line of a state file.
 *
 * @throws when it is no JSON, no event, or one of another shape than this program writes.
 */
export function readEvent(line: string): DurableEvent {
  const event: unknown = JSON.parse(line);
  if (!isRecord(event) || typeof event['is'] !== 'string' || !Object.hasOwn(shapes, event['is']))
    throw new Error('no event');
  const shape = { at: isTime, ...shapes[event['is'] as Durable['is']] };
  for (const [field, fits] of Object.entries(shape))
    if (!fits(event[field])) throw new Error(`${event['is']} with an impossible ${field}`);
  return event as unknown as DurableEvent;
}
