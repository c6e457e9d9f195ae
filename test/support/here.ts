import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pace } from '../../src/commands/rehearsed-world.ts';
import { faster, wallClock, type Clock } from '../../src/clock.ts';
import { main } from '../../src/main.ts';
import { userCache } from '../../src/state/user-cache.ts';
import { realWorld, type World } from '../../src/world.ts';
import { environment } from './environment.ts';
import { heard } from './heard.ts';
import type { Ended, Setting } from './program.ts';
import { virtualClock } from './virtual-clock.ts';

const real = realWorld();

/** Where AWS answers at once, a minute of patience is three seconds. It never goes back from one run to the next. */
const paced = faster(wallClock(), { pace: 20, since: Date.now() });

/** Where the environment of this run says that AWS is: the SDK itself only sees that of this process. */
const connectTo =
  (env: World['env']): World['connect'] =>
  async ({ region = env['AWS_REGION'] }) => {
    const url = env['AWS_ENDPOINT_URL'];
    if (!url) throw new Error('a program without an account of its own asked AWS');
    const { connect } = await import('../../src/aws/clients.ts');
    const credentials = { accessKeyId: env['AWS_ACCESS_KEY_ID'], secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] };
    return connect({
      region,
      attach: ({ config }) => Object.assign(config, { serviceConfiguredEndpoint: async () => url, credentials }),
    });
  };

/** Runs `main` in this process, without a terminal, as it would run in one of its own, but for the time that it waits. */
export async function runHere(args: readonly string[], { cwd, env, input = '' }: Setting): Promise<Ended> {
  const [output, screen] = [heard(), heard()];
  const rehearses = args.some((word) => word.startsWith('--rehearse'));
  const clock: Clock = rehearses ? virtualClock(Date.now()) : paced;
  const seen = environment(cwd, env);
  const world: World = {
    ...real,
    env: seen,
    cwd,
    timeZone: seen['TZ'] ?? real.timeZone,
    input: Object.assign(Readable.from([Buffer.from(input)]), { isTTY: false }) as unknown as NodeJS.ReadStream,
    output: output.stream,
    screen: screen.stream,
    clock,
    cache: userCache(seen, process.platform),
    connect: connectTo(seen),
    configuredRegion: async () => seen['AWS_REGION'],
    onStop: () => () => undefined,
    quit: (code) => {
      throw new Error(`the program ended itself with ${code}`);
    },
  };
  const project = args.includes('--dir') ? resolve(cwd, args[args.indexOf('--dir') + 1] ?? '') : cwd;
  const file = join(project, '.stepway', 'rehearsal', 'account.json');
  const before = contentOf(file);
  const code = await main(args, world);
  if (contentOf(file) !== before) age(file, clock.now());
  return { code, stdout: output.said(), stderr: screen.said() };
}

const contentOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Lets a rehearsed account have begun so long ago that the time in it is now what it was at the end of a run. */
function age(file: string, ended: number): void {
  const [, began = '', json = ''] = /^\{"began":(\d+),"sum":"\w+","account":(.*)\}$/s.exec(contentOf(file)) ?? [];
  if (!json) return;
  const earlier = Math.round(Number(began) - ((ended - Date.now()) * pace) / (pace - 1));
  const sum = createHash('sha256').update(`${earlier} ${json}`).digest('hex');
  writeFileSync(file, `{"began":${earlier},"sum":"${sum}","account":${json}}`, { mode: 0o600 });
}
