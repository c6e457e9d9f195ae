import { examplesTitle, helpOf, type HelpSection } from '../src/commands/help.ts';
import { about, commands } from '../src/commands/index.ts';
import { exitCodes } from '../src/errors.ts';
import { pricesAsOf } from '../src/prices/prices.ts';
import { version } from '../src/version.ts';
import { wrap } from '../src/ui/table.ts';
import type { Language, Words } from '../src/words.ts';

const endings: Readonly<Record<keyof typeof exitCodes, Words>> = {
  done: { en: 'It is done.', ko: '끝까지 마쳤습니다.' },
  defect: { en: 'A defect of stepway itself.', ko: 'stepway 자체의 결함입니다.' },
  usage: {
    en: 'A wrong flag, answer or file. Nothing was touched.',
    ko: '플래그, 답 또는 파일이 잘못되었습니다. 아무것도 바꾸지 않았습니다.',
  },
  waiting: {
    en: 'Something is left to you, or takes longer; the same command goes on.',
    ko: '여러분이 할 일이 남았거나 시간이 더 필요합니다. 같은 명령을 다시 실행하면 이어집니다.',
  },
  aws: { en: 'AWS refused, or could not be reached.', ko: 'AWS가 거부했거나 AWS에 연결할 수 없습니다.' },
  state: {
    en: 'The state file, or another program that works on it.',
    ko: '상태 파일에 문제가 있거나 다른 프로그램이 작업 중입니다.',
  },
  interrupted: { en: 'Stopped with Ctrl-C.', ko: 'Ctrl-C로 멈췄습니다.' },
};

const variables: readonly (readonly [name: string, words: Words])[] = [
  [
    'LC_ALL, LC_MESSAGES, LANG',
    {
      en: 'The language, the first that is set; --lang is stronger.',
      ko: '언어를 정합니다. 이 순서로 먼저 설정된 값을 쓰고, --lang이 있으면 그것을 씁니다.',
    },
  ],
  ['NO_COLOR', { en: 'When not empty: no colour.', ko: '비어 있지 않으면 색을 쓰지 않습니다.' }],
  [
    'FORCE_COLOR',
    { en: 'Colour even without a terminal; 0: no colour.', ko: '터미널이 아니어도 색을 씁니다. 0이면 쓰지 않습니다.' },
  ],
  ['STEPWAY_PLAIN', { en: 'When not empty: as with --plain.', ko: '비어 있지 않으면 --plain과 같습니다.' }],
  ['CI', { en: 'When not empty: nothing is asked.', ko: '비어 있지 않으면 아무것도 묻지 않습니다.' }],
  [
    'XDG_CONFIG_HOME',
    {
      en: 'Where stepway/language is; ~/.config without it.',
      ko: 'stepway/language 파일의 위치입니다. 없으면 ~/.config입니다.',
    },
  ],
  ['AWS_PROFILE, AWS_REGION, …', { en: 'As in the AWS CLI.', ko: 'AWS CLI와 같습니다.' }],
  [
    'HTTPS_PROXY, NO_PROXY',
    {
      en: 'The HTTP proxy through which AWS is reached, and the hosts that are reached without it.',
      ko: 'AWS에 연결할 때 쓰는 HTTP 프록시와, 프록시 없이 연결할 호스트입니다.',
    },
  ],
  [
    'AWS_CA_BUNDLE, NODE_EXTRA_CA_CERTS',
    {
      en: 'A file of certificates to trust besides the usual ones, where a network reads TLS along.',
      ko: 'TLS를 검사하는 네트워크에서 더 신뢰할 인증서 파일입니다.',
    },
  ],
];

const files: readonly (readonly [name: string, words: Words])[] = [
  [
    '.stepway/NAME.jsonl',
    {
      en: 'The state of a stack: what was made, and the answers. Without it `stepway teardown` has to look for the tags.',
      ko: '스택의 상태 파일입니다. 만든 자원과 답을 기록합니다. 없으면 `stepway teardown`이 태그로 찾습니다.',
    },
  ],
  ['.stepway/rehearsal/', { en: 'The simulated account and its stacks.', ko: '모의 계정과 그 안의 스택입니다.' }],
  [
    '~/.config/stepway/language',
    {
      en: 'The language that was chosen when the locale named none.',
      ko: '로캘로 언어를 알 수 없을 때 고른 언어입니다.',
    },
  ],
];

