import { documents as documentsOf, type Policy } from '../src/permissions/policy.ts';
import { chapters } from '../src/steps/index.ts';

/** What is left free of IAM's 6,144 characters: the next step should fit. */
export const longest = 6144 - 460;

/** As IAM counts: white space is free. */
export const lengthOf = (policy: Policy): number => JSON.stringify(policy).replaceAll(/\s/g, '').length;

/** The policies, each with the file in which it is published. */
export const documents = documentsOf(chapters).map((document) => ({
  ...document,
  path: `iam-policy${document.part ? `-${document.part}` : ''}.json`,
}));
