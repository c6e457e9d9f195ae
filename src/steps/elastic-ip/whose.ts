import { addresses } from '../../aws/collections.ts';
import type { Context } from '../../engine/step.ts';

export const isOurAddress = async ({ ec2, tags, beforeIds }: Context, to: string): Promise<boolean> =>
  (await addresses.ofOwner(ec2, { tags: { ...tags, 'stepway:step': 'elastic-ip' }, beforeIds }))?.PublicIp === to;
