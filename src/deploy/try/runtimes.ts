import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '../../clock.ts';
import type { Words } from '../../words.ts';
import { ownEnvironment } from './environment.ts';
import type { Place } from './place.ts';
import { ask } from '../processes.ts';
import type { OtherRuntime, Trying } from './tried.ts';

interface Runtime {
  readonly name: string;
  /** How the scripts of `stepway init` name the one of the server, with its version. */
  readonly named: RegExp;
  /** What may be asked for it here, the best first. */
  commands(version: string): readonly string[];
  readonly args: readonly string[];
  /** In what it says: its version and, where others belong to it, its own path or that of its home. */
  readonly version: RegExp;
  readonly place?: RegExp;
  /** Puts it where the scripts look for it; returns the folder of its tools. */
  use?(place: Pick<Place, 'bin'>, version: string, path: string): string;
}

const runtimes: readonly Runtime[] = [
  {
    name: 'Node.js',
    named: /\/usr\/bin\/node-(\d+)/,
    commands: (version) => [`node-${version}`, 'node'],
    args: ['-p', 'process.versions.node + "\\n" + process.execPath'],
    version: /^(\d+)\./,
    place: /\n(.+)/,
    use: (_place, _version, path) => dirname(path),
  },
  {
    name: 'Python',
    named: /\bpython(3\.\d+) -m venv/,
    commands: (version) => [`python${version}`, 'python3'],
    args: ['-c', 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2]); print(sys.executable)'],
    version: /^(3\.\d+)/,
    place: /\n(.+)/,
    use(place, version, path) {
      // A link would lead it to look for its library beside the link.
      writeFileSync(join(place.bin, `python${version}`), `#!/bin/sh\nexec '${path}' "$@"\n`, { mode: 0o755 });
      return place.bin;
    },
  },
  {
    name: 'Java',
    named: /\/usr\/lib\/jvm\/java-(\d+)-amazon-corretto/,
    commands: () => ['java'],
    args: ['-XshowSettings:properties', '-version'],
    version: /java\.specification\.version = (?:1\.)?(\d+)/,
    place: /java\.home = (.+)/,
    use: (_place, _version, home) => join(home, 'bin'),
  },
  { name: 'nginx', named: /\bexec (nginx) /, commands: () => ['nginx'], args: ['-v'], version: /nginx\/([\d.]+)/ },
];

/** What the scripts of a bundle run on, as it is here; or what is not here. */
export type AtHand =
  | { readonly is: 'here'; readonly first: readonly string[]; readonly other?: OtherRuntime }
  | { readonly is: 'missing'; readonly why: Words };

const missing = (what: string): AtHand => ({
  is: 'missing',
  why: { en: `${what} is not on this machine.`, ko: `이 컴퓨터에 없음: ${what}.` },
});

/** Looks for what the scripts of a bundle name of runtimes. One that nothing is known of is tried as it is. */
export async function lookForRuntimes(
  clock: Clock,
  place: Pick<Place, 'bin'>,
  trying: Pick<Trying, 'env'>,
  scripts: string,
): Promise<AtHand> {
  const given = { env: ownEnvironment(trying.env) };
  if ((await ask(clock, 'bash', ['-c', ':'], given)) === undefined || !existsSync('/bin/bash')) return missing('bash');
  const first: string[] = [];
  let other: OtherRuntime | undefined;
  for (const runtime of runtimes) {
    const { name, named } = runtime;
    const there = named.exec(scripts)?.[1];
    if (there === undefined) continue;
    const found = await find(runtime, there, clock, given);
    if (!found) return missing(name === 'nginx' ? name : `${name} ${there}`);
    const { here, path } = found;
    const folder = runtime.use?.(place, there, path);
    if (folder !== undefined) first.push(folder);
    if (runtime.use && here !== there) other = { name, here, there, isOlder: isOlder(here, there) };
  }
  if (/\bnginx\.conf\b/.test(scripts) && !existsSync('/etc/nginx/mime.types')) return missing('/etc/nginx/mime.types');
  return { is: 'here', first, ...(other && { other }) };
}

async function find(
  { commands, args, version, place }: Runtime,
  there: string,
  clock: Clock,
  given: Parameters<typeof ask>[3],
) {
  for (const command of commands(there)) {
    const said = await ask(clock, command, args, given);
    const here = said === undefined ? undefined : version.exec(said)?.[1];
    if (said !== undefined && here !== undefined) return { here, path: place?.exec(said)?.[1]?.trim() ?? '' };
  }
  return undefined;
}

/** "3.9" is older than "3.13". */
function isOlder(here: string, there: string): boolean {
  const numbers = (text: string) => text.split('.').map(Number);
  const [one, other] = [numbers(here), numbers(there)];
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
