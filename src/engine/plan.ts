import { canonical, pick, same, type Facts, type Json } from '../facts.ts';
import { Trouble } from '../errors.ts';
import { inWords, type Answer, type AnyQuestion } from '../questions/question.ts';
import type { GivenFacts } from '../state/events.ts';
import { retiredId, retiredIn, type State } from '../state/state.ts';
import { inEach, joined, verbatim, type Words } from '../words.ts';
import { alternatives, isOptional } from './needs.ts';
import { idOf, type AnyStep, type Seen } from './step.ts';

/** Question keys and their values, looked up where the answer left something open (`auto`, `my-ip`). */
export type Answers = ReadonlyMap<string, Answer>;

/** Why something is recreated. */
export const isGone: Words = { en: 'missing from the account', ko: '계정에서 사라졌습니다' };
const isLost: Words = { en: 'missing from the account, with its data', ko: '데이터와 함께 계정에서 사라졌습니다' };

const anotherOne: Words = {
  en: 'a new one is made beside it, which then takes its place',
  ko: '새것을 옆에 만든 뒤 바꿉니다',
};
const oneBeside: Words = {
  en: 'a new one is made, and the one before stays as it is',
  ko: '새것을 만들고, 이전 것은 그대로 둡니다',
};
/** Of what keeps data that is nowhere else. */
const dataBeside: Words = {
  en: 'another one takes its place, and this one stays beside it until you remove it',
  ko: '다른 것이 자리를 대신하고, 지금 것은 직접 지울 때까지 옆에 둡니다',
};
const comesBack: Words = {
  en: 'the one before comes back, and this one stays beside it until you remove it',
  ko: '이전 것으로 돌아가고, 지금 것은 직접 지울 때까지 옆에 둡니다',
};
const formerOne: Words = { en: 'the one before', ko: '이전 것' };
const outlastingOne: Words = { en: 'the one before, kept until the teardown', ko: '이전 것, teardown까지 유지' };
const keptOne: Words = { en: 'the one before, kept until you remove it', ko: '이전 것, 직접 지울 때까지 보관' };

/** What AWS says now of each step that has a handle. */
export type Survey = ReadonlyMap<string, Seen<object>>;

export type Action = 'create' | 'resume' | 'keep' | 'change' | 'mend' | 'repair' | 'remove';

export interface PlannedStep {
  readonly step: AnyStep;
  readonly action: Action;
  /** Why it is not simply kept or created. */
  readonly note?: Words;
  /** What the thing is written down under that has made way for another one of the step; the step's id, when absent. */
  readonly as?: string;
  /** What it has now makes way: what rests on it gets another one. */
  readonly isAnother?: true;
  /** The answers that the one was made from that stays beside this one, and goes on costing. */
  readonly beside?: Facts;
}

/** What of a plan is there in the end as the thing of its step. */
export const toBe = (plan: readonly PlannedStep[]): readonly PlannedStep[] =>
  plan.filter(({ action, as }) => action !== 'remove' && as === undefined);

/** The steps whose things are to be there in the end, without those that have made way for another one. */
export const stepsToBe = (plan: readonly PlannedStep[]): AnyStep[] => toBe(plan).map(({ step }) => step);

/** Whether what has made way for another one of its step stays until somebody says otherwise: its data is nowhere else. */
export const staysBeside = (step: AnyStep | undefined): boolean => step?.going?.data !== undefined;

/** The same, or until the stack goes. */
export const remains = (step: AnyStep): boolean => staysBeside(step) || step.follows?.outlasts === true;

/** The answers a step asked for, under its own names for them. */
export const answersFor = (step: AnyStep, answers: Answers): Facts =>
  Object.fromEntries(Object.entries(step.asks).map(([name, question]) => [name, answers.get(question.key)]));

/** The steps that the answers ask for: those whose `when` agrees and whose needs are met. */
export function choose(steps: readonly AnyStep[], answers: Answers): AnyStep[] {
  const chosen = new Set<AnyStep>();
  for (const step of steps) {
    if (step.former || step.passing || (step.when && !step.when(answersFor(step, answers)))) continue;
    const met = Object.values(step.needs).every(
      (need) => isOptional(need) || alternatives(need).some((one) => chosen.has(one)),
    );
    if (met) chosen.add(step);
  }
  return [...chosen];
}

/** The step that meets each need, by the need's name; an optional need may be missing. */
export const needsOf = (step: AnyStep, chosen: ReadonlySet<AnyStep>): Record<string, AnyStep> =>
  Object.fromEntries(
    Object.entries(step.needs).flatMap(([name, need]) => {
      const met = alternatives(need).find((one) => chosen.has(one));
      if (!met && isOptional(need)) return [];
      if (!met) throw new Error(`${step.id} needs ${name}, which is not in the plan`);
      return [[name, met]];
    }),
  );

