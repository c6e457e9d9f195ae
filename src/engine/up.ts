import { interrupted, Trouble } from '../errors.ts';
import { same, type Facts } from '../facts.ts';
import { change } from './change.ts';
import { failed } from './failed.ts';
import { make } from './make.ts';
import {
  answersFor,
  differences,
  followable,
  needsOf,
  otherNeeds,
  unfollowable,
  type Answers,
  type PlannedStep,
  type Survey,
} from './plan.ts';
import { contextOf, tell, type Run } from './run.ts';
import { settle, type Patience } from './settle.ts';
import type { AnyStep } from './step.ts';
import { walk } from './walk.ts';

export interface UpOptions {
  readonly answers: Answers;
  readonly plan: readonly PlannedStep[];
  readonly survey: Survey;
  /** Gates not to wait for. */
  readonly skip: ReadonlySet<string>;
  /** How long to wait for the user once nothing else is left to do, in seconds. */
  readonly patience: number;
}

const isLookup = (step: AnyStep) => !step.create && !step.check;

/**
 * Builds what the plan says, as many things at a time as they allow. Looks everything up and checks what can be
 * checked before the first thing is made.
 *
 * @throws Trouble `waiting` when all that is left waits for the user; any other failure of a step, after those that
 *   were under way have finished.
 */
export async function up(run: Run, options: UpOptions): Promise<void> {
  const { plan, skip, survey } = options;
  const steps = plan.filter(({ action }) => action !== 'remove').map(({ step }) => step);
  const chosen = new Set(steps);
  const byId = new Map(steps.map((step) => [step.id, step]));
  const met = new Map(steps.map((step) => [step.id, needsOf(step, chosen)]));
  const after = (id: string) => Object.values(met.get(id) ?? {}).map((need) => need.id);
  const outputs = new Map<string, Facts>();
  /** What was made or changed in this run, and what rests on it. */
  const moved = new Set<string>();
  let othersAtWork = 0;
  const givenUp: Trouble[] = [];

  const patience: Patience = (elapsed) => othersAtWork > 0 || elapsed < options.patience;

  const givenTo = (step: AnyStep) => ({
    needs: Object.fromEntries(
      Object.entries(met.get(step.id) ?? {}).map(([name, need]) => [name, outputs.get(need.id)]),
    ),
    answers: answersFor(step, options.answers),
  });

  const finish = (step: AnyStep, output: Facts) => {
    const known = run.journal.state.steps.get(step.id);
    // What was about to be taken away, and is not any more, is worth a line of its own.
    if (!same(known?.output, output) || known?.removingSince !== undefined)
      tell(run, { is: 'ready', step: step.id, output });
    outputs.set(step.id, output);
  };

  const settled = async (step: AnyStep, handle: Facts, since: number) =>
    finish(step, skip.has(step.id) ? handle : await settle(run, step, handle, since, patience));

  const build = async (step: AnyStep) => {
    const given = givenTo(step);
    const seen = survey.get(step.id);
    if (seen?.is === 'gone') tell(run, { is: 'removed', step: step.id });

    const recorded = run.journal.state.steps.get(step.id);
    const changes = recorded
      ? [...otherNeeds(step, recorded.given.needs, given.needs), ...differences(recorded.given.answers, given.answers)]
      : [];
    const lookAgain = !step.create && changes.length > 0;
    const rests = after(step.id).some((id) => moved.has(id));
    if (rests) moved.add(step.id);
    // A gate that was seen open before that may be closed now.
    const seenTooEarly = rests && !step.create;
    if (recorded?.handle && !lookAgain) {
      const stuck = unfollowable(step, changes);
      if (stuck.length > 0) throw leftBehind(step, stuck);
      let handle = recorded.handle;
      if (step.change && (seen?.is === 'drifted' || followable(step, changes).length > 0)) {
        moved.add(step.id);
        tell(run, { is: 'changing', step: step.id, note: step.title });
        handle = await change(run, step, Object.assign(contextOf(run, step), given), handle);
        tell(run, { is: 'changed', step: step.id, given, handle });
        return settled(step, handle, run.clock.now());
      }
      if (seen?.is === 'ready' && recorded.output && !seenTooEarly) return finish(step, { ...handle, ...seen.output });
      return settled(step, handle, seenTooEarly ? run.clock.now() : (recorded.madeAt ?? run.clock.now()));
    }
    moved.add(step.id);

    const unsure = recorded !== undefined && step.create !== undefined;
    tell(run, { is: 'started', step: step.id, needs: after(step.id), given });
    const handle = await make(run, step, Object.assign(contextOf(run, step), given), unsure);
    await settled(step, handle, run.clock.now());
  };

  const visit = async (id: string) => {
    const step = byId.get(id);
    if (!step) return;
    if (after(id).some((need) => !outputs.has(need))) return; // it waits for the user
    const counts = step.takes?.forUser ? 0 : 1;
    othersAtWork += counts;
    try {
      await build(step);
    } catch (error) {
      if (error instanceof Trouble && error.kind === 'waiting') givenUp.push(error);
      else throw failed(run, step, error);
    } finally {
      othersAtWork -= counts;
    }
  };

  const early = new Set<string>();
  for (const step of steps) if (isLookup(step) && after(step.id).every((id) => early.has(id))) early.add(step.id);
  await walk([...early], after, visit, run.signal);
  await preflight(run, options);
  await walk([...byId.keys()], after, async (id) => (early.has(id) ? undefined : visit(id)), run.signal);
  if (run.signal.aborted) throw interrupted();
  if (givenUp[0]) throw givenUp[0];
}

/** Asks each thing that is still to be made what stands in its way. */
async function preflight(run: Run, { plan, answers }: UpOptions): Promise<void> {
  const toMake = plan.filter(({ action }) => action === 'create' || action === 'repair').map(({ step }) => step);
  await Promise.all(
    toMake.map(async (step) => {
      const obstacle = await step
        .preflight?.(Object.assign(contextOf(run, step), { answers: answersFor(step, answers) }))
        .catch((error: unknown) => {
          throw failed(run, step, error);
        });
      if (!obstacle) return;
      throw failed(
        run,
        step,
        new Trouble('aws', obstacle, {
          en: 'Nothing was made yet. Change that or the answer, and run the command again.',
          ko: '아직 아무것도 만들지 않았습니다. 이를 해결하거나 답을 바꾼 뒤 다시 실행하세요.',
        }),
      );
    }),
  );
}

function leftBehind(step: AnyStep, names: readonly string[]): Trouble {
  const what = names.join(', ');
  return new Trouble(
    'aws',
    {
      en: `${step.title.en} still belongs to something that was made anew (${what}), and cannot follow it.`,
      ko: `${step.title.ko}은(는) 새로 만들어진 대상(${what})을 따라갈 수 없습니다.`,
    },
    {
      en: 'Delete it in the AWS console and run the command again, which makes it anew.',
      ko: 'AWS 콘솔에서 삭제한 뒤 명령을 다시 실행하면 새로 만듭니다.',
    },
  );
}
