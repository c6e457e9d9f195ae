import type { ReceiptRow } from '../engine/teardown.ts';
import { ownZone } from '../steps/domain/hosted-zone.ts';
import type { Language, Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { spoken } from './speech.ts';
import { shortId } from './table.ts';

interface Going {
  readonly title: Words;
  readonly id: string;
  readonly stays: boolean;
  /** What becomes of its data, if it has any. */
  readonly data?: 'snapshot' | 'delete' | 'asked';
  /** What else goes with it. */
  readonly loses?: Words;
  readonly why?: Words;
}

const fates: Readonly<Record<NonNullable<Going['data']>, Words>> = {
  snapshot: { en: 'its data is kept', ko: '데이터는 남김' },
  delete: { en: 'with all data', ko: '모든 데이터 포함' },
  asked: { en: 'with its data: you decide whether it is kept', ko: '데이터 포함: 남길지 물어봄' },
};

export function showFarewell(screen: Screen, rows: readonly Going[]): void {
  const { line, say, paint } = screen;
  line();
  if (rows.length === 0) return screen.paragraph({ en: 'There is nothing to delete.', ko: '삭제할 것이 없습니다.' });
  line(paint('bold', say({ en: 'To be deleted or kept', ko: '삭제할 것과 남길 것' })));
  const signs = screen.plain
    ? { kept: say({ en: 'keep', ko: '남김' }), deleted: say({ en: 'delete', ko: '삭제' }) }
    : { kept: '=', deleted: '−' };
  screen.table(
    rows.map(({ title, id, stays, data, loses, why }) => [
      `  ${stays ? paint('green', signs.kept) : paint('red', signs.deleted)}`,
      say(title),
      [
        shortId(id),
        stays && why ? `(${say(why)})` : '',
        loses ? paint('red', say(loses)) : '',
        data ? paint(data === 'snapshot' ? 'yellow' : 'red', say(fates[data])) : '',
      ]
        .filter(Boolean)
        .join(' '),
    ]),
  );
}

/** What is lost for good, once more where it is agreed to: what was said above may have scrolled away. */
export function showLosses(screen: Screen, rows: readonly Going[]): void {
  const { line, say } = screen;
  const lost = rows.flatMap(({ title, loses, data }) => {
    const what = [loses, data && data !== 'snapshot' ? fates[data] : undefined].flatMap((one) => (one ? say(one) : []));
    return what.length > 0 ? [`${say(title)}: ${what.join(', ')}`] : [];
  });
  if (lost.length === 0) return;
  screen.heading({ en: 'This is lost for good', ko: '되돌릴 수 없는 것' });
  for (const one of lost) screen.prose(`  • ${one}`, 'red');
  line();
}

export const receiptJson = (rows: readonly ReceiptRow[], language: Language) =>
  rows.map((row) => spoken(row, language));

/** What became of each thing; every deleted one was looked for afterwards and was not there. */
export function showReceipt(screen: Screen, rows: readonly ReceiptRow[], waiting: boolean): void {
  const { line, say, paint } = screen;
  if (rows.length === 0) return;
  screen.heading({ en: 'Receipt', ko: '영수증' });
  const outcomes: Record<ReceiptRow['outcome'], string> = {
    deleted: paint('green', say({ en: 'deleted', ko: '삭제됨' })),
    kept: paint('yellow', say({ en: 'kept', ko: '남음' })),
    unknown: paint('yellow', say({ en: 'unknown', ko: '알 수 없음' })),
  };
  screen.table(
    rows.map(({ title, id, outcome, why }) => [
      `  ${outcomes[outcome]}`,
      say(title),
      why ? `${shortId(id)} — ${say(why)}` : shortId(id),
    ]),
  );
  line();
  screen.paragraph({
    en: 'Every deletion was verified: AWS no longer lists any of what was deleted.',
    ko: '삭제한 것은 모두 AWS에서 다시 조회해 없어진 것을 확인했습니다.',
  });
  if (rows.some(({ step, outcome }) => step === ownZone.id && outcome === 'deleted'))
    screen.paragraph({
      en: 'If your domain still uses the name servers of the deleted zone, change them at your registrar.',
      ko: '도메인의 네임서버가 아직 삭제한 영역의 것이라면 등록 업체에서 바꾸세요.',
    });
  if (waiting)
    screen.paragraph({
      en: 'Some of it is not gone yet: "kept" and "unknown" above say why, and from when on it can go. Then run `stepway teardown` again.',
      ko: '아직 남은 것이 있습니다. 위의 "남음"과 "알 수 없음" 항목에 이유와 지울 수 있는 때가 나와 있습니다. 그 뒤에 `stepway teardown`을 다시 실행하세요.',
    });
}

/** What was left because nothing needs it any more and it is not stepway's to remove. */
export function showLeft(screen: Screen, rows: readonly ReceiptRow[]): void {
  screen.line();
  for (const { title, id, why } of rows)
    screen.paragraph({
      en: `${title.en} (${id})${why ? `: ${why.en}.` : ''}`,
      ko: `${title.ko}(${id})${why ? `: ${why.ko}.` : ''}`,
    });
}

/** What `up` should have removed and could not. */
export function showStuck(screen: Screen, rows: readonly ReceiptRow[]): void {
  const { line, say } = screen;
  line();
  screen.paragraph({
    en: 'Some of what your answers no longer need could not be deleted:',
    ko: '바뀐 답에 따라 지워야 하지만 지우지 못한 것이 있습니다.',
  });
  screen.table(
    rows.map(({ title, id, why }) => [`  ${say(title)}`, why ? `${shortId(id)} — ${say(why)}` : shortId(id)]),
  );
}