/** What it is given of those, by the need's name. */
export const needsFrom = (
  step: AnyStep,
  chosen: ReadonlySet<AnyStep>,
  outputOf: (need: AnyStep) => Facts | undefined,
): Facts => Object.fromEntries(Object.entries(needsOf(step, chosen)).map(([name, need]) => [name, outputOf(need)]));

const isLookup = (step: AnyStep) => !step.create && !step.check;

/** The lookups that need nothing but lookups: what can be known before anything is created. */
export function earlyLookups(chosen: ReadonlySet<AnyStep>): AnyStep[] {
  const early = new Set<AnyStep>();
  for (const step of chosen)
    if (isLookup(step) && Object.values(needsOf(step, chosen)).every((need) => early.has(need))) early.add(step);
  return [...early];
}

/** The names of the values that differ between now and when the resource was created. */
const differences = (was: Facts, is: Facts): string[] =>
  Object.keys({ ...was, ...is }).filter((name) => !same(was[name], is[name]));

const identity = (need: Json | undefined) => (need && typeof need === 'object' ? idOf(need as Facts) : undefined);

/**
 * The needs that a step has to follow: a different resource than before. A change of the same resource only concerns
 * those that can apply it, and those that look things up; what a step needs no longer concerns nobody.
 */
const otherNeeds = (step: AnyStep, was: Facts, is: Facts): string[] =>
  differences(pick<Facts, string>(was, Object.keys(step.needs)), is).filter(
    (name) => !step.create || step.follows?.live?.includes(name) || identity(was[name]) !== identity(is[name]),
  );

/**
 * The answers that a resource was created from: those that could not be given then are what they amounted to, and those
 * that its step asks for no longer do not matter.
 */
export const answersOf = ({ asks, follows }: AnyStep, { answers }: GivenFacts): Facts =>
  pick<Facts, string>({ ...follows?.former, ...answers }, Object.keys(asks));

/** All changes that a resource created from one would have to follow to equal one created from the other. */
export const changesOf = (step: AnyStep, was: GivenFacts, is: GivenFacts): string[] => [
  ...otherNeeds(step, was.needs, is.needs),
  ...differences(answersOf(step, was), is.answers),
];

/** Of some differences, those that an existing resource of this step cannot follow. */
const unfollowable = (step: AnyStep, names: readonly string[]): string[] => {
  const { live = [], initial = [], replaces = [] } = step.follows ?? {};
  return step.create ? names.filter((name) => ![...live, ...initial, ...replaces].includes(name)) : [];
};

/** Those with which another one is made beside it. */
export const replacing = (step: AnyStep, names: readonly string[]): string[] =>
  names.filter((name) => step.follows?.replaces?.includes(name));

/** Those with which an existing resource cannot be what is wanted: it stays what it is, or makes way. */
export const immovable = (step: AnyStep, names: readonly string[]): string[] => [
  ...unfollowable(step, names),
  ...replacing(step, names),
];

export const followable = (step: AnyStep, names: readonly string[]): string[] =>
  names.filter((name) => step.follows?.live?.includes(name));

const givenOf = ({ steps }: State, id: string): GivenFacts => steps.get(id)?.given ?? { needs: {}, answers: {} };

/** An answer in the words of the review; a value that no answer has means that there was none. */
const shown = (question: AnyQuestion | undefined, value: Json | undefined): Words =>
  question && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    ? inWords(question, value)
    : verbatim('-');

/** "Server size: t3.micro → t3.small" */
const describe = (step: AnyStep, names: readonly string[], was: Facts, is: Facts): Words =>
  joined(
    ', ',
    ...names.map((name): Words => {
      const question = step.asks[name];
      const [before, after] = [shown(question, was[name]), shown(question, is[name])];
      return inEach((language) => `${question?.title[language] ?? name}: ${before[language]} → ${after[language]}`);
    }),
  );

/** The same after the part of the resource that alone changes, where it has such: "set-up of the server, App's port: …". */
function changeOf(step: AnyStep, names: readonly string[], was: Facts, is: Facts): Words {
  const change = describe(step, names, was, is);
  const { within } = step.follows ?? {};
  return within && names.every((name) => within.names.includes(name)) ? joined(', ', within.part, change) : change;
}

/** How to say an answer on the command line: `--ssh none`, `--no-www`. */
const flagFor = (key: string, value: Json | undefined) =>
  typeof value === 'boolean'
    ? `--${value ? '' : 'no-'}${key}`
    : `--${key} ${typeof value === 'string' ? value : canonical(value)}`;

