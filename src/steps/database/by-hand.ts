import { byHand, waitFor, type ByHand } from '../../cli-commands/by-hand.ts';
import { database } from './instance.ts';

export const script: readonly ByHand[] = [
  byHand(database, {
    late: 'CreateDBInstance',
    wait(recorder, { output, answers }) {
      const which = { DBInstanceIdentifier: output.identifier };
      waitFor(recorder, 'rds', 'db-instance-available', which);
      const found = recorder.call('rds', 'DescribeDBInstances', which);
      return {
        engine: answers.engine,
        host: found.take('Host', 'DBInstances[0].Endpoint.Address'),
        port: found.take('Port', 'DBInstances[0].Endpoint.Port'),
        secretArn: found.take('SecretArn', 'DBInstances[0].MasterUserSecret.SecretArn'),
      };
    },
  }),
];
