import type { Trying } from '../deploy/try/tried.ts';
import type { Outputs } from '../engine/outputs.ts';
import type { State } from '../state/state.ts';
import { domain } from '../steps/domain/questions.ts';
import { appPort, healthPath } from '../steps/firewall/questions.ts';

/** As what a stack's server runs the app, and what the app has there only. */
export function conditionsOf(
  state: State,
  outputs: Outputs,
): Pick<Trying, 'host' | 'healthPath' | 'appPort' | 'region' | 'lacks'> {
  const answer = (key: string) => state.answers.get(key)?.value;
  return {
    host: String(answer(domain.key) ?? 'localhost'),
    healthPath: String(answer(healthPath.key) ?? '/'),
    appPort: Number(answer(appPort.key) ?? 8080),
    region: state.pin?.region ?? '',
    lacks: outputs.database ? [{ en: 'its database', ko: '데이터베이스' }] : [],
  };
}
