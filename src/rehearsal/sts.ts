import { accountId, caller, capitals } from './ids.ts';
import type { Operations } from './service.ts';

/** Who is asking. */
export const sts = {
  GetCallerIdentity: () => ({ Account: accountId, Arn: caller, UserId: `AIDA${capitals('rehearsal', 17)}` }),
} satisfies Operations<typeof import('@aws-sdk/client-sts')>;
