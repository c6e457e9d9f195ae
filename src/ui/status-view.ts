import type { Survey } from '../engine/plan.ts';
import { taskOf } from '../engine/settle.ts';
import { idOf, type Seen } from '../engine/step.ts';
import type { Recorded, State } from '../state/state.ts';
import type { Chapter } from '../steps/chapter.ts';
import type { Language, Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { oneLine } from '../plain.ts';
import { shortId, table, wrap } from './table.ts';

/** How far a step is, as written down. */
type Progressed = 'started' | 'made' | 'ready' | 'removing';

export interface StatusRow {
  readonly id: string;
  readonly chapter: string;
  readonly title: string;
  readonly recorded: Progressed;
  /** What AWS says; absent for what AWS cannot be asked about. */
  readonly now?: Seen<object>['is'];
  readonly note?: string;
  /** What only the user can do about it. */
  readonly todo?: string;
  readonly resource?: string;
}

const progressed = ({ handle, output, removingSince }: Recorded): Progressed =>
  removingSince !== undefined ? 'removing' : output ? 'ready' : handle ? 'made' : 'started';

/** Each step that is written down, and how AWS shows it now. */
export function statusRows(
  chapters: readonly Chapter[],
  state: State,
  survey: Survey,
  language: Language,
): readonly StatusRow[] {
  return chapters.flatMap((chapter) =>
    chapter.steps.flatMap((step): StatusRow[] => {
      const recorded = state.steps.get(step.id);
      if (!recorded) return [];
      const seen = step.check ? survey.get(step.id) : undefined;
      const todo = seen?.is === 'pending' && recorded.handle && taskOf(step, recorded.handle, seen);
      return [
        {
          id: step.id,
          chapter: chapter.id,
          title: step.title[language],
          recorded: progressed(recorded),
          ...(seen && { now: seen.is }),
          ...(seen && 'note' in seen && seen.note && { note: seen.note[language] }),
          ...(todo && { todo: todo[language] }),
          ...(recorded.handle && { resource: idOf(recorded.handle) }),
        },
      ];
    }),
  );
}

const words: Readonly<Record<Progressed | Seen<object>['is'], Words>> = {
  started: { en: 'started', ko: '시작됨' },
  made: { en: 'created', ko: '생성됨' },
  ready: { en: 'ready', ko: '준비됨' },
  removing: { en: 'deleting', ko: '삭제 중' },
  pending: { en: 'not ready', ko: '준비 중' },
  drifted: { en: 'changed', ko: '바뀜' },
  gone: { en: 'MISSING', ko: '없음' },
};

/** After a teardown. */
export const nothingThere: Words = {
  en: 'There are no resources. Run `stepway up` to create them.',
  ko: '지금은 만들어진 것이 없습니다. `stepway up`으로 만들 수 있습니다.',
};

/** What was once looked up is nothing that AWS could show. */
const isShown = ({ recorded, now }: StatusRow) => recorded !== 'ready' || now !== undefined;

export function showStatus(screen: Screen, rows: readonly StatusRow[]): void {
  const { line, say, paint, width, columns } = screen;
  if (rows.length === 0) return screen.paragraph(nothingThere);
  const colour = (text: string, row: StatusRow) =>
    paint(row.now === 'gone' ? 'red' : row.now && row.now !== 'ready' ? 'yellow' : 'green', text);
  /** As AWS shows it; what is written down besides, where that is not the same. */
  const stateOf = (row: StatusRow) => {
    const { recorded, now } = row;
    if (!now) return say(words[recorded]);
    const seen = colour(say(words[now]), row);
    return recorded === 'ready' ? seen : `${say(words[recorded])}, ${seen}`;
  };
  const heads = [
    { en: 'Step', ko: '단계' },
    { en: 'State', ko: '상태' },
    { en: 'Resource', ko: '자원' },
  ].map(say);
  line();
  const cells = rows
    .filter(isShown)
    .map((row) => [
      row.title,
      stateOf(row),
      [shortId(row.resource ?? ''), row.note && `(${oneLine(row.note)})`].filter(Boolean).join(' '),
    ]);
  table([heads.map((head) => paint('bold', head)), ...cells], columns).forEach(line);
  line();
  for (const { todo } of rows)
    if (todo) {
      for (const one of wrap(todo, width)) line(paint('yellow', one));
      line();
    }
  const amiss = rows.some(({ now }) => now && now !== 'ready');
  if (amiss)
    screen.paragraph({
      en: 'Run `stepway up` to repair the stack, or `stepway plan` to preview the changes.',
      ko: '다른 점은 `stepway up`으로 바로잡을 수 있습니다. 무엇을 할지는 `stepway plan`으로 미리 볼 수 있습니다.',
    });
}
