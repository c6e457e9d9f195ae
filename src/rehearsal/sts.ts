import { accountId, callerOf, capitals } from './ids.ts';
import type { Operations } from './service.ts';

export const sts = {
  operations: {
    GetCallerIdentity: (_, { scenario }) => ({
      Account: accountId,
      Arn: callerOf(scenario),
      UserId: `AIDA${capitals('rehearsal', 17)}`,
    }),
  } satisfies Operations<typeof import('@aws-sdk/client-sts')>,
};
