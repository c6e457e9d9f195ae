import { besideChapters } from '../support/beside-chapters.ts';
import type { Spoilers, Untag } from '../support/spoiling.ts';
import type { Stack } from '../support/stack.ts';

const said = await besideChapters<{ spoilers?: Spoilers; untag?: Untag }>('spoilers');

/** For each step with settings, what spoils each of them. */
export const spoilers: Spoilers = Object.assign({}, ...said.map((one) => one.spoilers));

const untag: Untag = Object.assign({}, ...said.map((one) => one.untag));

/** The steps whose things carry tags. */
export const labelled: readonly string[] = Object.keys(untag);

const everyTag = [
  'stepway:id',
  'stepway:name',
  'stepway:step',
  'stepway:region',
  'stepway:domain',
  'stepway:since',
  'Name',
];

/** Takes all tags off what a step made, or some. */
export async function takeTagsOff(stack: Stack, step: string, keys: readonly string[] = everyTag): Promise<void> {
  await untag[step]!(stack, Object.values(stack.handle(step))[0] as string, [...keys]);
}
