import { idOf } from '../../src/engine/step.ts';
import { besideChapters } from '../support/beside-chapters.ts';
import type { Spoilers } from '../support/spoiling.ts';
import type { Stack } from '../support/stack.ts';

/** For each step with settings, what spoils each of them. */
export const spoilers: Spoilers = Object.assign({}, ...besideChapters.map((one) => one.spoilers));

/** Where one name of it is part of an address, the end counts. */
const isSame = (id: string, other: string) => `/${id}`.endsWith(`/${other}`) || `/${other}`.endsWith(`/${id}`);

/** What a step made, as the account has it with its tags; undefined for what carries none of its own. */
function labelledThing(stack: Stack, step: string) {
  const id = idOf(stack.handle(step));
  return stack.rehearsal.account.inventory().find((one) => one.tags['stepway:step'] === step && isSame(id, one.id));
}

/** The steps whose things carry tags in this stack. */
export const labelledIn = (stack: Stack): string[] =>
  [...stack.state.steps].flatMap(([id, { handle }]) => (handle && labelledThing(stack, id) ? id : []));

/** Takes all tags off what a step made, or some. */
export function takeTagsOff(stack: Stack, step: string, keys?: readonly string[]): void {
  const { tags } = labelledThing(stack, step)!;
  for (const key of keys ?? Object.keys(tags)) delete tags[key];
}
