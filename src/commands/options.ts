import { regions } from '../aws/regions.ts';
import { parseServer, type Server } from '../dns/server.ts';
import { Trouble } from '../errors.ts';
import { quoted } from '../plain.ts';
import { scenarioNames } from '../rehearsal/scenarios.ts';
import type { CommandDefinition, CommandOption, CommonOptions, Group } from './command.ts';
import type { Answer, AnyQuestion } from '../questions/question.ts';
import { languages, type Words } from '../words.ts';

export interface DelegationOptions {
  readonly skipDelegationCheck?: true;
  readonly dnsServer?: Server;
}

/** What whoever plans takes, to build it or not. */
export interface PlanningOptions extends CommonOptions, DelegationOptions {
  readonly skipPermissionCheck?: true;
  readonly livePrices?: true;
  readonly recover?: true;
  /** The stack of this folder whose answers a new one begins with. */
  readonly like?: string;
}

export const livePricesOption: CommandOption = {
  flags: '--live-prices',
  help: {
    en: "Get today's prices from the AWS price list, once a day (needs pricing:GetProducts).",
    ko: 'AWS 가격표에서 오늘 가격을 하루 한 번 조회(pricing:GetProducts 권한 필요)',
  },
};

export const permissionOption: CommandOption = {
  flags: '--skip-permission-check',
  help: { en: 'Do not check your IAM permissions first.', ko: '필요한 권한이 있는지 IAM에 미리 확인하지 않음' },
};

export const delegationOptions: readonly CommandOption[] = [
  {
    flags: '--skip-delegation-check',
    help: { en: 'Do not check whether the name servers are set.', ko: '네임서버 설정을 확인하지 않음' },
  },
  {
    flags: '--dns-server <HOST:PORT>',
    help: { en: 'The DNS server to look up the name servers with.', ko: '네임서버를 확인할 DNS 서버' },
    read(raw) {
      try {
        return parseServer(raw);
      } catch {
        throw wrongValue(
          '--dns-server',
          raw,
          { en: 'HOST, HOST:PORT or https://HOST/PATH', ko: 'HOST, HOST:PORT 또는 https://HOST/PATH' },
          '1.1.1.1:53',
        );
      }
    },
  },
];

export const timeoutOption: CommandOption = {
  flags: '--timeout <MINUTES>',
  help: {
    en: 'How long to wait for what only you can do (default: 60 in a terminal, 5 in a rehearsal, otherwise 0).',
    ko: '여러분이 직접 할 일을 기다리는 시간(분). 기본값: 터미널 60, 연습 5, 그 외 0',
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
    en: 'Show the AWS CLI command that creates what each step creates, and save them all as a script; a change to what is there has none.',
    ko: '단계마다 같은 것을 만드는 AWS CLI 명령을 보여 주고, 전체를 스크립트로 저장(이미 있는 것의 변경에는 명령이 없음)',
  },
};

const wrongValue = (flag: string, raw: string, allowed: Words, example: string) =>
  new Trouble(
    'usage',
    {
      en: `${flag} must be ${allowed.en}, not ${quoted(raw)}.`,
      ko: `${flag} 값은 ${allowed.ko}여야 합니다. 입력한 값: ${quoted(raw)}.`,
    },
    { en: `For example: ${flag} ${example}.`, ko: `예: ${flag} ${example}` },
  );

export const likeOption: CommandOption = {
  flags: '--like <NAME>',
  values: 'stacks',
  help: {
    en: 'Begin a new stack with the answers of another one in this folder, such as staging beside production; its domain is its own.',
    ko: '이 폴더에 있는 다른 스택의 답으로 새 스택을 시작(예: 운영 옆의 스테이징). 도메인은 따로 정함',
  },
};

export const recoverOption: CommandOption = {
  flags: '--recover',
  help: {
    en: 'Take up a stack of this name that is in the account but has no state in this folder.',
    ko: '계정에 있지만 이 폴더에 상태 파일이 없는 같은 이름의 스택을 이어받기',
  },
};

export const dataOption: CommandOption = {
  flags: '--data <snapshot|delete>',
  choices: ['snapshot', 'delete'],
  help: {
    en: 'What to do with the data of a database that is deleted.',
    ko: '삭제할 데이터베이스의 데이터 처리: 스냅샷으로 남기기 또는 완전히 삭제하기',
  },
};

/** Reads the file of `--out`, such as that one; throws Trouble `usage` when it names nothing. */
export const fileNamed =
  (example: string) =>
  (raw: string): string => {
    if (raw.trim() !== '') return raw;
    throw new Trouble(
      'usage',
      { en: '--out needs the name of a file.', ko: '--out에 파일 이름이 필요합니다.' },
      { en: `For example: --out ${example}.`, ko: `예: --out ${example}` },
    );
  };

const under = (group: Group, ...options: readonly CommandOption[]) => options.map((one) => ({ ...one, group }));

/** The long flag of an option: `--dns-server`. */
export const flagOf = ({ flags }: CommandOption): string => /--[\w-]+/.exec(flags)?.[0] ?? '';

