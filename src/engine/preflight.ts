import { Trouble } from '../errors.ts';
import { failed } from './failed.ts';
import { answersFor, type Action, type Answers, type PlannedStep } from './plan.ts';
import { contextOf, type Run } from './run.ts';
import { idOf } from './step.ts';

const writing: ReadonlySet<Action> = new Set<Action>(['create', 'repair', 'change']);

/**
 * Asks each thing that is to be made or changed what stands in its way, before the first one is touched.
 *
 * @throws Trouble with the first obstacle.
 */
export async function preflight(run: Run, plan: readonly PlannedStep[], answers: Answers): Promise<void> {
  await Promise.all(
    plan.map(async ({ step, action }) => {
      if (!step.preflight || !writing.has(action)) return;
      const given = Object.assign(contextOf(run, step), { answers: answersFor(step, answers) });
      const handle = action === 'change' ? run.journal.state.steps.get(step.id)?.handle : undefined;
      try {
        const obstacle = await step.preflight(given, handle && idOf(handle));
        if (obstacle) throw standsInTheWay(obstacle);
      } catch (error) {
        throw failed(run, step, error);
      }
    }),
  );
}

const standsInTheWay = (obstacle: Trouble['what']) =>
  new Trouble('aws', obstacle, {
    en: 'Nothing was made yet. Change that or the answer, and run the command again.',
    ko: '아직 아무것도 만들지 않았습니다. 이를 해결하거나 답을 바꾼 뒤 다시 실행하세요.',
  });
