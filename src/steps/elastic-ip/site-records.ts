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
 * The server has its certificate: before visitors come to itself who came another way, and before the name goes that
 * it had one for. What its console does not tell is not waited for.
 */
async function hasCertificate(context: Context) {
  const { InstanceId } = (await ourAddress(context)) ?? {};
  const output = InstanceId && (await consoleOf(context.ec2, InstanceId));
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
  serves: hasCertificate,
});
