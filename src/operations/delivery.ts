import type { Target } from '../deploy/deployments.ts';
import type { Outputs } from '../engine/outputs.ts';
import type { Run } from '../engine/run.ts';
import { Trouble } from '../errors.ts';
import type { State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { openDraft } from './sign-in.ts';
import { outputsOf, targetOf } from './outputs.ts';
import { unlessStopped, type Site } from './site.ts';

/** A stack that can be deployed to, and who works on it. */
export interface Delivery {
  readonly outputs: Outputs;
  readonly target: Target;
  readonly aws: Run['aws'];
}

/** @throws Trouble `usage` when nothing was built that can be deployed to. */
export async function openDelivery(site: Site, state: State, region: string | undefined): Promise<Delivery> {
  const outputs = outputsOf(steps, state);
  const target = targetOf(outputs);
  if (!target) throw noDelivery(state.name);
  const { aws } = await unlessStopped(site.signal, openDraft(site, state, region));
  return { outputs, target, aws };
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
