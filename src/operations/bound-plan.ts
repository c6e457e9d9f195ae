import { createHash } from 'node:crypto';
import type { PlannedStep } from '../engine/plan.ts';
import { canonical, parsed, type Json } from '../facts.ts';
import type { Answers, GivenAnswer } from '../questions/answers.ts';
import { inWords, type Answer, type Source } from '../questions/question.ts';
import { hasBegun, stepIdOf, type State } from '../state/state.ts';
import { questions, steps } from '../steps/index.ts';
import { inEach, verbatim, type Words } from '../words.ts';
import type { Prepared } from './prepare.ts';

const format = 'stepway plan 1';

/**
 * A plan that somebody has seen: a later run does what it says, to what it says, or nothing. Its price is what somebody
 * agreed to; AWS may list another one by then.
 */
export interface BoundPlan {
  readonly is: typeof format;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** As they were given, and whether by somebody: what they leave open is looked up again. */
  readonly answers: Readonly<Record<string, GivenAnswer>>;
  /** What the stack was built from when the plan was drawn up; empty where there was none. */
  readonly before: Readonly<Record<string, Answer>>;
  /** With nothing left open: what `auto` and `my-ip` came to. */
  readonly settled: Readonly<Record<string, Answer>>;
  /** What is done with which step, and why; what stays as it is is not among them. */
  readonly steps: readonly { readonly id: string; readonly action: PlannedStep['action']; readonly why?: string }[];
  /** USD a month of the whole stack, before traffic. */
  readonly monthly: number;
  /** Of all the above, in hexadecimal digits: what somebody who agreed can name. */
  readonly hash: string;
}

const hashOf = (plan: Omit<BoundPlan, 'hash'>): string =>
  createHash('sha256')
    .update(canonical(plan as unknown as Json))
    .digest('hex');

/** What binds a later run to a plan. */
export function boundPlanOf(
  name: string,
  answers: Answers,
  { plan, pin, settled, price }: Prepared,
  state: State | undefined,
): BoundPlan {
  const bound = {
    is: format,
    name,
    account: pin.account,
    region: pin.region,
    answers: Object.fromEntries(
      questions.flatMap((question) => {
        const answer = answers.all.get(question.key);
        const from: Source = answers.isDecided(question) ? 'saved' : 'default';
        return answer ? [[question.key, { value: answer.value, from }] as const] : [];
      }),
    ),
    before:
      state && hasBegun(state) ? Object.fromEntries([...state.answers].map(([key, { value }]) => [key, value])) : {},
    settled: Object.fromEntries(settled),
    steps: plan
      .filter(({ action }) => action !== 'keep')
      .map(({ step, action, note, as = step.id }) => ({ id: as, action, ...(note && { why: note.en }) })),
    monthly: price.total,
  } as const;
  return { ...bound, hash: hashOf(bound) };
}

const isFields = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it has the fields of a plan: the hash of another program's may be right as well. */
const isWhole = ({ name, account, region, answers, before, settled, steps }: Partial<BoundPlan>): boolean =>
  [name, account, region].every((one) => typeof one === 'string') &&
  [answers, before, settled].every(isFields) &&
  Object.values(answers ?? {}).every(isFields) &&
  Array.isArray(steps) &&
  steps.every(isFields);

/** The plan in a text; undefined for what is none, or was changed since it was written. */
export function boundPlanIn(text: string): BoundPlan | undefined {
  const { hash, ...rest } = (parsed(text) ?? {}) as unknown as BoundPlan;
  return rest.is === format && isWhole(rest) && hash === hashOf(rest) ? { ...rest, hash } : undefined;
}

type Planned = BoundPlan['steps'][number];

/** Whether a run that broke off has done it, or begun to: what was planned is there all the same. */
const isOnItsWay = (planned: Planned | undefined, now: Planned | undefined): boolean =>
  planned !== undefined && (now === undefined || (planned.action === 'create' && now.action === 'resume'));

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
  if (seen.account !== now.account)
    differ({ en: 'AWS account', ko: 'AWS 계정' }, verbatim(seen.account), verbatim(now.account));
  for (const question of questions) {
    const { key, title } = question;
    const [then, built] = [seen.before[key], now.before[key]];
    // What a run that broke off has kept is what was planned.
    if (built !== then && built !== undefined && built !== seen.answers[key]?.value)
      differ(title, inWords(question, then ?? '–'), inWords(question, built));
    const [before, after] = [seen.settled[key], now.settled[key]];
    if (before !== after) differ(title, inWords(question, before ?? '–'), inWords(question, after ?? '–'));
  }
  const plannedIn = (plan: BoundPlan) => new Map(plan.steps.map((one) => [one.id, one]));
  const [before, after] = [plannedIn(seen), plannedIn(now)];
  const worded = (one: Planned | undefined): Words => {
    const word = wordFor(one?.action ?? 'keep');
    return one?.why === undefined ? word : inEach((language) => `${word[language]} (${one.why})`);
  };
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [planned, needed] = [before.get(id), after.get(id)];
    const isSame = planned?.action === needed?.action && planned?.why === needed?.why;
    if (isSame || isOnItsWay(planned, needed)) continue;
    const title = steps.find((step) => step.id === stepIdOf(id))?.title;
    differ(title ?? verbatim(id), worded(planned), worded(needed));
  }
  return changes;
}
