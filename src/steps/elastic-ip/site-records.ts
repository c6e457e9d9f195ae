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
import { ourAddress } from './whose.ts';

/**
 * A server that visitors come to another way has its certificate before they come to itself. What its console does not
 * tell is not waited for.
 */
async function hasCertificate({ ec2 }: Context, instanceId: string | undefined) {
  const output = instanceId && (await consoleOf(ec2, instanceId));
  if (!output || progressIn(output, 'stepway-certificate')?.is === 'done') return;
  throw new NotYet({ en: 'the server is getting its certificate', ko: '서버가 인증서를 발급받는 중' });
}

export const addressRecords = siteRecords({
  kind: 'address',
  to: { en: 'the server', ko: '서버' },
  entry: elasticIpEntry,
  needs: { zone: anyZone, address: elasticIp, tied: elasticIpAssociation },
  before: [],
  once: [...visitorRules, serverSetup],
  target: ({ address }) => ({ address: address.publicIp }),
  serves: async (context, { tied }) =>
    hasCertificate(context, (await addresses.byId(context.ec2, tied.allocationId))?.InstanceId),
  // The server gets the certificate for a new name once that leads to it.
  succeeded: async (context) => hasCertificate(context, (await ourAddress(context))?.InstanceId),
});
