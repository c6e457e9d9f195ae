import type { Cost, CostLine } from '../operations/cost.ts';
import type { Language, Words } from '../words.ts';
import { basisOf, creditsLeft, dollars } from './plan-view.ts';
import type { Screen } from './screen.ts';

const amount = ({ say }: Screen, usd: number | undefined) => (usd === undefined ? '–' : say(dollars(usd)));

/** What is on the bill besides, a line a kind of usage, as AWS calls it. */
function showOthers(screen: Screen, title: Words, lines: readonly CostLine[]): void {
  if (lines.length === 0) return;
  screen.heading(title);
  screen.table(lines.map(({ what, billed }) => [`  ${screen.say(what)}`, amount(screen, billed)]));
}

/** What it costs, a line a thing; how the bill was read is said on `screen`, beside the data. */
export function showCost(page: Screen, screen: Screen, cost: Cost): void {
  const { say, paint, line } = page;
  const { lines, total, price, unlabelled, others, isLabelled, missing, looking } = cost;
  const isBilled = total.billed !== undefined;
  const heads = [
    { en: 'What', ko: '항목' },
    { en: 'Estimated a month', ko: '한 달 예상' },
    ...(isBilled
      ? [
          { en: 'Billed so far', ko: '지금까지 청구' },
          { en: "Month's end", ko: '월말 예상' },
        ]
      : []),
  ].map((head) => paint('bold', say(head)));
  const row = ({ estimated, billed, monthEnd }: Omit<CostLine, 'what'>) => [
    amount(page, estimated),
    ...(isBilled ? [amount(page, billed), amount(page, monthEnd)] : []),
  ];
  const sum = row(total).map((cell, at) => (at === 0 && !price.complete ? `≥ ${cell}` : cell));
  line();
  page.table([
    heads,
    ...lines.map(({ what, ...usd }) => [say(what), ...row(usd)]),
    [say({ en: 'Total', ko: '합계' }), ...sum].map((cell) => paint('bold', cell)),
  ]);
  showOthers(
    page,
    {
      en: 'Without a label: yours, or of others in the account',
      ko: '태그가 없는 비용: 이 스택 또는 계정의 다른 자원',
    },
    unlabelled,
  );
  showOthers(page, { en: 'In the account besides, not of this stack', ko: '계정의 다른 비용(이 스택이 아님)' }, others);
  line();
  screen.remark({ en: `Estimates: ${basisOf(price).en}.`, ko: `예상 금액: ${basisOf(price).ko}.` });
  if (isBilled)
    screen.remark({
      en: 'Billed amounts are before credits, and up to 24 hours behind.',
      ko: '청구 금액은 크레딧을 빼기 전이며 최대 24시간 늦습니다.',
    });
  if (price.credits) screen.paragraph(creditsLeft(price.credits));
  if (isLabelled === false)
    screen.paragraph({
      en: 'The bill does not tell which costs are of this stack. `stepway cost --activate` turns that on, from the next day on.',
      ko: '아직 청구서에서 이 스택의 비용을 구분할 수 없습니다. `stepway cost --activate`로 켜면 다음 날부터 구분됩니다.',
    });
  if (missing) {
    screen.paragraph(missing.what);
    screen.paragraph(missing.todo);
  }
  if (looking > 0)
    screen.remark({
      en: `AWS charges ${dollars(looking).en} for this look at the bill.`,
      ko: `청구서 조회 요금: ${dollars(looking).ko}`,
    });
}

const lineJson = ({ what, ...usd }: CostLine, language: Language) => ({ what: what[language], ...usd });

export function costJson(cost: Cost, name: string, language: Language) {
  const { lines, total, price, unlabelled, others, isLabelled, missing, looking } = cost;
  return {
    name,
    currency: 'USD',
    complete: price.complete,
    asOf: price.asOf,
    lines: lines.map((one) => lineJson(one, language)),
    total,
    unlabelled: unlabelled.map((one) => lineJson(one, language)),
    others: others.map((one) => lineJson(one, language)),
    ...(isLabelled !== undefined && { labelled: isLabelled }),
    ...(price.credits && {
      credits: { left: price.credits.usd, until: price.credits.until.toISOString().slice(0, 10) },
    }),
    looking,
    ...(missing && { missing: { what: missing.what[language], todo: missing.todo[language] } }),
  };
}
