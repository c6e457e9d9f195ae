import { GetAccountPlanStateCommand, type FreeTierClient } from './client-freetier.ts';
import type { Aws } from './clients.ts';

/** What an account signed up for: on the Free plan AWS refuses what it does not include. */
export interface AccountPlan {
  readonly type: 'FREE' | 'PAID';
  /** USD of credits that are left. */
  readonly credits: number | undefined;
  readonly until: Date | undefined;
}

async function ask(client: FreeTierClient): Promise<AccountPlan | undefined> {
  const answer = await client.send(new GetAccountPlanStateCommand({}));
  const { accountPlanType: type, accountPlanRemainingCredits: credits, accountPlanExpirationDate: until } = answer;
  return type && { type, credits: credits?.unit === 'USD' ? credits.amount : undefined, until };
}

/** Asked once a run. */
const plans = new WeakMap<FreeTierClient, Promise<AccountPlan | undefined>>();

/**
 * The plan that the account is on; undefined where AWS does not tell: the permission is missing, the account is older
 * than the plans (July 2025), or it is in another partition. Nothing depends on it but advice, so no failure counts.
 */
export function accountPlan({ freeTier }: Pick<Aws, 'freeTier'>): Promise<AccountPlan | undefined> {
  const plan = plans.get(freeTier) ?? ask(freeTier).catch(() => undefined);
  plans.set(freeTier, plan);
  return plan;
}

export const isOnFreePlan = async (aws: Pick<Aws, 'freeTier'>): Promise<boolean> =>
  (await accountPlan(aws))?.type === 'FREE';
