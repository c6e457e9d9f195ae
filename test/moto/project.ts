import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outputs } from '../../src/engine/outputs.ts';
import type { Moto } from '../support/moto.ts';
import { run, runAlone, start, type Ended, type Running } from '../support/program.ts';
import type { Call } from '../support/proxy.ts';

/** How a command ended, and what it asked of AWS. */
export interface Done extends Ended {
  readonly calls: readonly Call[];
  readonly writes: readonly Call[];
}

/** A user's folder with one stack called `shop`, whose commands go to `moto`. */
export interface Project {
  up(...flags: string[]): Promise<Done>;
  /** Starts a command without waiting for its end. */
  begin(command: 'up' | 'teardown'): Running;
  teardown(...flags: string[]): Promise<Done>;
  outputs(): Promise<Outputs>;
  readonly stateFile: string;
  remove(): void;
}

/** Long enough for patient looks, of a minute each, and for backing off on a busy machine. */
const limit = 600_000;

/**
 * @param flags the answers that each `up` of this project is given, with spaces between them.
 * @param alone whether each run has a process of its own, as those have that are killed: then all go by the same clock.
 */
export function projectOn(moto: Moto, flags: string, { alone = false } = {}): Project {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'stepway-')));
  const setting = { cwd, env: moto.env, limit };
  const up = `up --name shop --region us-east-1 --yes --skip-delegation-check ${flags}`.split(' ');

  const teardown = ['teardown', '--yes'];

  const watched = async (args: readonly string[]): Promise<Done> => {
    const before = moto.calls().length;
    const ended = await (alone ? runAlone : run)(args, setting);
    const calls = moto.calls().slice(before);
    return { ...ended, calls, writes: calls.filter(({ write }) => write) };
  };

  return {
    up: (...more) => watched([...up, ...more]),
    begin: (command) => start(command === 'up' ? up : [...teardown, '--data', 'delete'], setting),
    teardown: (...more) => watched([...teardown, ...more]),
    outputs: async () => JSON.parse(ok(await watched(['outputs', '--json'])).stdout) as Outputs,
    stateFile: join(cwd, '.stepway', 'shop.jsonl'),
    remove: () => rmSync(cwd, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** The same, if it ended well; otherwise the test fails with what the program said. */
export function ok(done: Done): Done {
  if (done.code !== 0) throw new Error(`It ended with ${done.code}:\n${done.stdout}\n${done.stderr}`);
  return done;
}

/** Each receipt row of `teardown --json`. */
export const receiptOf = ({ stdout }: Ended): { id: string; outcome: 'deleted' | 'kept'; why?: string }[] =>
  (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { receipt: [] }).receipt;
