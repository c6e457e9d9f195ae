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

/** The IAM policy of a user who may do what stepway does and little else. Made by `scripts/permissions.mjs`. */
export const policy: { readonly Version: string; readonly Statement: readonly Statement[] } = document;
