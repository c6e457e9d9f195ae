import stringWidth from 'string-width';
import { oneLine } from '../plain.ts';
import type { GivenAnswer } from '../questions/answers.ts';
import { inWords, sources, type Answer, type AnyQuestion } from '../questions/question.ts';
import type { Screen } from './screen.ts';
import { table } from './table.ts';

/** One answer to look over. */
export interface Reviewed extends GivenAnswer {
  readonly question: AnyQuestion;
  /** What to press to change it; absent where that cannot be. */
  readonly key?: string;
  /** What it was when it was last shown, or built; absent when it is the same. */
  readonly was?: Answer;
}

const cells = ({ say, paint }: Screen, { question, value, from, key = ' ', was }: Reviewed, isKeyed: boolean) => {
  const shown = (answer: Answer) => oneLine(say(inWords(question, answer)));
  const change = was === undefined ? undefined : shown(was);
  const note =
    change === undefined
      ? paint('dim', say(sources[from]))
      : paint('yellow', say({ en: `(was ${change})`, ko: `(바뀜, 전에는 ${change})` }));
  return [`  ${isKeyed ? `${paint('cyan', key)}  ` : ''}${say(question.title)}`, shown(value), note] as const;
};

/** All answers in the user's words, one a line. */
export function showAnswers(screen: Screen, all: readonly Reviewed[]): void {
  const isKeyed = all.some(({ key }) => key !== undefined);
  const rows = all.map((one) => cells(screen, one, isKeyed));
  const lines = table(rows, screen.columns);
  // On a narrow screen most would take two lines.
  const isNarrow = lines.length > rows.length * 1.5;
  for (const line of isNarrow ? rows.map(([title, value, note]) => `${title}: ${value}  ${note}`) : lines)
    screen.line(line);
}

/** The same, two a line where they fit, those that do not at the end. */
export function showAnswersFolded(screen: Screen, all: readonly Reviewed[]): void {
  const { line, width } = screen;
  const rows = all.map((one) => {
    const [title, value, note] = cells(screen, one, true);
    return `${title}: ${one.was === undefined ? value : `${value} ${note}`}`;
  });
  const room = Math.floor((width - 2) / 2);
  const short = rows.filter((row) => stringWidth(row) <= room);
  const half = Math.ceil(short.length / 2);
  for (const [at, left] of short.slice(0, half).entries())
    line(`${left}${' '.repeat(room + 2 - stringWidth(left))}${short[half + at] ?? ''}`.trimEnd());
  for (const row of rows) if (!short.includes(row)) line(row);
}
