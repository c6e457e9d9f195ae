import type { PartRow } from '../operations/parts.ts';
import type { Language, Words } from '../words.ts';
import type { Screen } from './screen.ts';

/** What is too little for a figure. */
const priceOf = (usd: number): Words =>
  usd < 0.01
    ? { en: 'next to nothing', ko: '거의 무료' }
    : { en: `about ${usd.toFixed(2)} USD a month`, ko: `월 약 ${usd.toFixed(2)}달러` };

/** What can be added, with a sentence and a price each, and what is there already. */
export function showParts(page: Screen, rows: readonly PartRow[]): void {
  const { say, paint, line } = page;
  line();
  for (const { part, on, usd } of rows) {
    line(`${on ? paint('green', '✔') : '○'} ${paint('bold', part.id)}  ${paint('dim', say(priceOf(usd)))}`);
    page.prose(`  ${say(part.gives)}`);
  }
  line();
  page.remark({
    en: '✔ added · ○ not added · `stepway add PART` shows its price before anything is created, `stepway remove PART` takes it away.',
    ko: '✔ 추가됨 · ○ 추가 안 됨 · `stepway add 기능`은 만들기 전에 비용을 보여 주고, `stepway remove 기능`은 삭제합니다.',
  });
}

/** The same for other programs. */
export const partsJson = (rows: readonly PartRow[], language: Language) => ({
  parts: rows.map(({ part, on, usd }) => ({
    part: part.id,
    on,
    flag: `--${part.question.key}`,
    gives: part.gives[language],
    usd,
  })),
});
