import { staysBeside, type Survey } from '../engine/plan.ts';
import { taskOf } from '../engine/settle.ts';
import { idOf, type AnyStep, type Seen } from '../engine/step.ts';
import { idsOf, type Recorded, type State } from '../state/state.ts';
import type { Chapter } from '../steps/chapter.ts';
import { verbatim, type Language, type Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { oneLine } from '../plain.ts';
import { shortId } from './table.ts';

/** How far a step is, as written down. */
type Progressed = 'started' | 'made' | 'ready' | 'retired' | 'outlasts' | 'kept' | 'removing';

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

function progressed({ handle, output, removingSince }: Recorded, step: AnyStep, id: string): Progressed {
  if (removingSince !== undefined) return 'removing';
  if (id !== step.id) return step.follows?.outlasts ? 'outlasts' : staysBeside(step) ? 'kept' : 'retired';
  return output ? 'ready' : handle ? 'made' : 'started';
}

/** Everything that is written down, and how AWS shows what is meant to stay. */
export function statusRows(
  chapters: readonly Chapter[],
  state: State,
  survey: Survey,
  language: Language,
): readonly StatusRow[] {
  return chapters.flatMap((chapter) =>
    chapter.steps.flatMap((step) =>
      idsOf(state, step.id).flatMap((id): StatusRow[] => {
        const recorded = state.steps.get(id);
        if (!recorded) return [];
        const seen = step.check ? survey.get(id) : undefined;
        const todo = seen?.is === 'pending' && recorded.handle && taskOf(step, recorded.handle, seen);
        return [
          {
            id,
            chapter: chapter.id,
            title: step.title[language],
            recorded: progressed(recorded, step, id),
            ...(seen && { now: seen.is }),
            ...(seen && 'note' in seen && seen.note && { note: seen.note[language] }),
            ...(todo && { todo: todo[language] }),
            ...(recorded.handle && { resource: idOf(recorded.handle) }),
          },
        ];
      }),
    ),
  );
}

export const stateWords: Readonly<Record<Progressed | Seen<object>['is'], Words>> = {
  started: { en: 'started', ko: '시작됨' },
  made: { en: 'created', ko: '생성됨' },
  ready: { en: 'ready', ko: '준비됨' },
  retired: { en: 'to be deleted', ko: '삭제 예정' },
  outlasts: { en: 'kept until teardown', ko: 'teardown까지 유지' },
  kept: { en: 'kept until you remove it', ko: '직접 지울 때까지 보관' },
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

/** How it stands with all of it, in a sentence, and what to do next in another. */
function verdictOn(rows: readonly StatusRow[], unbegun: number): { readonly mark: string; readonly words: Words } {
  const waiting = rows.some(({ todo }) => todo);
  const amiss = rows.filter(({ now, todo }) => now && now !== 'ready' && !todo);
  const lasting = new Set<Progressed>(['ready', 'outlasts', 'kept']);
  const unfinished = rows.filter(({ recorded }) => !lasting.has(recorded)).length + unbegun;
  const names = verbatim(amiss.map(({ title }) => title).join(', '));
  const count = rows.length + unbegun;
  if (rows.length > 0 && rows.every(({ recorded }) => recorded === 'removing'))
    return {
      mark: '◷',
      words: {
        en: 'This stack was torn down, except for what is listed here. Once that can go, `stepway teardown` takes it away.',
        ko: '이 스택은 삭제했고 여기에 보이는 것만 남았습니다. 지울 수 있게 되면 `stepway teardown`이 마저 삭제합니다.',
      },
    };
  if (amiss.length > 0)
    return {
      mark: '!',
      words: {
        en: `${amiss.length} of ${count} are not as stepway made them: ${names.en}. Run \`stepway up\` to repair the stack, or \`stepway plan\` to preview the changes.`,
        ko: `${count}개 가운데 ${amiss.length}개가 stepway가 만든 것과 다릅니다: ${names.ko}. \`stepway up\`으로 바로잡을 수 있고, \`stepway plan\`으로 무엇을 할지 미리 볼 수 있습니다.`,
      },
    };
  if (waiting)
    return {
      mark: '◷',
      words: {
        en: 'The next step is yours: do what follows, then run `stepway up` to continue.',
        ko: '여러분이 할 일이 있습니다. 다음을 마친 뒤 `stepway up`으로 이어서 진행하세요.',
      },
    };
  if (unfinished > 0)
    return {
      mark: '◷',
      words: {
        en: `${unfinished} of ${count} are not finished. Run \`stepway up\` to continue.`,
        ko: `${count}개 가운데 ${unfinished}개가 아직 끝나지 않았습니다. \`stepway up\`으로 이어서 진행하세요.`,
      },
    };
  return {
    mark: '✔',
    words: {
      en: `All is there as stepway made it. Run \`stepway doctor\` to check what visitors get, \`stepway outputs\` for the addresses.`,
      ko: `모두 stepway가 만든 그대로 있습니다. 방문자가 접속되는지는 \`stepway doctor\`, 접속할 주소는 \`stepway outputs\`로 볼 수 있습니다.`,
    },
  };
}

/** What was once looked up is nothing that AWS could show. */
export const isShown = ({ recorded, now }: StatusRow) => recorded !== 'ready' || now !== undefined;

/** @param unbegun how many things there are still to be. */
export function showStatus(screen: Screen, all: readonly StatusRow[], unbegun: number): void {
  const { line, say, paint } = screen;
  if (all.length === 0) return screen.paragraph(nothingThere);
  const rows = all.filter(isShown);
  const colour = (text: string, row: StatusRow) =>
    paint(row.now === 'gone' ? 'red' : row.now && row.now !== 'ready' ? 'yellow' : 'green', text);
  /** As AWS shows it; what is written down besides, where that is not the same. */
  const stateOf = (row: StatusRow) => {
    const { recorded, now } = row;
    if (!now) return say(stateWords[recorded]);
    const seen = colour(say(stateWords[now]), row);
    return recorded === 'ready' ? seen : `${say(stateWords[recorded])}, ${seen}`;
  };
  const heads = [
    { en: 'Step', ko: '단계' },
    { en: 'State', ko: '상태' },
    { en: 'Resource', ko: '자원' },
  ].map(say);
  const cells = rows.map((row) => [
    row.title,
    stateOf(row),
    [shortId(row.resource ?? ''), row.note && `(${oneLine(row.note)})`].filter(Boolean).join(' '),
  ]);
  line();
  screen.table([heads.map((head) => paint('bold', head)), ...cells]);
  // Last, where it does not scroll away.
  const verdict = verdictOn(rows, unbegun);
  line();
  screen.prose(`${verdict.mark} ${say(verdict.words)}`, 'bold');
  for (const { todo } of rows) {
    if (!todo) continue;
    line();
    screen.prose(todo, 'yellow');
  }
}
