import type { Dns } from '../../../dns/dns.ts';
import { DnsUnreachable } from '../../../dns/dns-unreachable.ts';
import { hostOf } from '../../../dns/hosts.ts';
import { pending, ready, type Duration, type Kept, type Seen as Looked } from '../../../engine/step.ts';
import { same, type Facts } from '../../../facts.ts';
import { inEach, joined, type Words } from '../../../words.ts';
import { registrars } from '../guide/registrars/index.ts';
import { recordsAt } from '../guide/registrars/page.ts';
import { lookAt } from './fault.ts';
import { task, toRemove, type Wanted } from './wanted.ts';

/** A person has to open a page and copy a line; DNS hosts then take seconds to minutes. */
export const takes: Duration = { earliest: 0, usual: 900, every: 10, limit: Infinity };

/** What a gate looks for, and the domain that somebody will look for at their DNS host. */
export type Asked = {
  readonly names: string;
  readonly zoneName: string;
  readonly records: readonly Wanted[];
};

/** What is asked for, before anybody has looked. */
export const taskFor = ({ zoneName, records }: Asked): Words => task(zoneName, records);

/** Its line in the receipt: stepway can neither see whether they are still there, nor remove them. */
export function stays({ records }: Asked, staying: readonly Facts[]): Kept | undefined {
  const needed = staying.flatMap((one) => ('records' in one && Array.isArray(one['records']) ? one['records'] : []));
  const unneeded = records.filter((record) => !needed.some((one) => same(one, record)));
  return unneeded.length > 0 ? { id: unneeded.map(({ name }) => name).join(', '), why: toRemove(unneeded) } : undefined;
}

/** Whether all of the records are there, as the domain's own name servers say. */
export async function allSet(dns: Dns, asked: Asked, hint?: Words): Promise<Looked<Record<never, never>>> {
  const { zoneName, records } = asked;
  try {
    const seen = await Promise.all(records.map((record) => lookAt(dns, record)));
    const open = records.filter((_, at) => seen[at]?.fault);
    if (open.length === 0) return ready();
    const faults = seen.flatMap(({ fault }) => fault ?? []);
    const { zone = zoneName, nameServers = [] } = seen[0]?.found ?? {};
    const host = registrars.find(({ host }) => host === hostOf(nameServers)?.id);
    return pending(
      joined('; ', ...faults.map(({ what }) => what)),
      joined(
        '\n',
        ...faults.map(({ fix }) => fix && inEach((language) => `• ${fix[language]}`)),
        task(zone, open),
        hint,
        host && recordsAt(host),
      ),
    );
  } catch (error) {
    if (!(error instanceof DnsUnreachable)) throw error;
    const note = {
      en: `the DNS of ${zoneName} did not answer: ${error.what.en}`,
      ko: `${zoneName}의 DNS가 답하지 않습니다: ${error.what.ko}`,
    };
    return pending(note, joined('\n', taskFor(asked), hint));
  }
}
