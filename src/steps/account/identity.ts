import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Aws } from '../../aws/clients.ts';

export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
  /** Whether it is the account's root user, who can do everything and should do nothing. */
  readonly root: boolean;
}

/** Who AWS says is asking. */
export async function whoAmI({ sts }: Pick<Aws, 'sts'>): Promise<Identity> {
  const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  return { account: Account, arn: Arn, partition: Arn.split(':')[1] ?? 'aws', root: Arn.endsWith(':root') };
}
