import { accountId, callerOf, capitals } from './ids.ts';
import type { Operations } from './service.ts';

export const sts = {
  operations: {
    // What is encoded here is no secret: base64 of what AWS would tell.
    DecodeAuthorizationMessage: ({ EncodedMessage = '' }) => ({
      DecodedMessage: Buffer.from(EncodedMessage, 'base64').toString(),
    }),
    GetCallerIdentity: (_, { scenario }) => ({
      Account: accountId,
      Arn: callerOf(scenario),
      UserId: `AIDA${capitals('rehearsal', 17)}`,
    }),
  } satisfies Operations<typeof import('@aws-sdk/client-sts')>,
};
