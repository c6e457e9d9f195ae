import { addresses } from '../../aws/collections.ts';
import type { Context } from '../../engine/step.ts';
import { anyZone } from '../domain/hosted-zone.ts';
import { siteRecords } from '../domain/site-record.ts';
import { elasticIp, elasticIpAssociation } from './elastic-ip.ts';
import { elasticIpEntry } from './entry.ts';

const isOurs = async ({ ec2, tags, beforeIds }: Context, to: string) =>
  (await addresses.ofOwner(ec2, { tags: { ...tags, 'stepway:step': elasticIp.id }, beforeIds }))?.PublicIp === to;

export const addressRecords = siteRecords({
  kind: 'address',
  to: { en: 'the server', ko: '서버' },
  entry: elasticIpEntry,
  needs: { zone: anyZone, address: elasticIp, tied: elasticIpAssociation },
  target: ({ address }) => ({ address: address.publicIp }),
  isOurs,
});
