import { accountPlan } from '../aws/account-plan.ts';
import { activateLabel, beginOfMonth, billLag, billOf, lookingCosts, type Bill } from '../aws/bill.ts';
import { explain } from '../aws/explain.ts';
import { Trouble } from '../errors.ts';
import { creditsAt } from '../prices/credits.ts';
import { type Price, type PriceItem } from '../prices/prices.ts';
import type { State } from '../state/state.ts';
import { joined, verbatim, type Words } from '../words.ts';
import { itemsIn } from './outlook.ts';
import { priceToday } from './pricing.ts';
import { openDraft } from './sign-in.ts';
import type { Site } from './site.ts';

/** One thing, in USD before credits. */
export interface CostLine {
  readonly what: Words;
  /** A month, as it was priced; absent for what no plan has, such as traffic. */
  readonly estimated?: number;
  /** Since the month began; absent where the bill was not to be had. */
  readonly billed?: number;
  /** What the month will come to. */
  readonly monthEnd?: number;
}

export interface Cost {
  readonly price: Price;
  readonly lines: readonly CostLine[];
  readonly total: Omit<CostLine, 'what'>;
  /** What carries no label, and is of a kind that the stack has too. */
  readonly unlabelled: readonly CostLine[];
  /** What is not this stack's. */
  readonly others: readonly CostLine[];
  /** Whether the bill tells stacks apart; undefined without a bill. */
  readonly isLabelled?: boolean;
  /** What looking has cost, in USD. */
  readonly looking: number;
  /** Why there is no bill. */
  readonly missing?: Trouble;
}

/** What the stack's price has of one kind of usage: AWS bills those of a kind as one. */
interface Kind {
  readonly what: Words;
  readonly estimated?: number;
  is(usage: string): boolean;
}

function kindsOf(items: readonly PriceItem[], { items: priced }: Price): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  items.forEach(({ what, rate: { key, product } }, at) => {
    const id = product?.usage.source ?? key;
    const known = kinds.get(id);
    const usd = priced[at]?.usd;
    const estimated =
      usd === undefined || (known && known.estimated === undefined) ? undefined : usd + (known?.estimated ?? 0);
    kinds.set(id, {
      what: joined(' + ', known?.what, what),
      ...(estimated !== undefined && { estimated }),
      is: (usage) => product?.usage.test(usage) ?? false,
    });
  });
  return [...kinds.values()];
}

const cents = (usd: number) => Math.round(usd * 100) / 100;
const sum = (all: readonly (number | undefined)[]) => cents(all.reduce<number>((one, other) => one + (other ?? 0), 0));

/** Less than that is nothing on a bill. */
const least = 0.005;

/** What of a month is still to be billed, 0 to 1: the days that are left, and those that are not on the bill yet. */
function restOf(now: number): number {
  const [begin, end] = [beginOfMonth(now), beginOfMonth(now, 1)];
  return (end - Math.max(begin, now - billLag)) / (end - begin);
}

/** By usage, those that come to something, the dearest first. */
function byUsage(lines: Bill['lines']): readonly CostLine[] {
  const all = new Map<string, number>();
  for (const { usage, usd, stack } of lines) {
    const name = stack === undefined ? usage : `${usage} (stepway:id ${stack})`;
    all.set(name, (all.get(name) ?? 0) + usd);
  }
  return [...all]
    .filter(([, usd]) => usd >= least)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, usd]) => ({ what: verbatim(name), billed: cents(usd) }));
}

/** Puts a bill beside what was estimated. Pure. */
function compared(
  kinds: readonly Kind[],
  bill: Bill | undefined,
  id: string,
  now: number,
): Pick<Cost, 'lines' | 'total' | 'unlabelled' | 'others' | 'isLabelled'> {
  const rest = restOf(now);
  const isOurs = ({ stack }: Bill['lines'][number]) => stack === id;
  const ours = bill?.lines.filter(isOurs) ?? [];
  const isLabelled = bill?.lines.some(({ stack }) => stack !== undefined);
  const isKnown = (usage: string) => kinds.some(({ is }) => is(usage));
  const priced = kinds.map(({ what, estimated, is }): CostLine => {
    const billed = isLabelled
      ? ours.filter(({ usage }) => is(usage)).reduce((all, { usd }) => all + usd, 0)
      : undefined;
    return {
      what,
      ...(estimated !== undefined && { estimated }),
      ...(billed !== undefined && { billed: cents(billed) }),
      ...(billed !== undefined && estimated !== undefined && { monthEnd: cents(billed + estimated * rest) }),
    };
  });
  const besides = byUsage(ours.filter(({ usage }) => !isKnown(usage))).map(({ what, billed = 0 }): CostLine => ({
    what: verbatim(what.en.replace(/ \(stepway:id .*\)$/, '')),
    billed,
    // It goes on as it went so far.
    monthEnd: cents(rest >= 1 ? billed : billed / (1 - rest)),
  }));
  const lines = [...priced, ...besides];
  const others = bill?.lines.filter((line) => !isOurs(line)) ?? [];
  const mayBeOurs = ({ usage, stack }: Bill['lines'][number]) => stack === undefined && isKnown(usage);
  return {
    lines,
    total: {
      estimated: sum(kinds.map(({ estimated }) => estimated)),
      ...(isLabelled && { billed: sum(lines.map(({ billed }) => billed)) }),
      ...(isLabelled && { monthEnd: sum(lines.map(({ monthEnd }) => monthEnd)) }),
    },
    unlabelled: byUsage(others.filter(mayBeOurs)),
    others: byUsage(others.filter((line) => !mayBeOurs(line))),
    ...(isLabelled !== undefined && { isLabelled }),
  };
}

/**
 * What a stack costs: as it is priced, and as AWS has billed it.
 *
 * @param isLooked whether to look at the bill, which AWS charges for.
 */
export async function costOf(
  site: Site,
  state: State,
  { region, isLooked }: { readonly region: string | undefined; readonly isLooked: boolean },
): Promise<Cost> {
  const items = itemsIn(state);
  const { aws } = await openDraft(site, state, region);
  const now = site.clock.now();
  const looked = isLooked ? billOf(aws, now).catch(asMissing) : undefined;
  const [price, account, bill] = await Promise.all([
    priceToday(site, items, state.pin?.region ?? '', false),
    accountPlan(aws),
    looked,
  ]);
  const credits = account && price.complete && creditsAt(account, price.total, now);
  const missing = bill instanceof Trouble ? bill : undefined;
  const told = bill instanceof Trouble ? undefined : bill;
  return {
    price: { ...price, ...(credits && { credits }) },
    ...compared(kindsOf(items, price), told, state.id, now),
    looking: cents((told?.requests ?? 0) * lookingCosts),
    ...(missing && { missing }),
  };
}

/** @throws what is no answer of AWS. */
function asMissing(error: unknown): Trouble {
  const trouble = explain(error, { en: 'the bill', ko: '청구서 조회' });
  if (trouble?.kind === 'aws') return trouble;
  throw trouble ?? error;
}

/** Has the bill tell the stacks of this account apart. */
export async function activate(site: Site, state: State, region: string | undefined): Promise<void> {
  const { aws } = await openDraft(site, state, region);
  await activateLabel(aws).catch((error: unknown) => {
    throw explain(error, { en: 'the label on the bill', ko: '청구서의 태그 설정' }) ?? error;
  });
}
