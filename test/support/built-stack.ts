import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Latencies } from '../../src/rehearsal/rehearsal.ts';
import { newStack, type Flags, type Stack, type StackOptions } from './stack.ts';
import { virtualClock } from './virtual-clock.ts';

/** What is left of a stack that was built: its account, its state and the time. */
interface Image {
  readonly account: string;
  readonly state: string;
  readonly now: number;
}

const images = new Map<Latencies | undefined, Map<string, Promise<Image>>>();

async function build(flags: Flags, latencies: Latencies | undefined): Promise<Image> {
  const stack = newStack({ ...(latencies && { latencies }) });
  await stack.up(flags);
  const { data } = stack.rehearsal.account;
  return { account: JSON.stringify(data), state: readFileSync(stack.stateFile, 'utf8'), now: stack.clock.now() };
}

function imageOf(flags: Flags, latencies: Latencies | undefined): Promise<Image> {
  const alike = images.get(latencies) ?? new Map<string, Promise<Image>>();
  images.set(latencies, alike);
  const key = JSON.stringify(flags);
  const image = alike.get(key) ?? build(flags, latencies);
  alike.set(key, image);
  return image;
}

/** A stack that is up: it is built once of the same answers and latencies, and each test gets a copy of its own. */
export async function builtStack(
  flags: Flags = {},
  options: Omit<StackOptions, 'name' | 'clock' | 'store'> = {},
): Promise<Stack> {
  const image = await imageOf(flags, options.latencies);
  let kept = image.account;
  const stack = newStack({
    ...options,
    clock: virtualClock(image.now),
    store: { load: () => kept, save: (json) => void (kept = json) },
  });
  mkdirSync(dirname(stack.stateFile), { recursive: true });
  writeFileSync(stack.stateFile, image.state);
  return stack;
}

/** Does the work once for each key, such as an undisturbed run of the same answers. */
export function once<Result, Key = void>(work: (key: Key) => Promise<Result>): (key: Key) => Promise<Result> {
  const done = new Map<string | undefined, Promise<Result>>();
  return (key) => {
    const name = JSON.stringify(key);
    const result = done.get(name) ?? work(key);
    done.set(name, result);
    return result;
  };
}
