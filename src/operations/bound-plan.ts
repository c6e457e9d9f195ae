import { createHash } from 'node:crypto';
import type { PlannedStep } from '../engine/plan.ts';
import { canonical } from '../facts.ts';
import type { Answers } from '../questions/answers.ts';
import { inWords, type Answer } from '../questions/question.ts';
import { stepIdOf } from '../state/state.ts';
import { questions, steps } from '../steps/index.ts';
import { inEach, type Words } from '../words.ts';
import type { Prepared } from './prepare.ts';

const format = 'stepway plan 1';

/** A plan that somebody has seen, and that a later run does exactly, or not at all. */
export interface BoundPlan {
  readonly is: typeof format;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** As they were given: what they leave open is looked up again. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** With nothing left open: what `auto` and `my-ip` came to. */
  readonly settled: Readonly<Record<string, Answer>>;
  /** What is done with which step; what stays as it is is not among them. */
  readonly steps: readonly { readonly id: string; readonly action: PlannedStep['action'] }[];
  /** USD a month of the whole stack, before traffic. */
  readonly monthly: number;
  /** Of all the above, in hexadecimal digits: what somebody who agreed can name. */
  readonly hash: string;
}

const hashOf = (plan: Omit<BoundPlan, 'hash'>): string => createHash('sha256').update(canonical(plan)).digest('hex');

/** What binds a later run to a plan. */
export function boundPlanOf(name: string, answers: Answers, { plan, pin, settled, price }: Prepared): BoundPlan {
  const bound = {
    is: format,
    name,
    account: pin.account,
    region: pin.region,
    answers: Object.fromEntries([...answers.all].map(([key, { value }]) => [key, value])),
    settled: Object.fromEntries(settled),
    steps: plan.filter(({ action }) => action !== 'keep').map(({ step, action, as = step.id }) => ({ id: as, action })),
    monthly: price.total,
  } as const;
  return { ...bound, hash: hashOf(bound) };
}

/** The plan in a text; undefined for what is none, or was changed since it was written. */
export function boundPlanIn(text: string): BoundPlan | undefined {
  try {
    const { hash, ...rest } = JSON.parse(text) as BoundPlan;
    return rest.is === format && hash === hashOf(rest) ? { ...rest, hash } : undefined;
  } catch {
    return undefined;
  }
}

/** What somebody wants who had planned to make something: that it is there. */
const isDone = (planned: string | undefined, now: string | undefined): boolean =>
  planned === 'create' && (now === undefined || now === 'resume');

/**
 * What has changed since somebody saw that plan, a line each; none where the same would be done.
 *
 * @param wordFor what people call what is done.
 */
export function changedSince(
  seen: BoundPlan,
  now: BoundPlan,
  wordFor: (action: PlannedStep['action']) => Words,
): readonly Words[] {
  const changes: Words[] = [];
  const differ = (what: Words, before: Words, after: Words) =>
    changes.push(inEach((language) => `${what[language]}: ${before[language]} → ${after[language]}`));
  const same = (text: string): Words => ({ en: text, ko: text });
  if (seen.account !== now.account)
    differ({ en: 'AWS account', ko: 'AWS 계정' }, same(seen.account), same(now.account));
  for (const question of questions) {
    const [before, after] = [seen.settled[question.key], now.settled[question.key]];
    if (before !== after) differ(question.title, inWords(question, before ?? '–'), inWords(question, after ?? '–'));
  }
  const actionsOf = ({ steps }: BoundPlan) => new Map(steps.map(({ id, action }) => [id, action]));
  const [before, after] = [actionsOf(seen), actionsOf(now)];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [planned, needed] = [before.get(id), after.get(id)];
    if (planned === needed || isDone(planned, needed)) continue;
    const title = steps.find((step) => step.id === stepIdOf(id))?.title;
    differ(title ?? same(id), wordFor(planned ?? 'keep'), wordFor(needed ?? 'keep'));
  }
  return changes;
}
