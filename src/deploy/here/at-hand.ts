import { platform } from 'node:os';
import type { Runtime } from '../../build/recipe.ts';
import type { Clock } from '../../clock.ts';
import { joined, type Words } from '../../words.ts';
import { ask } from '../processes.ts';
import { lookForRuntimes, type AtHand } from '../try/runtimes.ts';
import type { ToBuild } from './building.ts';

/** How the scripts that are run on a server name its runtimes, by which they are looked for here. */
const named: { readonly [R in Runtime['name']]: (version: string) => string } = {
  node: (version) => `/usr/bin/node-${version}`,
  python: (version) => `python${version} -m venv`,
  java: (version) => `/usr/lib/jvm/java-${version}-amazon-corretto`,
  go: () => '',
};

/** Besides bash: what each must answer to. */
const tools: readonly (readonly [command: RegExp, tool: string, asked: string])[] = [
  [/^(\(.*)?npm /, 'npm', '--version'],
  [/ tar /, 'tar', '--version'],
  [/(^| )go build /, 'go', 'version'],
  [/^gradle /, 'gradle', '--version'],
  [/^mvn /, 'mvn', '--version'],
];

const ofWindows: Words = {
  en: 'The commands that build it do not run on Windows.',
  ko: '빌드에 쓰는 명령은 Windows에서 실행되지 않습니다.',
};

const onAws: Words = {
  en: 'It can be built on AWS: `stepway up --build codebuild`.',
  ko: 'AWS에서 빌드할 수 있습니다: `stepway up --build codebuild`.',
};

const waysOut: Words = {
  en: 'To have it built, install that, or build on AWS: `stepway up --build codebuild`.',
  ko: '빌드하려면 이 컴퓨터에 설치하거나, `stepway up --build codebuild`로 AWS에서 빌드하세요.',
};

/** What a build runs on, as it is here, or what is not here and how to do without. */
export async function lookForTools(...given: Parameters<typeof look>): Promise<AtHand> {
  if (platform() === 'win32') return { is: 'missing', why: joined(' ', ofWindows, onAws) };
  const found = await look(...given);
  return found.is === 'missing' ? { ...found, why: joined(' ', found.why, waysOut) } : found;
}

async function look(
  clock: Clock,
  { runtime, phases }: ToBuild,
  bin: string,
  env: Readonly<Record<string, string>>,
): Promise<AtHand> {
  const found = await lookForRuntimes(clock, { bin }, { env }, named[runtime.name](runtime.version ?? ''));
  if (found.is === 'missing') return found;
  // Which packages fit is decided by the Python that asks for them.
  if (runtime.name === 'python' && found.other) return notHere(`Python ${runtime.version}`);
  const commands = phases.flatMap((phase) => phase.commands);
  for (const [command, tool, asked] of tools)
    if (commands.some((one) => command.test(one)) && (await ask(clock, tool, [asked], { env })) === undefined)
      return notHere(tool);
  return found;
}

const notHere = (what: string): AtHand => ({
  is: 'missing',
  why: { en: `${what} is not on this machine.`, ko: `이 컴퓨터에 없음: ${what}.` },
});
