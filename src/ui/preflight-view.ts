import type { Row } from '../engine/preflight.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { wrap } from './table.ts';

type Result = Row['result'];

const marks: Readonly<Record<Result, { mark: string; colour: 'green' | 'yellow' | 'red' | 'dim' }>> = {
  ok: { mark: '✔', colour: 'green' },
  warning: { mark: '!', colour: 'yellow' },
  unknown: { mark: '?', colour: 'yellow' },
  obstacle: { mark: '✖', colour: 'red' },
};

const notKnown: Words = { en: 'could not be checked', ko: '확인하지 못함' };

/** What was checked before the first write: passed checks in one line, everything else with its fix. */
export function showPreflight(screen: Screen, rows: readonly Row[], without?: Result): void {
  const { line, say, paint, width, heading } = screen;
  const shown = rows.filter(({ result }) => result !== without);
  if (shown.length === 0) return;
  heading({ en: 'Preflight checks', ko: '사전 점검' });
  const entry = (result: Result, text: string, fix?: string) => {
    const { mark, colour } = marks[result];
    wrap(text, width - 4).forEach((one, index) => line(`  ${index === 0 ? paint(colour, mark) : ' '} ${one}`));
    if (fix) wrap(fix, width - 6).forEach((one, index) => line(`    ${index === 0 ? '→' : ' '} ${one}`));
  };

  const isPlain = ({ result, noteworthy }: Row) => result === 'ok' && !noteworthy;
  const well = shown.filter(isPlain).map(({ about }) => say(about));
  if (well.length > 0) entry('ok', well.join(' · '));
  for (const row of shown) {
    if (isPlain(row)) continue;
    const { about, result, what, fix } = row;
    const found = what ? say(what) : '';
    const head = result === 'unknown' ? `${say(about)}: ${say(notKnown)}. ${found}` : `${say(about)}: ${found}`;
    entry(result, head, fix && say(fix));
  }
}
