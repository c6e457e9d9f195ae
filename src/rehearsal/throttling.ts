import type { Clock } from '../clock.ts';
import { Refusal } from './errors.ts';

const attempts = 8;

/** How each service says that calls come too fast. */
const refusals: Record<string, Refusal> = {
  ec2: new Refusal('RequestLimitExceeded', 'Request limit exceeded.', 503),
  acm: new Refusal('ThrottlingException', 'Rate exceeded', 400),
  elasticloadbalancing: new Refusal('Throttling', 'Rate exceeded', 400),
  codedeploy: new Refusal('ThrottlingException', 'Rate exceeded', 400),
  s3: new Refusal('SlowDown', 'Please reduce your request rate.', 503),
  ssm: new Refusal('ThrottlingException', 'Rate exceeded', 400),
  servicequotas: new Refusal('ThrottlingException', 'Rate exceeded', 400),
};
const usual = new Refusal('Throttling', 'Rate exceeded', 400);

const isThrottling = (error: unknown): error is Error =>
  error instanceof Error &&
  ['SlowDown', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'PriorRequestNotComplete'].includes(
    error.name,
  );

/** Says of each call whether it is refused, so that `share` of them are, spread evenly. */
export function slowDown(share: number): () => boolean {
  let calls = 0;
  return () => Math.floor(++calls * share) > Math.floor((calls - 1) * share);
}

/**
 * What `act` answers. When it is refused for coming too fast it comes again, later and later:
 * this replaces the SDK's own retries, which the rehearsal bypasses.
 */
export async function unlessThrottled<Answer>(
  clock: Clock,
  refusesNow: () => boolean,
  service: string,
  act: () => Promise<Answer>,
): Promise<Answer> {
  let refused = refusesNow();
  for (let attempt = 1; ; attempt++) {
    try {
      if (refused) throw refusals[service] ?? usual;
      return await act();
    } catch (error) {
      if (!isThrottling(error) || attempt === attempts) throw error;
      refused = false;
      await clock.sleep(Math.min(20_000, 500 * 2 ** (attempt - 1)));
    }
  }
}
