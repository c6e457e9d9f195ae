import { explain } from '../aws/explain.ts';
import type { Run } from '../engine/run.ts';
import type { Outputs } from '../engine/outputs.ts';
import type { Target } from '../deploy/deployments.ts';
import { Trouble } from '../errors.ts';
import { draftJournal } from '../state/journal.ts';
import type { State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { outputsOf } from '../ui/outputs-view.ts';
import type { CommonOptions } from './command.ts';
import { openRun } from './open-run.ts';
import { existingState } from './stacks.ts';
import { unlessStopped } from './stoppable.ts';
import type { Surroundings } from './surroundings.ts';

/** A stack that can be deployed to, and who works on it. */
export interface Delivery {
  readonly state: State;
  readonly outputs: Outputs;
  readonly target: Target;
  readonly aws: Run['aws'];
}

/** Where deployments of a stack go; undefined as long as anything of it is not there. */
export function targetOf({ delivery }: Outputs): Target | undefined {
  const { bucket, application, deploymentGroup } = delivery ?? {};
  return bucket && application && deploymentGroup ? { bucket, application, deploymentGroup } : undefined;
}

/** @throws Trouble `usage` when nothing was built here, or nothing that can be deployed to. */
export async function openDelivery(here: Surroundings, options: CommonOptions, signal: AbortSignal): Promise<Delivery> {
  const state = await existingState(here.folder, options.name);
  const outputs = outputsOf(steps, state);
  const target = targetOf(outputs);
  if (!target) throw noDelivery(state.name);
  const opening = openRun(here, options, draftJournal(state, state.name), { show: () => undefined, signal });
  const { aws } = await unlessStopped(signal, opening);
  return { state, outputs, target, aws };
}

const noDelivery = (name: string) =>
  new Trouble(
    'usage',
    {
      en: `The stack ${name} is not set up for deployments yet.`,
      ko: `${name} 스택은 아직 배포를 받을 준비가 되지 않았습니다.`,
    },
    {
      en: 'Run `stepway up --delivery local` to set it up, then deploy.',
      ko: '`stepway up --delivery local`로 추가한 뒤 배포하세요.',
    },
  );

/** The same error, with a next step for a command that does not build. */
export function explained(error: unknown, command: string): unknown {
  const trouble = explain(error, { en: 'the deployment', ko: '배포' });
  if (!trouble || trouble === error) return error;
  const instead = (text: string) => text.replaceAll('`stepway up`', `\`stepway ${command}\``);
  return new Trouble(
    trouble.kind,
    trouble.what,
    { en: instead(trouble.todo.en), ko: instead(trouble.todo.ko) },
    { cause: error, reached: trouble.reached },
  );
}
