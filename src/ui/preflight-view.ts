import type { Row } from '../engine/preflight.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';

type Result = Row['result'];

const marks: Readonly<Record<Result, { mark: string; colour: 'green' | 'yellow' | 'red' | 'dim' }>> = {
  ok: { mark: '✔', colour: 'green' },
  warning: { mark: '!', colour: 'yellow' },
  unknown: { mark: '?', colour: 'yellow' },
  obstacle: { mark: '✖', colour: 'red' },
};

const notKnown: Words = { en: 'could not be checked', ko: '확인하지 못함' };

function entry({ prose, paint }: Screen, result: Result, text: string, fix?: string): void {
  const { mark, colour } = marks[result];
  prose(`  ${paint(colour, mark)} ${text}`);
  if (fix) prose(`    → ${fix.replaceAll('\n', '\n      ')}`);
}

const isPlain = ({ result, noteworthy }: Row) => result === 'ok' && !noteworthy;

/** What was checked before the first write: passed checks in one line, everything else with its fix. */
export function showPreflight(screen: Screen, rows: readonly Row[], without?: Result): void {
  const { say, heading } = screen;
  const shown = rows.filter(({ result }) => result !== without);
  if (shown.length === 0) return;
  heading({ en: 'Preflight checks', ko: '사전 점검' });
  const well = shown.filter(isPlain).map(({ about }) => say(about));
  if (well.length > 0) entry(screen, 'ok', well.join(' · '));
  showUnusual(screen, shown);
}

/** The same in few lines: how many checks passed, and all that is to be read. */
export function showPreflightFolded(screen: Screen, rows: readonly Row[]): void {
  const shown = rows.filter(({ result }) => result !== 'obstacle');
  if (shown.length === 0) return;
  const passed = shown.filter(isPlain).length;
  if (passed > 0)
    entry(
      screen,
      'ok',
      screen.say({ en: `${passed} preflight checks passed`, ko: `사전 점검 ${passed}가지 이상 없음` }),
    );
  showUnusual(screen, shown);
}

function showUnusual(screen: Screen, rows: readonly Row[]): void {
  const { say } = screen;
  for (const row of rows) {
    if (isPlain(row)) continue;
    const { about, result, what, fix } = row;
    const found = what ? say(what) : '';
    const head = result === 'unknown' ? `${say(about)}: ${say(notKnown)}. ${found}` : `${say(about)}: ${found}`;
    entry(screen, result, head, fix && say(fix));
  }
}
