import { byRunScript } from './templates/procfile.ts';
import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';

/** A Procfile as it was read, and all that the server would refuse in it. */
export interface Procfile {
  /** What runs a process, by its name. */
  readonly commands: ReadonlyMap<string, string>;
  readonly problems: readonly Words[];
}

/** Reads a Procfile as the server does: https://devcenter.heroku.com/articles/procfile */
export function readProcfile(text: string): Procfile {
  const commands = new Map<string, string>();
  const problems: Words[] = [];
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, command] = /^([A-Za-z0-9_-]+):\s*(\S.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || command === undefined) problems.push(notOne(at + 1, line));
    else if (commands.has(name)) problems.push(repeated(name));
    else commands.set(name, command);
  }
  if (problems.length === 0 && !commands.has('web')) problems.push(noWeb);
  return { commands, problems };
}

const notOne = (line: number, is: string): Words => ({
  en: `Line ${line} of the Procfile is not \`NAME: COMMAND\`: ${oneLine(is).slice(0, 60)}`,
  ko: `Procfile의 ${line}번째 줄이 \`이름: 명령\` 형식이 아닙니다: ${oneLine(is).slice(0, 60)}`,
});

const repeated = (name: string): Words => ({
  en: `The Procfile has \`${name}\` more than once.`,
  ko: `Procfile에 같은 이름이 두 번 있습니다: \`${name}\`.`,
});

const noWeb: Words = {
  en: `The Procfile has no \`web\`, which responds to visitors. \`web: ${byRunScript}\` starts the app as it is started without a Procfile.`,
  ko: `Procfile에 방문자에게 응답하는 \`web\`이 없습니다. \`web: ${byRunScript}\`라고 적으면 Procfile이 없을 때처럼 앱을 시작합니다.`,
};

/** Whether all that it says is to start the app as it is started without a Procfile. */
export const saysNothing = ({ commands }: Procfile): boolean =>
  commands.size === 1 && commands.get('web') === byRunScript;

/** What is wrong with a run.sh that an early `init` wrote: it would start the app in place of a worker. */
export const takesNoCommand: Words = {
  en: 'deploy/run.sh does not start what the Procfile says: `stepway init` writes one that does.',
  ko: 'deploy/run.sh가 Procfile의 명령을 실행하지 못합니다. `stepway init`으로 새로 만드세요.',
};
