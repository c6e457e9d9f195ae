import type { Facts } from '../facts.ts';
import { Trouble } from '../errors.ts';
import type { GivenFacts } from '../state/events.ts';
import { retiredId, retiredIn, type State } from '../state/state.ts';
import { joined, type Words } from '../words.ts';
import { answersFor, choose, type Answers } from './choose.ts';
import { answersOf, differences, followable, replacing, unfollowable } from './differences.ts';
import { alternatives } from './needs.ts';
import type { AnyStep, Seen } from './step.ts';
import { assertOneChange, cannotFollow, changeOf, describe } from './what-changes.ts';

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

const givenOf = ({ steps }: State, id: string): GivenFacts => steps.get(id)?.given ?? { needs: {}, answers: {} };

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
