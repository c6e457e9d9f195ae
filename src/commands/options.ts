import { Option, type Command } from 'commander';
import { parseServer, type Server } from '../dns/server.ts';
import { Trouble } from '../errors.ts';
import type { CommandOption } from './command.ts';
import type { Answer, AnyQuestion } from '../questions/question.ts';
import type { Speech } from '../ui/speech.ts';
import { languages, type Words } from '../words.ts';

export interface DelegationOptions {
  readonly skipDelegationCheck?: true;
  readonly dnsServer?: Server;
}

export interface SkipOptions {
  readonly skipDelegationCheck?: true;
  readonly skipPermissionCheck?: true;
}

export const permissionOption: CommandOption = {
  flags: '--skip-permission-check',
  help: {
    en: 'do not ask IAM beforehand whether you are allowed to do all this',
    ko: '필요한 권한이 있는지 IAM에 미리 확인하지 않음',
  },
};

export const delegationOptions: readonly CommandOption[] = [
  {
    flags: '--skip-delegation-check',
    help: { en: 'do not ask whether the name servers are set', ko: '네임서버 설정을 확인하지 않음' },
  },
  {
    flags: '--dns-server <HOST:PORT>',
    help: { en: 'ask this server about the name servers', ko: '네임서버를 확인할 DNS 서버' },
    read(raw) {
      try {
        return parseServer(raw);
      } catch {
        throw wrongValue('--dns-server', raw, { en: 'HOST or HOST:PORT', ko: 'HOST 또는 HOST:PORT' }, '1.1.1.1:53');
      }
    },
  },
];

export const timeoutOption: CommandOption = {
  flags: '--timeout <MINUTES>',
  help: {
    en: 'how long to wait for what only you can do (default: 60 in a terminal, 5 in a rehearsal, else 0)',
    ko: '직접 하셔야 하는 일을 기다릴 시간(분)(기본값: 터미널 60, 연습 5, 그 외 0)',
  },
  read(raw) {
    const value = Number(raw);
    if (/^\d+(\.\d+)?$/.test(raw) && value <= 10_000) return value;
    throw wrongValue('--timeout', raw, { en: 'a number of minutes', ko: '분 단위 숫자' }, '30');
  },
};

export const showCommandsOption: CommandOption = {
  flags: '--show-commands',
  help: {
    en: 'show beside each step the AWS CLI command that does the same, and write them all to a script',
    ko: '각 단계와 같은 일을 하는 AWS CLI 명령을 보여 주고, 전체를 스크립트로 저장',
  },
};

const wrongValue = (flag: string, raw: string, allowed: Words, example: string) =>
  new Trouble(
    'usage',
    {
      en: `${flag} must be ${allowed.en}, not ${JSON.stringify(raw)}.`,
      ko: `${flag} 값은 ${allowed.ko}여야 합니다. 받은 값: ${JSON.stringify(raw)}.`,
    },
    { en: `Say, for example, ${flag} ${example}.`, ko: `예: ${flag} ${example}` },
  );

export const dataOption: CommandOption = {
  flags: '--data <snapshot|delete>',
  choices: ['snapshot', 'delete'],
  help: { en: 'what becomes of a database that goes away', ko: '삭제되는 데이터베이스의 데이터를 어떻게 할지' },
};

const described = (say: Speech['say'], flags: string, words: Words) => new Option(flags, say(words));

export function addCommonOptions(command: Command, { say }: Speech): Command {
  const option = (flags: string, en: string, ko: string) => command.addOption(described(say, flags, { en, ko }));
  option('--name <NAME>', 'the stack to work on', '작업할 스택의 이름');
  option('--region <REGION>', 'the AWS region', 'AWS 리전');
  option('--profile <PROFILE>', 'the profile of your AWS configuration', 'AWS 설정의 프로필');
  option('--dir <FOLDER>', 'where .stepway/ is (default: this folder)', '.stepway/ 폴더의 위치(기본값: 현재 폴더)');
  option(
    '--answers <FILE>',
    'answers in YAML or JSON, by the names of the flags',
    '플래그 이름을 키로 쓴 YAML 또는 JSON 답변 파일',
  );
  option('--yes', 'ask nothing', '아무것도 묻지 않음');
  option('--json', 'print data for programs', '프로그램용 JSON 출력');
  command.addOption(
    described(say, '--lang <LANGUAGE>', { en: 'language of the screen', ko: '화면 언어' }).choices([...languages]),
  );
  option(
    '--rehearse [SCENARIO]',
    'play it through in a simulated account: nothing real is touched',
    '모의 계정에서 연습하기: 실제 자원은 건드리지 않음',
  );
  option('--no-color', 'without colour', '색 없이 출력');
  option('--verbose', 'show where a defect of stepway happened', '프로그램 결함의 상세 위치를 표시');
  return command;
}

/** What a question's flag decides, and what it is without it; a default that depends on the setting is not said. */
function withDefault({ help, fallback }: AnyQuestion): Words {
  const value = fallback?.({ folder: '', region: undefined }, () => undefined) as Answer | undefined;
  if (value === undefined || value === false) return help;
  return { en: `${help.en} (default: ${value})`, ko: `${help.ko} (기본값: ${value})` };
}

/** A flag for each question, with the question's own words. */
export function addQuestionOptions(command: Command, questions: readonly AnyQuestion[], { say }: Speech): Command {
  const taken = new Set(command.options.map(({ long }) => long));
  for (const question of questions) {
    const { key, kind, placeholder } = question;
    const help = withDefault(question);
    if (taken.has(`--${key}`)) continue;
    if (kind !== 'confirm') command.addOption(described(say, `--${key} <${placeholder}>`, help));
    else {
      command.addOption(described(say, `--${key}`, help));
      command.addOption(described(say, `--no-${key}`, { en: 'the opposite', ko: '위의 반대' }));
    }
  }
  return command;
}

const camel = (key: string) => key.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The raw value of each question's flag that was given. */
export function flagsOf(options: object, questions: readonly AnyQuestion[]): Map<string, string> {
  const given = new Map<string, string>();
  for (const { key } of questions) {
    const value = (options as Record<string, string | boolean | undefined>)[camel(key)];
    if (value !== undefined) given.set(key, String(value));
  }
  return given;
}
