import { batch } from './batch.ts';
import { GetAccountPlanStateCommand, type FreeTierClient } from './client-freetier.ts';
import type { Aws } from './clients.ts';

/** What an account signed up for: on the Free plan AWS refuses what it does not include. */
export interface AccountPlan {
  readonly type: 'FREE' | 'PAID';
  /** USD of credits that are left. */
  readonly credits: number | undefined;
  readonly until: Date | undefined;
}

/** Several steps ask at once; they share one call. */
const plans = batch<FreeTierClient, AccountPlan>(async (client) => {
  const answer = await client.send(new GetAccountPlanStateCommand({}));
  const { accountPlanType: type, accountPlanRemainingCredits: credits, accountPlanExpirationDate: until } = answer;
  return new Map(type ? [['', { type, credits: credits?.unit === 'USD' ? credits.amount : undefined, until }]] : []);
});

/** Those that have not told are not asked again. */
const silent = new WeakSet<FreeTierClient>();

/**
 * The plan that the account is on; undefined where AWS does not tell: the permission is missing, the account is older
 * than the plans (July 2025), or it is in another partition. Nothing depends on it but advice, so no failure counts.
 */
export async function accountPlan({ freeTier }: Pick<Aws, 'freeTier'>): Promise<AccountPlan | undefined> {
  if (silent.has(freeTier)) return undefined;
  return plans(freeTier, '').catch(() => void silent.add(freeTier));
}

export const isOnFreePlan = async (aws: Pick<Aws, 'freeTier'>): Promise<boolean> =>
  (await accountPlan(aws))?.type === 'FREE';
