import { addresses } from '../../aws/collections.ts';
import type { Context } from '../../engine/step.ts';

export const ourAddress = ({ ec2, tags, beforeIds }: Context) =>
  addresses.ofOwner(ec2, { tags: { ...tags, 'stepway:step': 'elastic-ip' }, beforeIds });

export const isOurAddress = async (context: Context, to: string): Promise<boolean> =>
  (await ourAddress(context))?.PublicIp === to;
