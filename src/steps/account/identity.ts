import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { batch } from '../../aws/batch.ts';
import type { Aws } from '../../aws/clients.ts';

export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
  /** Whether it is the account's root user, who can do everything and should not be used. */
  readonly root: boolean;
}

/** Several steps ask at once; they share one call. */
const callers = batch<STSClient, Identity>(async (sts) => {
  const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const identity = { account: Account, arn: Arn, partition: Arn.split(':')[1] ?? 'aws', root: Arn.endsWith(':root') };
  return new Map([['', identity]]);
});

export async function whoAmI({ sts }: Pick<Aws, 'sts'>): Promise<Identity> {
  return (await callers(sts, ''))!;
}