/** What every command takes that works on a stack. */
export const commonOptions: readonly CommandOption[] = [
  ...under(
    'where',
    { flags: '--name <NAME>', values: 'stacks', help: { en: 'The stack to work on.', ko: '작업할 스택의 이름' } },
    { flags: '--region <REGION>', values: Object.keys(regions), help: { en: 'The AWS region.', ko: 'AWS 리전' } },
    {
      flags: '--profile <PROFILE>',
      values: 'profiles',
      help: { en: 'The profile in your AWS configuration.', ko: 'AWS 설정의 프로필' },
    },
    {
      flags: '--dir <FOLDER>',
      values: 'folders',
      help: {
        en: 'The project: the folder that contains .stepway/, and gives a new stack its name (default: this folder).',
        ko: '프로젝트: .stepway/가 있고 새 스택의 이름이 되는 폴더(기본값: 현재 폴더)',
      },
    },
    {
      flags: '--rehearse [SCENARIO]',
      values: scenarioNames,
      help: {
        en: 'Rehearse in a simulated account; nothing real is touched.',
        ko: '모의 계정에서 연습하기: 실제 자원은 건드리지 않음',
      },
    },
  ),
  ...under(
    'how',
    {
      flags: '--answers <FILE>',
      values: 'files',
      help: {
        en: 'A YAML or JSON file of answers; its keys are flag names.',
        ko: '플래그 이름을 키로 쓴 YAML 또는 JSON 답변 파일',
      },
    },
    { flags: '--yes', help: { en: 'Do not prompt.', ko: '아무것도 묻지 않음' } },
    { flags: '--json', help: { en: 'Print JSON.', ko: '프로그램용 JSON 출력' } },
    { flags: '--lang <en|ko>', choices: languages, help: { en: 'The language of the output.', ko: '화면 언어' } },
    {
      flags: '--plain',
      help: {
        en: 'Words for symbols, no animation; for screen readers.',
        ko: '기호 대신 글자, 움직이는 표시 없음(화면 낭독기용)',
      },
    },
    { flags: '--no-color', help: { en: 'Disable color.', ko: '색 없이 출력' } },
    {
      flags: '--verbose',
      help: { en: 'Show the stack trace if stepway itself fails.', ko: 'stepway에 결함이 있을 때 그 위치 표시' },
    },
  ),
];

/** The ones that apply to a command without a stack. */
const ofAny: ReadonlySet<string> = new Set(['--json', '--lang', '--plain', '--no-color', '--verbose']);

/** The guide is the same in a rehearsal: whoever adds the flag to every command is not told off. */
export const rehearseOption = commonOptions.filter((option) => flagOf(option) === '--rehearse');

/** What a question's flag decides, and what it is without it; a default that depends on the setting is omitted. */
function withDefault({ help, fallback }: AnyQuestion): Words {
  const value = fallback?.({ folder: '', region: undefined }, () => undefined);
  if (value === undefined || value === false) return help;
  return { en: `${help.en} (default: ${value})`, ko: `${help.ko} (기본값: ${value})` };
}

/** The flags of a question, with the question's own words. */
function flagsFor(question: AnyQuestion): CommandOption[] {
  const { key, kind, placeholder, suchAs = [] } = question;
  const described = { group: 'answers', help: withDefault(question) } as const;
  if (kind !== 'confirm') return [{ flags: `--${key} <${placeholder}>`, values: suchAs.map(String), ...described }];
  return [
    { flags: `--${key}`, ...described },
    { flags: `--no-${key}`, group: 'answers', help: { en: 'The opposite.', ko: '위와 반대' } },
  ];
}

/** All that a command takes, once each; what all commands take has words of its own. */
export function optionsOf({ questions, options, standalone }: CommandDefinition): readonly CommandOption[] {
  const common = new Set(commonOptions.map(flagOf));
  const asked = questions.flatMap(flagsFor).filter((option) => !common.has(flagOf(option)));
  return [...asked, ...options, ...commonOptions.filter((option) => !standalone || ofAny.has(flagOf(option)))];
}

const camel = (key: string) => key.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** Whether a flag was typed. */
export const isGiven = (option: CommandOption, options: object): boolean =>
  (options as Record<string, unknown>)[camel(flagOf(option).replace(/^--/, ''))] !== undefined;

/** The raw value of each question's flag that was given. */
export function flagsOf(options: object, questions: readonly AnyQuestion[]): Map<string, string> {
  const given = new Map<string, string>();
  for (const { key } of questions) {
    const value = (options as Record<string, string | boolean | undefined>)[camel(key)];
    if (value !== undefined) given.set(key, String(value));
  }
  return given;
}

/** The same options with these answers, as if their flags had been typed. */
export const withAnswers = <O extends CommonOptions>(
  options: O,
  answers: readonly { readonly question: AnyQuestion; readonly answer: Answer }[],
): O => ({ ...options, ...Object.fromEntries(answers.map(({ question, answer }) => [camel(question.key), answer])) });
