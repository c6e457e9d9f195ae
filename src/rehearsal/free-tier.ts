import type { CreateDBInstanceCommandInput } from '@aws-sdk/client-rds';
import { refuse } from './errors.ts';
import { accountId } from './ids.ts';
import type { Operations } from './service.ts';
import type { Scenario } from './scenarios.ts';

const day = 86_400_000;

export const freetier = {
  operations: {
    GetAccountPlanState: (_, { now, scenario: { plan } }) => ({
      accountId,
      accountPlanType: plan.type,
      accountPlanStatus: 'ACTIVE' as const,
      accountPlanRemainingCredits: { amount: plan.credits, unit: 'USD' },
      ...(plan.type === 'FREE' && { accountPlanExpirationDate: new Date(now + plan.daysLeft * day) }),
    }),
  } satisfies Operations<typeof import('../aws/client-freetier.ts')>,
};

/** Classes of databases that the Free plan includes (aws.amazon.com/rds/free). */
const classes = new Set(['db.t3.micro', 'db.t4g.micro']);

/** Refuses of a database what the Free plan does not include, in the words of RDS. */
export function checkPlan(
  { plan }: Scenario,
  {
    DBInstanceClass,
    BackupRetentionPeriod = 0,
  }: Pick<CreateDBInstanceCommandInput, 'BackupRetentionPeriod'> & { DBInstanceClass?: string | undefined },
): void {
  if (plan.type !== 'FREE') return;
  if (BackupRetentionPeriod > 1) {
    refuse(
      'FreeTierRestrictionError',
      'The specified backup retention period exceeds the maximum available to free tier customers. ' +
        'To remove all limitations, upgrade your account plan.',
    );
  }
  if (DBInstanceClass && !classes.has(DBInstanceClass)) {
    refuse('FreeTierRestrictionError', "This instance size isn't available with free plan accounts.");
  }
}

/** Instance types that AWS calls eligible for the Free plan (DescribeInstanceTypes, free-tier-eligible). */
const types = /^((t3|t4g|t8i)\.(micro|small)|(c7i|m7i)-flex\.large)$/;

export const isFreeTierEligible = (type: string): boolean => types.test(type);

/** Refuses an instance type that the Free plan does not include, in the words of EC2; a dry run does not tell. */
export function checkPlanType({ plan }: Scenario, type: string): void {
  if (plan.type !== 'FREE' || isFreeTierEligible(type)) return;
  refuse(
    'InvalidParameterCombination',
    'The specified instance type is not eligible for Free Tier. For a list of Free Tier instance types, ' +
      "run 'describe-instance-types' with the filter 'free-tier-eligible=true'.",
  );
}
