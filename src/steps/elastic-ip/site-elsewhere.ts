import { either } from '../../engine/needs.ts';
import { siteElsewhere } from '../domain/elsewhere/site.ts';
import { opening } from '../firewall/rules.ts';
import { elasticIp, elasticIpAssociation } from './elastic-ip.ts';
import { elasticIpEntry } from './entry.ts';

export const addressElsewhere = siteElsewhere({
  kind: 'address',
  entry: elasticIpEntry,
  needs: { address: elasticIp, tied: elasticIpAssociation, open: either(...opening(elasticIpEntry)) },
  target: ({ address }) => ({ address: address.publicIp }),
});
