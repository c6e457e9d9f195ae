import { architectureOf, type Architecture } from '../build/server.ts';
import type { Aws } from '../aws/clients.ts';
import { parametersUnder } from '../aws/parameters.ts';
import type { Trying } from '../deploy/try/tried.ts';
import type { Outputs } from '../engine/outputs.ts';
import type { State } from '../state/state.ts';
import { domain } from '../steps/domain/questions.ts';
import { appPort, healthPath } from '../steps/firewall/questions.ts';
import { steps } from '../steps/index.ts';
import { instanceType } from '../steps/server/questions.ts';
import { outputsOf } from './outputs.ts';

/** As what a stack's server runs the app, and what the app has there only. */
export function conditionsOf(
  state: State,
  { outputs, aws }: { readonly outputs: Outputs; readonly aws: Pick<Aws, 'ssm'> },
): Pick<Trying, 'host' | 'healthPath' | 'appPort' | 'region' | 'lacks'> {
  const answer = (key: string) => state.answers.get(key)?.value;
  const path = outputs.delivery?.settings;
  return {
    host: String(answer(domain.key) ?? 'localhost'),
    healthPath: String(answer(healthPath.key) ?? '/'),
    appPort: Number(answer(appPort.key) ?? 8080),
    region: state.pin?.region ?? '',
    lacks: async () => [
      ...(outputs.database ? [{ en: 'its database', ko: '데이터베이스' }] : []),
      ...(path !== undefined && (await hasSettings(aws, path)) ? [{ en: 'its settings', ko: '앱 설정' }] : []),
    ],
  };
}

/** Whether the app has settings of `stepway env`; it may, where this is not to be seen. */
async function hasSettings({ ssm }: Pick<Aws, 'ssm'>, path: string): Promise<boolean> {
  try {
    return (await parametersUnder(ssm, path, false)).length > 0;
  } catch {
    return true;
  }
}

/** Where on AWS the app is built; undefined where it is built here. */
export const buildProjectIn = (state: State): string | undefined => outputsOf(steps, state).delivery?.buildProject;

/** Where the images of the app are: `REGISTRY/NAME`; undefined where there is no place for them. */
export const imagesIn = (state: State): string | undefined => outputsOf(steps, state).images;

/** The processor of a stack's server. */
export const architectureIn = (state: State): Architecture =>
  architectureOf(String(state.answers.get(instanceType.key)?.value ?? ''));
