import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pace } from '../../src/commands/rehearsed-world.ts';
import { main } from '../../src/main.ts';
import type { World } from '../../src/world.ts';
import { environment } from './environment.ts';
import type { Ended, Setting } from './program.ts';
import { virtualClock } from './virtual-clock.ts';

/** A stream that is no terminal, and remembers what is written to it. */
function heard() {
  let said = '';
  const stream = new Writable({
    write(part: Buffer, _, done) {
      said += part.toString();
      done();
    },
  });
  return { stream: stream as unknown as NodeJS.WriteStream, said: () => said };
}

const nothing = (what: string) => () => Promise.reject(new Error(`a program without an account of its own ${what}`));

/** Runs `main` in this process, without a terminal, as it would run in one of its own, but for the time that it waits. */
export async function runHere(args: readonly string[], { cwd, env, input = '' }: Setting): Promise<Ended> {
  const [output, screen] = [heard(), heard()];
  const clock = virtualClock(Date.now());
  const world: World = {
    env: environment(cwd, env),
    cwd,
    input: Object.assign(Readable.from([Buffer.from(input)]), { isTTY: false }) as unknown as NodeJS.ReadStream,
    output: output.stream,
    screen: screen.stream,
    clock,
    connect: nothing('asked AWS'),
    priceList: nothing('asked for prices'),
    configuredRegion: async () => undefined,
    dns: nothing('asked a name server'),
    visit: nothing('visited a site'),
    myAddress: nothing('asked for its address'),
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
