import stringWidth from 'string-width';
import { wrap } from '../ui/table.ts';
import type { Speech } from '../ui/speech.ts';
import type { Words } from '../words.ts';
import type { CommandDefinition, Group } from './command.ts';
import { optionsOf } from './options.ts';

/** The flags of one heading, or the lines to try. */
export interface HelpSection {
  readonly title: Words;
  readonly rows: readonly { readonly term: string; readonly words: Words }[];
}

/** What there is to know of a command, for its help and its page in the manual. */
export interface CommandHelp {
  readonly usage: Words;
  readonly sections: readonly HelpSection[];
}

const titles: Readonly<Record<Group, Words>> = {
  answers: {
    en: 'Answers (if omitted, you are asked, or the default is used)',
    ko: '답(지정하지 않으면 묻거나 기본값 사용)',
  },
  own: { en: 'Flags', ko: '이 명령의 플래그' },
  where: { en: 'Stack and location', ko: '대상 스택과 위치' },
  how: { en: 'Input and output', ko: '입력과 출력 방식' },
};

export const examplesTitle: Words = { en: 'Examples', ko: '예시' };
const argumentsTitle: Words = { en: 'Arguments', ko: '명령 뒤에 쓰는 값' };
const helpRow = { term: '-h, --help', words: { en: 'Show this help.', ko: '도움말' } };

/** What can follow a command, in the order of the headings. */
export function helpOf(name: string, definition: CommandDefinition): CommandHelp {
  const { argument, examples } = definition;
  const options = optionsOf(definition);
  const groups = (Object.keys(titles) as Group[]).map((group): HelpSection => {
    const rows = options
      .filter((option) => (option.group ?? 'own') === group)
      .map(({ flags, help }) => ({ term: flags, words: help }));
    return { title: titles[group], rows: group === 'how' ? [...rows, helpRow] : rows };
  });
  const taken = argument ? ` [${argument.name}]` : '';
  return {
    usage: { en: `stepway ${name}${taken} [flags]`, ko: `stepway ${name}${taken} [플래그]` },
    sections: [
      { title: argumentsTitle, rows: argument ? [{ term: `[${argument.name}]`, words: argument.help }] : [] },
      ...groups,
      { title: examplesTitle, rows: Object.entries(examples).map(([term, words]) => ({ term, words })) },
    ].filter(({ rows }) => rows.length > 0),
  };
}

/** The column where explanations start; after a longer term the explanation goes below. */
const column = 30;

/** A term and what it means: beside it where there is room, else below. */
function entry(term: string, text: string, width: number): string[] {
  const beside = width >= 72;
  const indent = beside ? column : 6;
  const lines = wrap(text, width - indent).map((line) => ' '.repeat(indent) + line);
  const head = `  ${term}`;
  const [first = '', ...rest] = lines;
  return beside && stringWidth(head) + 2 <= column
    ? [head.padEnd(column) + first.trimStart(), ...rest]
    : [head, ...lines];
}

/** The help of a command, for a screen of that width. */
export function helpText(
  { usage, sections }: CommandHelp,
  summary: Words,
  { say, paint }: Speech,
  width: number,
): string {
  const lines = [
    `${say({ en: 'Usage:', ko: '사용법:' })} ${say(usage)}`,
    '',
    ...wrap(say(summary), width),
    ...sections.flatMap(({ title, rows }) => [
      '',
      ...wrap(`${say(title)}:`, width).map((line) => paint('bold', line)),
      ...rows.flatMap(({ term, words }) =>
        // A line to try stands alone, so that it can be copied.
        title === examplesTitle
          ? [...wrap(`  ${term}`, width), ...wrap(`      ${say(words)}`, width)]
          : entry(term, say(words), width),
      ),
    ]),
    '',
  ];
  return lines.join('\n');
}