/** The flags that give the answers of these names as they were. */
const flagsFor = (step: AnyStep, names: readonly string[], was: Facts) =>
  names
    .filter((name) => was[name] !== undefined)
    .map((name) => flagFor(step.asks[name]?.key ?? name, was[name]))
    .join(' ');

/** An answer was changed that the existing resource cannot follow. */
export function cannotFollow(step: AnyStep, names: readonly string[], was: Facts, is: Facts): Trouble {
  const change = describe(step, names, was, is);
  const otherwise = step.follows?.otherwise ?? {
    en: 'To change it, delete the stack with `stepway teardown` and create it again.',
    ko: '바꾸려면 `stepway teardown`으로 삭제한 뒤 새로 만드세요.',
  };
  const back = flagsFor(step, names, was);
  return new Trouble(
    'usage',
    {
      en: `This cannot be changed after creation (${step.title.en}): ${change.en}.`,
      ko: `한번 만들면 바꿀 수 없는 값입니다(${step.title.ko}): ${change.ko}.`,
    },
    {
      en: `Keep the current value with ${back}. ${otherwise.en}`,
      ko: `그대로 두려면 이렇게 지정하세요: ${back}. ${otherwise.ko}`,
    },
  );
}

/** What becomes this step's cannot make way for another one in the same run. */
function assertOneChange(step: AnyStep, called: Words, was: Facts, is: Facts): void {
  const names = replacing(step, differences(was, is));
  if (names.length === 0) return;
  const change = describe(step, names, was, is);
  const back = flagsFor(step, names, was);
  throw new Trouble(
    'usage',
    {
      en: `This cannot be changed in the same run as ${called.en} (${step.title.en}): ${change.en}.`,
      ko: `한 번에 하나만 바꿀 수 있습니다: ${called.ko} 또는 ${step.title.ko}(${change.ko}).`,
    },
    {
      en: `Change one first, with ${back}, or with ${called.en} as it was; the next \`stepway up\` changes the other.`,
      ko: `먼저 ${back} 플래그를 쓰거나 ${called.ko} 답을 그대로 두어 하나만 바꾸고, 나머지는 다음 \`stepway up\`에서 바꾸세요.`,
    },
  );
}

/** Where one step takes the place of another, no other such thing goes in that run: what it leads to would go with it. */
function assertInTurn(
  steps: readonly AnyStep[],
  chosen: readonly AnyStep[],
  going: readonly AnyStep[],
  state: State,
): void {
  const taken = new Map(
    chosen.flatMap((step) => {
      const before = state.steps.has(step.id) ? undefined : predecessor(steps, step, state);
      return before ? [[before, step] as const] : [];
    }),
  );
  const other = going.find((step) => step.making?.place && !taken.has(step));
  const called = [...taken.values()][0]?.making?.place?.called;
  if (!other || !called) return;
  throw new Trouble(
    'usage',
    {
      en: `This cannot go in the same run in which ${called.en} changes: ${other.title.en}.`,
      ko: `한 번에 하나만 할 수 있습니다: ${called.ko} 바꾸기 또는 없애기(${other.title.ko}).`,
    },
    {
      en: `Run \`stepway up\` with ${called.en} as it was first, which lets it go; then run it again to change the other.`,
      ko: `먼저 ${called.ko} 답을 그대로 두고 \`stepway up\`을 실행해 없앤 뒤, 다시 실행해 바꾸세요.`,
    },
  );
}

/** The other step whose thing is in the place of this one's, and becomes it. */
export const predecessor = (steps: readonly AnyStep[], step: AnyStep, state: State): AnyStep | undefined =>
  step.making?.place &&
  steps.find(
    (other) =>
      other !== step &&
      other.making?.place?.of === step.making?.place?.of &&
      state.steps.get(other.id)?.handle !== undefined,
  );

/** Whether what a step made stays when the answers call for another step: with other ones, or because what it rests on does. */
function outlasts(step: AnyStep, answers: Answers, state: State): boolean {
  const recorded = state.steps.get(step.id);
  if (!recorded?.handle || !step.follows?.outlasts) return false;
  const [was, is] = [answersOf(step, recorded.given), answersFor(step, answers)];
  const others = replacing(step, differences(was, is)).filter((name) => is[name] !== undefined);
  return (
    others.length > 0 ||
    Object.values(step.needs).some((need) => alternatives(need).some((one) => outlasts(one, answers, state)))
  );
}

/** The steps that are not wanted any more and whose things stay all the same. */
export const outlasting = (
  steps: readonly AnyStep[],
  chosen: ReadonlySet<AnyStep>,
  answers: Answers,
  state: State,
): AnyStep[] => steps.filter((step) => !chosen.has(step) && outlasts(step, answers, state));

