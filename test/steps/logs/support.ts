import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { associationSpoilers, idOf, policySpoilers, type Spoilers } from '../../support/spoiling.ts';

export const spoilers: Spoilers = {
  'site-log-retention': {
    days: (stack) =>
      stack.aws.logs.send(
        new PutRetentionPolicyCommand({ logGroupName: idOf(stack, 'site-log', 'logGroup'), retentionInDays: 3653 }),
      ),
  },
  'log-access': policySpoilers('log-access'),
  'log-agent': associationSpoilers('log-agent'),
};