/** A text as roff takes it: nothing in it is a request or an escape. Short lines make for short differences. */
const plain = (text: string) =>
  wrap(text, 76)
    .join('\n')
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replaceAll(/^([.'])/gm, String.raw`\&$1`);

/** A term and what it means. */
const item = (term: string, text: string) => ['.TP', `\\fB${plain(term)}\\fR`, plain(text)];

/** The manual's page on stepway, in roff with the macros of man(7). */
export async function manPage(language: Language): Promise<string> {
  const say = (words: Words) => words[language];
  const heading = (en: string, ko: string) => `.SH ${say({ en, ko })}`;
  const loaded = await Promise.all(
    Object.entries(commands).map(async ([name, { summary, load }]) => {
      const { command } = await load();
      return { name, summary, help: helpOf(name, command) };
    }),
  );
  // What all commands take is told once.
  const shared = (row: HelpSection['rows'][number]) =>
    loaded
      .filter(({ name }) => name !== 'completion')
      .every(({ help }) => rowsOf(help.sections).some(({ term }) => term === row.term));
  const answersOfUp = rowsOf(loaded[0]!.help.sections.slice(0, 1));
  const takesAnswersOfUp = (sections: readonly HelpSection[]) =>
    answersOfUp.every(({ term }) => rowsOf(sections).some((row) => row.term === term));
  const own = (name: string, sections: readonly HelpSection[]) => {
    const told = name !== 'up' && takesAnswersOfUp(sections) ? answersOfUp.map(({ term }) => term) : [];
    return rowsOf(sections.filter(({ title }) => title !== examplesTitle)).filter(
      (row) => !shared(row) && !told.includes(row.term),
    );
  };
  const common = rowsOf(loaded[0]!.help.sections).filter(shared);

  const lines = [
    String.raw`.\" Made by scripts/man.mjs from the definitions of the commands: change those.`,
    // The day of the prices is the day of what the page says of AWS.
    `.TH STEPWAY 1 "${pricesAsOf('us-east-1')}" "stepway ${version}" "${say({ en: 'User Commands', ko: '사용자 명령' })}"`,
    heading('NAME', '이름'),
    String.raw`stepway \- ${say({ en: 'build a web stack on AWS step by step, and take it away again', ko: 'AWS에 웹 서비스 환경을 한 단계씩 만들고 다시 삭제하기' })}`,
    heading('SYNOPSIS', '사용법'),
    String.raw`.B stepway`,
    String.raw`\fI${say({ en: 'COMMAND', ko: '명령' })}\fR [\fI${say({ en: 'flags', ko: '플래그' })}\fR]`,
    heading('DESCRIPTION', '설명'),
    ...say(about)
      .split('\n')
      .flatMap((line, index) => (index === 0 ? [plain(line)] : ['.PP', plain(line)])),
    heading('COMMANDS', '명령'),
    ...loaded.flatMap(({ name, summary, help }) => [
      `.SS stepway ${name}`,
      plain(say(summary)),
      ...(name !== 'up' && takesAnswersOfUp(help.sections)
        ? [
            '.PP',
            plain(
              say({
                en: 'It takes the answers of `stepway up`, and:',
                ko: '`stepway up`의 답과 다음 플래그를 씁니다.',
              }),
            ),
          ]
        : []),
      ...own(name, help.sections).flatMap(({ term, words }) => item(term, say(words))),
    ]),
    heading('FLAGS OF ALL COMMANDS', '공통 플래그'),
    ...common.flatMap(({ term, words }) => item(term, say(words))),
    heading('EXAMPLES', '예시'),
    ...loaded
      .flatMap(({ help }) => help.sections.filter(({ title }) => title === examplesTitle))
      .flatMap(({ rows }) => rows.flatMap(({ term, words }) => item(term, say(words)))),
    heading('EXIT STATUS', '종료 코드'),
    ...Object.entries(exitCodes).flatMap(([name, code]) =>
      item(String(code), say(endings[name as keyof typeof exitCodes])),
    ),
    heading('ENVIRONMENT', '환경 변수'),
    ...variables.flatMap(([name, words]) => item(name, say(words))),
    heading('FILES', '파일'),
    ...files.flatMap(([name, words]) => item(name, say(words))),
    heading('SEE ALSO', '참고'),
    String.raw`.BR aws (1)`,
  ];
  return `${lines.join('\n')}\n`;
}

const rowsOf = (sections: readonly HelpSection[]) => sections.flatMap(({ rows }) => rows);
