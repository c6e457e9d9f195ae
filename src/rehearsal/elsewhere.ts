import { getDomain } from 'tldts';
import type { AccountData, RegionData } from './account.ts';
import { validationRecord } from './acm/data.ts';
import { canonical } from './route53/data.ts';
import type { Scenario } from './scenarios.ts';
import type { Tags } from './tags.ts';

/** What a name has at a DNS that is not in the account. */
export type Elsewhere = { readonly alias: string } | { readonly addresses: readonly string[] };

interface Led {
  readonly from: number;
  readonly to: Elsewhere;
}

const isWithin = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`);

/** The addresses of a load balancer, as its name leads to them. */
export const addressesOf = ({ interfaces, loadBalancers }: RegionData, dnsName: string): string[] => {
  const found = loadBalancers.find((one) => canonical(one.dnsName) === canonical(dnsName));
  const port = found && `ELB ${found.arn.replace(/^.*:loadbalancer\//, '')}`;
  return interfaces.flatMap(({ description, publicIp }) => (publicIp && description === port ? [publicIp] : []));
};

/** The domains that a stack has had: what it made first says the first one, its server the last. */
const domainsOf = ({ instances }: RegionData, tags: Tags): readonly string[] =>
  [tags, ...instances.map((one) => one.tags).filter((one) => one['stepway:id'] === tags['stepway:id'])].flatMap(
    (one) => one['stepway:domain'] ?? [],
  );

const isSitesName = (name: string, here: RegionData, tags: Tags) =>
  domainsOf(here, tags).some((domain) => [canonical(domain), canonical(`www.${domain}`)].includes(name));

function leadsOf(name: string, host: string, here: RegionData): Led[] {
  const never = Infinity;
  const proofs = here.certificates.flatMap(({ names, provenAt = never }) =>
    names.flatMap((one) => {
      const record = validationRecord(one);
      return record.name === name ? [{ from: provenAt, to: { alias: record.value } }] : [];
    }),
  );
  const balancers = here.loadBalancers.flatMap(({ tags, dnsName, ledToAt = never }) => {
    if (!isSitesName(name, here, tags)) return [];
    // At the top of a zone there can be no CNAME: its host flattens it.
    const to = getDomain(host) === host ? { addresses: addressesOf(here, dnsName) } : { alias: dnsName };
    return [{ from: ledToAt, to }];
  });
  const addresses = here.addresses.flatMap(({ tags, ip, ledToAt = never }) =>
    isSitesName(name, here, tags) ? [{ from: ledToAt, to: { addresses: [ip] } }] : [],
  );
  return [...proofs, ...balancers, ...addresses];
}

/**
 * What somebody whose DNS is not in the account has set there, of what they were shown, for what was made last. Of a
 * domain that has a zone in the account everything is set there.
 */
export function setElsewhere(
  { zones, regions }: AccountData,
  { nameServersSet }: Scenario,
  host: string,
  now: number,
): Elsewhere | undefined {
  const name = canonical(host);
  if (!nameServersSet || zones.some((zone) => !zone.private && isWithin(name, zone.name))) return undefined;
  return Object.values(regions)
    .flatMap((here) => leadsOf(name, host, here))
    .filter(({ from }) => from <= now)
    .toSorted((a, b) => a.from - b.from)
    .at(-1)?.to;
}
