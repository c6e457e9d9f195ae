import { serviceOf, throttlingCodes } from '../aws/services.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from './errors.ts';

const attempts = 8;

const isThrottling = (error: unknown): error is Error => error instanceof Error && throttlingCodes.has(error.name);

const tooFast = (service: string) => {
  const { code, message, status } = serviceOf(service)!.throttling;
  return new Refusal(code, message, status);
};

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
      if (refused) throw tooFast(service);
      return await act();
    } catch (error) {
      if (!isThrottling(error) || attempt === attempts) throw error;
      refused = false;
      await clock.sleep(Math.min(20_000, 500 * 2 ** (attempt - 1)));
    }
  }
}
