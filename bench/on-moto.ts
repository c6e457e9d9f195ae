import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../test/support/folder.ts';
import { startMoto, type Moto } from '../test/support/moto.ts';
import { runAlone } from '../test/support/program.ts';
import { median } from './statistics.ts';

/** One command as it was measured. */
export interface Figures {
  readonly seconds: number;
  readonly calls: number;
  readonly writes: number;
  /** The most memory that the process had at once. */
  readonly megabytes: number;
}

export type Command = 'up' | 'again' | 'teardown';

const rounds = 5;
const peak = fileURLToPath(new URL('peak.cjs', import.meta.url));
const up = 'up --name demo --region us-east-1 --domain app.example.com --yes --skip-delegation-check'.split(' ');

/** The built program on the simulator moto, the default stack: medians of five rounds, each with an empty account. */
export async function onMoto(): Promise<Record<Command, Figures>> {
  const moto = await startMoto();
  const measured: Record<Command, Figures[]> = { up: [], again: [], teardown: [] };
  try {
    await round(moto); // moto loads its catalogues of AWS at their first use
    for (let count = 0; count < rounds; count++) {
      const figures = await round(moto);
      for (const command of Object.keys(measured) as Command[]) measured[command].push(figures[command]);
    }
  } finally {
    await moto.stop();
  }
  const middle = (all: readonly Figures[]): Figures => ({
    seconds: median(all.map(({ seconds }) => seconds)),
    calls: median(all.map(({ calls }) => calls)),
    writes: median(all.map(({ writes }) => writes)),
    megabytes: median(all.map(({ megabytes }) => megabytes)),
  });
  return { up: middle(measured.up), again: middle(measured.again), teardown: middle(measured.teardown) };
}

async function round(moto: Moto): Promise<Record<Command, Figures>> {
  await moto.reset();
  const cwd = temporaryFolder();
  return {
    up: await measure(moto, cwd, up),
    again: await measure(moto, cwd, up),
    teardown: await measure(moto, cwd, ['teardown', '--yes', '--data', 'delete']),
  };
}

async function measure(moto: Moto, cwd: string, args: readonly string[]): Promise<Figures> {
  const file = join(cwd, 'peak');
  const env = { ...moto.env, NODE_OPTIONS: `--require ${peak}`, PEAK_FILE: file };
  const before = moto.calls().length;
  const began = performance.now();
  const { code, stderr } = await runAlone(args, { cwd, env });
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0) throw new Error(`stepway ${args.join(' ')} ended with ${code}:\n${stderr}`);
  const calls = moto.calls().slice(before);
  return {
    seconds,
    calls: calls.length,
    writes: calls.filter(({ write }) => write).length,
    megabytes: (Number(readFileSync(file, 'utf8')) * 1024) / 1e6,
  };
}
