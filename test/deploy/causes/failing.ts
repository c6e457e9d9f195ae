import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { projectOf } from '../../init/projects.ts';
import type { Broken } from './broken.ts';

/** Where a record says that it was made: that of a release on a server. */
const there = '/opt/app/releases/1';
const records = join(import.meta.dirname, 'recorded');
const recordOf = ({ name }: Broken) => join(records, `${name}.txt`);

/**
 * CodeDeploy shows the last 4 KB of what a script printed: what is said before, nobody hears.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_Diagnostics.html
 */
const shown = 4096;

/** Programs that other tests have as packages. */
const packaged = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin');
/** Where whoever makes records has what npm and pip install; as NODE_PATH wants it. */
const tools = process.env['STEPWAY_TOOLS'];
const path = [
  ...(tools === undefined ? [] : [join(tools, 'venv', 'bin'), join(tools, 'node_modules', '.bin')]),
  ...(process.env['PATH'] ?? '').split(delimiter),
  packaged,
].join(delimiter);

const found = (program: string) =>
  [...path.split(delimiter), '/usr/sbin'].some((folder) =>
    existsSync(isAbsolute(program) ? program : join(folder, program)),
  );

const ask: Readonly<Record<string, string>> = {
  postgres: 'psql --version',
  django: 'django-admin --version',
  pydantic_settings: 'python -c "import pydantic_settings as p; print(\'pydantic-settings\', p.__version__)"',
  nginx: 'nginx -v 2>&1',
  go: 'go version',
  jar: 'java --version',
};

/** What a program says of itself, in one line. */
function versionOf(program: string): string {
  const command = ask[program] ?? `${program} --version`;
  const said = spawnSync('bash', ['-c', `${command} | head -n 1`], {
    encoding: 'utf8',
    env: { PATH: path, HOME: '/tmp' },
  });
  return `${program}: ${said.stdout.trim()}`;
}

const needed = (one: string) =>
  ({ postgres: 'psql', django: 'django-admin', pydantic_settings: 'uvicorn' })[one] ?? one;

export const isHere = ({ takes, once = false }: Broken): boolean =>
  (!once || tools !== undefined) && process.getuid?.() === 0 && takes.every((one) => found(needed(one)));

/** Lets it fail: what it prints, and the code it ends with. */
export function fail(
  { event, files, run }: Broken,
  environment: NodeJS.ProcessEnv = {},
): { code: number; output: string } {
  const [folder, home] = [projectOf(files), projectOf({})];
  chmodSync(folder, 0o777);
  const { status, stdout } = spawnSync('bash', ['-c', `exec 2>&1\n${run}`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
    env: {
      PATH: `${path}${delimiter}/usr/sbin`,
      HOME: home,
      LC_ALL: 'C',
      NO_COLOR: '1',
      NEXT_TELEMETRY_DISABLED: '1',
      npm_config_update_notifier: 'false',
      ...(tools !== undefined && { TOOLS: join(tools, 'node_modules') }),
      ...environment,
    },
  });
  const places: readonly (readonly [string, string])[] = [
    [folder, there],
    [home, '/var/lib/app'],
    [dirname(folder), dirname(there)],
    [homedir(), '/home/user'],
    [tools ?? there, there],
  ];
  const output = places.reduce((text, [here, place]) => text.replaceAll(here, place), stdout);
  return { code: status ?? -1, output: event === 'Build' ? output : output.slice(-shown) };
}

/** Writes down how it failed here; gives the code that it ended with. */
export function record(one: Broken, environment?: NodeJS.ProcessEnv): number {
  const { code, output } = fail(one, environment);
  const about = [...one.takes.map(versionOf), ...one.run.split('\n').map((line) => `$ ${line}`), `exit ${code}`];
  writeFileSync(recordOf(one), `${about.map((line) => `# ${line}`).join('\n')}\n${output}`);
  return code;
}

export interface Recorded {
  readonly versions: readonly string[];
  readonly code: number;
  readonly output: string;
}

/** How it failed where its record was made. */
export function recorded(one: Broken): Recorded {
  const lines = readFileSync(recordOf(one), 'utf8').split('\n');
  const until = lines.findIndex((line) => line.startsWith('# exit '));
  return {
    versions: lines.slice(0, one.takes.length).map((line) => line.slice(2)),
    code: Number(lines[until]?.slice('# exit '.length)),
    output: lines.slice(until + 1).join('\n'),
  };
}

const major = (said: string) => /^[^\d]*\d+/.exec(said)?.[0];

/** Whether the programs here are those of its record, in their major versions. */
export const isAsRecorded = (one: Broken): boolean => {
  const { versions } = recorded(one);
  return isHere(one) && one.takes.every((program, at) => major(versionOf(program)) === major(versions[at] ?? ''));
};
