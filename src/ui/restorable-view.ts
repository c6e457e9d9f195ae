import type { Restorable } from '../operations/restorable.ts';
import { oneLine } from '../plain.ts';
import { verbatim, type Words } from '../words.ts';
import { localTime, timesIn } from './moment.ts';
import type { Screen } from './screen.ts';

/** To the second, as `--to` takes it. */
const iso = (moment: number) => new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');

/** Whose a snapshot is: of this stack, of another one of stepway's, or of nobody that stepway knows. */
const whose = (stack: string | undefined, own: string): Words => {
  if (stack === undefined) return { en: 'not of stepway', ko: 'stepway가 만든 것이 아님' };
  return stack === own ? { en: 'this stack', ko: '이 스택' } : verbatim(oneLine(stack));
};

/** What data can be brought back: the moments, and the snapshots from the newest on. */
export function showRestorable(screen: Screen, timeZone: string, { stack, window, snapshots }: Restorable): void {
  const { say, paint, line } = screen;
  const at = (moment: number) => localTime(new Date(moment), timeZone);
  screen.paragraph(
    window
      ? {
          en: `The database can go back to any second from ${at(window.earliest)} to ${at(window.latest)} (${timeZone}): \`stepway db restore --to "10 minutes ago"\``,
          ko: `데이터베이스를 되돌릴 수 있는 시점: ${at(window.earliest)}부터 ${at(window.latest)}까지(${timeZone}), 초 단위. \`stepway db restore --to "10분 전"\``,
        }
      : { en: 'There is no backup of a database here.', ko: '데이터베이스 백업이 없습니다.' },
  );
  if (snapshots.length === 0)
    return screen.paragraph({ en: 'There are no snapshots in this region.', ko: '이 리전에는 스냅샷이 없습니다.' });
  const times = timesIn(timeZone);
  screen.paragraph({
    en: `Snapshots (${times.en}), for \`stepway db restore --to NAME\`:`,
    ko: `스냅샷(${times.ko}), \`stepway db restore --to 이름\`으로 복원:`,
  });
  const heads: readonly Words[] = [
    { en: 'Name', ko: '이름' },
    { en: 'Made', ko: '만든 시각' },
    { en: 'Engine', ko: '종류' },
    { en: 'Of', ko: '스택' },
  ];
  line();
  screen.table([
    heads.map((head) => paint('bold', say(head))),
    ...snapshots.map(({ id, made, engine, of, status }) => [
      oneLine(id),
      made === undefined ? oneLine(status) : at(made),
      oneLine(engine),
      say(whose(of, stack)),
    ]),
  ]);
}

export const restorableJson = ({ window, snapshots }: Restorable) => ({
  window: window ? { from: iso(window.earliest), to: iso(window.latest) } : null,
  snapshots: snapshots.map(({ id, made, engine, gib, of, status }) => ({
    id,
    made: made === undefined ? null : iso(made),
    engine,
    gib,
    stack: of ?? null,
    status,
  })),
});
