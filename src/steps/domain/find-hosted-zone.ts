import {
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  type GetHostedZoneResponse,
  type HostedZone,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { orNothing } from '../../aws/replies.ts';
import { isOurZone } from '../../aws/zone-reference.ts';
import { DnsUnreachable, orUnreachable } from '../../dns/dns-unreachable.ts';
import { Trouble } from '../../errors.ts';
import type { Looking } from '../../questions/question.ts';

/** `/hostedzone/Z1` → `Z1` */
export const bareId = (id: string | undefined): string => id?.split('/').at(-1) ?? '';

/** Lower case and without a trailing dot; Route 53 writes names with one. */
export const bareName = (name: string | undefined): string => (name ?? '').replace(/\.$/, '').toLowerCase();

/** The public zones with exactly this name; there can be several, each with its own name servers. */
export async function publicZones(route53: Route53Client, name: string): Promise<HostedZone[]> {
  const { HostedZones = [] } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: `${name}.` }));
  return HostedZones.filter((zone) => bareName(zone.Name) === name && !zone.Config?.PrivateZone);
}

export const nameServersIn = ({ DelegationSet }: Pick<GetHostedZoneResponse, 'DelegationSet'>): string[] =>
  (DelegationSet?.NameServers ?? []).map(bareName).toSorted();

export const nameServersOf = async (route53: Route53Client, Id: string): Promise<string[]> =>
  nameServersIn(await route53.send(new GetHostedZoneCommand({ Id })));

export const getZone = (route53: Route53Client, Id: string) =>
  orNothing(route53.send(new GetHostedZoneCommand({ Id })));

/** @throws Trouble `usage` when the zone of that id is not a public one of that name. */
export async function publicZone(route53: Route53Client, id: string, name: string): Promise<GetHostedZoneResponse> {
  const found = await getZone(route53, id);
  if (!found || bareName(found.HostedZone?.Name) !== name || found.HostedZone?.Config?.PrivateZone)
    throw wrongZone(id, name);
  return found;
}

const wrongZone = (id: string, name: string) =>
  new Trouble(
    'usage',
    {
      en: `Hosted zone ${id} is not a public zone named ${name} in this account.`,
      ko: `이 계정의 ${name} 퍼블릭 호스팅 영역이 아닙니다: ${id}.`,
    },
    {
      en: "Set --hosted-zone to that zone's id, auto or create.",
      ko: '--hosted-zone에 해당 영역의 ID, auto 또는 create를 지정하세요.',
    },
  );

/** Whether the world is sent to these name servers, and to no others. */
export const isDelegatedTo = (nameServers: readonly string[], delegated: readonly string[]): boolean =>
  delegated.length > 0 && delegated.every((server) => nameServers.includes(server));

/**
 * What `--hosted-zone auto` resolves to: the id of an existing public zone of that name that is not ours
 * (of several, the one the domain is delegated to); else `create`.
 *
 * @throws Trouble `usage` when there are several and the domain is delegated to none.
 */
export async function findHostedZone(looking: Looking, name: string): Promise<string> {
  const { aws, dns, handleOf } = looking;
  if (handleOf('zone')?.['zoneName'] === name) return 'create';
  const adopted = handleOf('existing-zone');
  if (adopted?.['zoneName'] === name && typeof adopted['zoneId'] === 'string') return adopted['zoneId'];

  const zones = (await publicZones(aws.route53, name)).filter((one) => !isOurZone(one, looking));
  const ids = zones.map(({ Id }) => bareId(Id));
  if (ids.length <= 1) return ids[0] ?? 'create';

  const delegated = await orUnreachable(dns.delegation(name));
  const isKnown = !(delegated instanceof DnsUnreachable);
  for (const id of ids) if (isKnown && isDelegatedTo(await nameServersOf(aws.route53, id), delegated)) return id;
  const several = {
    en: `There are ${ids.length} public hosted zones named ${name} (${ids.join(', ')})`,
    ko: `${name} 퍼블릭 호스팅 영역이 ${ids.length}개 있습니다: ${ids.join(', ')}`,
  };
  throw new Trouble(
    'usage',
    isKnown
      ? {
          en: `${several.en}, and the domain is delegated to none of them.`,
          ko: `${several.ko}. 도메인의 네임서버는 그중 어느 것도 가리키지 않습니다.`,
        }
      : {
          en: `${several.en}, and which of them the domain is delegated to could not be looked up: ${delegated.what.en}.`,
          ko: `${several.ko}. 도메인이 그중 어느 것에 위임되어 있는지 조회하지 못했습니다(${delegated.what.ko}).`,
        },
    {
      en: 'Choose one with --hosted-zone ID, or create another with --hosted-zone create.',
      ko: '--hosted-zone ID로 하나를 지정하거나, 새로 만들려면 --hosted-zone create를 쓰세요.',
    },
  );
}