/** What has made way for another one and goes, with what it is written down under. */
export const retiredToGo = (
  steps: readonly AnyStep[],
  state: State,
): readonly { readonly step: AnyStep; readonly as: string }[] =>
  steps.flatMap((step) => (remains(step) ? [] : retiredIn(state, step.id).map((as) => ({ step, as }))));

/** Of those that stay beside the one of a step, the one that answers bring back. */
const returning = (step: AnyStep, is: Facts, state: State): string | undefined =>
  remains(step)
    ? retiredIn(state, step.id).find(
        (as) => replacing(step, differences(answersOf(step, givenOf(state, as)), is)).length === 0,
      )
    : undefined;

/**
 * What has to be done so that the account matches the answers. Pure: it reads the state and what AWS was just seen
 * to have.
 *
 * @throws Trouble `usage` when an answer was changed that its existing resource cannot follow.
 */
export function draft(steps: readonly AnyStep[], answers: Answers, state: State, survey: Survey): PlannedStep[] {
  const chosen = choose(steps, answers);
  const planned = chosen.map((step): PlannedStep => {
    const recorded = state.steps.get(step.id);
    if (!recorded) {
      const before = predecessor(steps, step, state);
      const given = before && state.steps.get(before.id)?.given;
      const { called } = step.making?.place ?? {};
      if (given && called) assertOneChange(step, called, answersOf(before, given), answersFor(step, answers));
      return { step, action: 'create' };
    }
    if (!recorded.handle) return { step, action: 'resume' };

    const seen = survey.get(step.id);
    const was = answersOf(step, recorded.given);
    const is = answersFor(step, answers);
    const names = differences(was, is);
    const back = replacing(step, names).length > 0 ? returning(step, is, state) : undefined;
    const isBackThere = back !== undefined && survey.get(back)?.is !== 'gone';
    const lost: PlannedStep = {
      step,
      action: 'repair',
      note: seen?.is === 'gone' && seen.note ? seen.note : step.going?.data ? isLost : isGone,
    };
    if (seen?.is === 'gone' && !isBackThere) return lost;

    const stuck = unfollowable(step, names);
    if (stuck.length > 0) throw cannotFollow(step, stuck, was, is);
    const replaced = replacing(step, names);
    // What would come back is not there any more: the one that takes its place has none of its data.
    if (back !== undefined && !isBackThere) return lost;
    if (back !== undefined)
      return { step, action: 'change', note: comesBack, isAnother: true, ...(seen?.is !== 'gone' && { beside: was }) };
    if (replaced.length > 0)
      return {
        step,
        action: 'change',
        note: joined(
          ', ',
          describe(step, replaced, was, is),
          step.create && (staysBeside(step) ? dataBeside : step.follows?.outlasts ? oneBeside : anotherOne),
        ),
        isAnother: true,
        ...(remains(step) && { beside: was }),
      };
    const moving = followable(step, names);
    if (moving.length > 0) {
      return { step, action: 'change', note: changeOf(step, moving, was, is) };
    }
    if (seen?.is === 'drifted') return { step, action: 'mend', note: seen.note };
    if (!recorded.output || seen?.is === 'pending')
      return { step, action: 'resume', ...(seen?.is === 'pending' && { note: seen.note }) };
    return { step, action: 'keep' };
  });
  const kept = new Set(chosen);
  const staying = new Set(outlasting(steps, kept, answers, state));
  const surplus = steps.filter((step) => state.steps.has(step.id) && !kept.has(step) && !staying.has(step));
  const besides = steps.filter(remains).flatMap((step) =>
    retiredIn(state, step.id)
      .filter((as) => !kept.has(step) || as !== returning(step, answersFor(step, answers), state))
      .map((as) => ({ step, as, stays: kept.has(step) || step.follows?.outlasts === true })),
  );
  const noteOf = ({ follows }: AnyStep) => (follows?.outlasts ? outlastingOne : keptOne);
  const retired = [...retiredToGo(steps, state).map((one) => ({ ...one, stays: false })), ...besides];
  assertInTurn(steps, chosen, [...surplus, ...retired.flatMap(({ step, stays }) => (stays ? [] : step))], state);
  return [
    ...planned,
    ...[...staying].map((step): PlannedStep => ({
      step,
      as: retiredId(state, step.id),
      action: 'keep',
      note: outlastingOne,
      beside: answersOf(step, givenOf(state, step.id)),
    })),
    ...surplus.map((step): PlannedStep => ({ step, action: 'remove' })),
    ...retired.map(({ step, as, stays }): PlannedStep =>
      stays
        ? survey.get(as)?.is === 'gone'
          ? { step, as, action: 'keep', note: isGone }
          : { step, as, action: 'keep', note: noteOf(step), beside: answersOf(step, givenOf(state, as)) }
        : { step, as, action: 'remove', note: formerOne },
    ),
  ];
}
