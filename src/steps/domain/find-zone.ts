import { DnsUnreachable } from '../../dns/dns-unreachable.ts';
import { Trouble } from '../../errors.ts';
import type { Looking } from '../../questions/question.ts';
import { bareId, isDelegatedTo, nameServersOf, publicZones } from './find-hosted-zone.ts';
import { isWithin, namesUpTo, registrable } from './names.ts';

/**
 * The name of the zone that a host's records belong in: the stack's own; else the longest public zone in the account
 * that the world is sent to. Undefined when there is none, as for a new domain.
 *
 * @throws Trouble `usage` when a zone may be the one, and the DNS does not tell.
 */
export async function findZone({ aws, dns, handleOf }: Looking, host: string): Promise<string | undefined> {
  const known = (handleOf('zone') ?? handleOf('existing-zone'))?.['zoneName'];
  if (typeof known === 'string' && isWithin(host, known)) return known;

  const top = registrable(host) ?? host;
  for (const name of namesUpTo(host, top)) {
    // Whether it is delegated or not, it is the registered domain when nothing longer is.
    if (name === top) return undefined;
    const zones = await publicZones(aws.route53, name);
    if (zones.length === 0) continue;
    const delegated = await dns.delegation(name).catch((error: unknown) => {
      throw error instanceof DnsUnreachable ? cannotTell(name, top, error) : error;
    });
    for (const { Id } of zones) if (isDelegatedTo(await nameServersOf(aws.route53, bareId(Id)), delegated)) return name;
  }
  return undefined;
}

const cannotTell = (name: string, top: string, { message }: DnsUnreachable) =>
  new Trouble(
    'usage',
    {
      en: `This account has a hosted zone ${name}, and whether the domain is delegated to it could not be looked up: ${message}.`,
      ko: `이 계정에 ${name} 호스팅 영역이 있지만, 도메인이 그 영역에 위임되어 있는지 조회하지 못했습니다(${message}).`,
    },
    {
      en: `Try again, or say which zone to use: --zone ${name} or --zone ${top}.`,
      ko: `다시 시도하거나, 쓸 영역을 지정하세요(--zone ${name} 또는 --zone ${top}).`,
    },
  );
