import { addresses } from '../../aws/collections.ts';
import { NotYet } from '../../errors.ts';
import type { Context } from '../../engine/step.ts';
import { anyZone } from '../domain/hosted-zone.ts';
import { siteRecords } from '../domain/site-record.ts';
import { visitorRules } from '../firewall/rules.ts';
import { serverSetup } from '../server/server-setup.ts';
import { consoleOf, progressIn } from '../server/setup/console.ts';
import { elasticIp, elasticIpAssociation } from './elastic-ip.ts';
import { elasticIpEntry } from './entry.ts';

/**
 * A server that visitors come to another way has its certificate before they come to itself. What its console does not
 * tell is not waited for.
 */
async function hasCertificate({ ec2 }: Context, { tied }: { readonly tied: { readonly allocationId: string } }) {
  const instanceId = (await addresses.byId(ec2, tied.allocationId))?.InstanceId;
  const output = instanceId && (await consoleOf(ec2, instanceId));
  if (!output || progressIn(output, 'stepway-certificate')?.is === 'done') return;
  throw new NotYet({ en: 'the server is getting its certificate', ko: '서버가 인증서를 발급받는 중' });
}

export const addressRecords = siteRecords({
  kind: 'address',
  to: { en: 'the server', ko: '서버' },
  entry: elasticIpEntry,
  needs: { zone: anyZone, address: elasticIp, tied: elasticIpAssociation },
  once: [...visitorRules, serverSetup],
  target: ({ address }) => ({ address: address.publicIp }),
  serves: hasCertificate,
});
