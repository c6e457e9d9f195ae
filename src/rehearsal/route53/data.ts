import type { HealthCheckConfig, RRType } from '@aws-sdk/client-route-53';
import type { AccountData } from '../account.ts';
import { capitals, digits } from '../ids.ts';
import type { Scenario } from '../scenarios.ts';
import type { Tags } from '../tags.ts';

/** A record set. Names are lower case, end in a dot, and write * as \052, as Route 53 shows them. */
export interface RecordSet {
  name: string;
  type: RRType;
  ttl?: number;
  values: string[];
  alias?: { zoneId: string; name: string; evaluate: boolean };
  /** When all name servers know of it. */
  inSyncAt: number;
  /** What they serve until then, if there was one. */
  before?: Pick<RecordSet, 'values' | 'alias'>;
}

export interface Zone {
  /** As in Z0123456789ABCDEFGHIJ. */
  id: string;
  name: string;
  callerReference: string;
  comment?: string;
  nameServers: string[];
  records: RecordSet[];
  tags: Tags;
  createdAt: number;
  /** Until then Route 53 itself does not admit that it exists. */
  visibleAt: number;
  /** When somebody has set its name servers at the registrar, if somebody does. */
  delegatedAt: number;
  /** Until then a change is under way, and others must wait. */
  busyUntil: number;
  /** The keys that it is signed with. */
  keys?: string[];
  provided?: true;
  /** Only networks that it is attached to can see it; the world cannot. */
  private?: true;
}

export interface Change {
  id: string;
  submittedAt: number;
  visibleAt: number;
  inSyncAt: number;
  comment?: string;
}

export interface HealthCheck {
  id: string;
  callerReference: string;
  config: HealthCheckConfig;
  version: number;
  tags: Tags;
}

declare module '../account.ts' {
  /** Route 53 is the same in all regions. */
  interface AccountData {
    zones: Zone[];
    changes: Change[];
    healthChecks: HealthCheck[];
  }
}

/** A name as Route 53 shows it: lower case, with a last dot, * as \052. */
export const canonical = (name: string): string => `${name.toLowerCase().replace(/\.$/, '')}.`.replaceAll('*', '\\052');

/** Orders names as Route 53 does: by their labels, the last one first. */
export const byLabels = (a: string, b: string): number => {
  const [one, other] = [a, b].map((name) => name.split('.').toReversed().join(' '));
  return (one ?? '') < (other ?? '') ? -1 : one === other ? 0 : 1;
};

/** The zone whose name servers the world asks about `name`, which is canonical. */
export function zoneFor({ zones }: AccountData, scenario: Scenario, name: string, now: number): Zone | undefined {
  return zones
    .filter((zone) => !zone.private && (zone.provided || scenario.nameServersSet) && zone.delegatedAt <= now)
    .filter((zone) => name === zone.name || name.endsWith(`.${zone.name}`))
    .toSorted((a, b) => a.name.length - b.name.length || a.createdAt - b.createdAt)
    .at(-1);
}

/** A zone with the records that Route 53 gives each: its name servers and its start of authority. */
export function newZone(
  seed: string,
  name: string,
  zone: Omit<Zone, 'id' | 'name' | 'nameServers' | 'records' | 'tags' | 'busyUntil'>,
): Zone {
  const nameServers = ['com', 'net', 'org', 'co.uk'].map((top, index) => {
    const number = (Number(digits(`${seed} ${top}`, 8)) % 512) + 512 * index;
    return `ns-${number}.awsdns-${String(number % 64).padStart(2, '0')}.${top}`;
  });
  return {
    ...zone,
    id: `Z${capitals(seed, 20)}`,
    name,
    nameServers,
    tags: {},
    busyUntil: 0,
    records: [
      { name, type: 'NS', ttl: 172800, values: nameServers.map((server) => `${server}.`), inSyncAt: zone.createdAt },
      {
        name,
        type: 'SOA',
        ttl: 900,
        values: [`${nameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`],
        inSyncAt: zone.createdAt,
      },
    ],
  };
}
