import delivery from '../../iam-policy-delivery.json' with { type: 'json' };
import document from '../../iam-policy.json' with { type: 'json' };

type Values = string | readonly string[];

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: Values;
  /** Operator → key → values. */
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: Values | undefined } | undefined };
}

export interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** The IAM policy of a user who may do what stepway does and little else. Made by `scripts/permissions.mjs`. */
export const policy: Policy = document;

/** What is needed besides to deliver an app: together they would be too long for one managed policy. */
export const deliveryPolicy: Policy = delivery;
