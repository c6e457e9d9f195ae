import { addresses } from '../../aws/collections.ts';
import type { Context } from '../../engine/context.ts';
import { anyZone } from '../domain/hosted-zone.ts';
import { siteRecord } from '../domain/site-record.ts';
import { elasticIp, elasticIpAssociation } from './elastic-ip.ts';
import { elasticIpEntry } from './entry.ts';

const needs = { zone: anyZone, address: elasticIp, tied: elasticIpAssociation };
const isOurs = async ({ ec2, tags, beforeIds }: Context, to: string) =>
  (await addresses.ofOwner(ec2, { tags: { ...tags, 'stepway:step': elasticIp.id }, beforeIds }))?.PublicIp === to;

export const siteAddress = siteRecord({
  id: 'site-address',
  title: { en: 'Domain points at the server', ko: '도메인과 서버 연결' },
  prefix: '',
  entry: elasticIpEntry,
  needs,
  target: ({ address }) => ({ address: address.publicIp }),
  isOurs,
});

export const wwwAddress = siteRecord({
  id: 'www-address',
  title: { en: 'www. points at the server', ko: 'www.와 서버 연결' },
  prefix: 'www.',
  entry: elasticIpEntry,
  needs,
  target: ({ address }) => ({ address: address.publicIp }),
  isOurs,
});
