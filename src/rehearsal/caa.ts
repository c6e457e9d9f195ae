import type { CaaRecord } from '../dns/dns.ts';
import type { AccountData } from './account.ts';
import { canonical, zoneFor, type Zone } from './route53/data.ts';
import type { Scenario } from './scenarios.ts';

/** `0 issue "amazon.com"` as the world reads it. */
function parse(line: string): CaaRecord {
  const [, tag = '', value = ''] = /^\d+ (\w+) "(.*)"$/.exec(line) ?? [];
  return { tag, value };
}

/** The CAA records of exactly this name, in the zone that the world, or whoever asks its servers, is sent to. */
export function caaOf(zone: Zone | undefined, scenario: Scenario, name: string): CaaRecord[] {
  if (!zone) return scenario.issuers.map((value) => ({ tag: 'issue', value }));
  const records = zone.records.filter((record) => record.name === canonical(name) && record.type === 'CAA');
  return records.flatMap(({ values }) => values).map(parse);
}

/** Whether Amazon may issue for a name: the records closest above it decide. */
export function amazonMayIssue(account: AccountData, scenario: Scenario, name: string, now: number): boolean {
  const labels = name.split('.');
  for (let above = 0; above < labels.length; above++) {
    const at = labels.slice(above).join('.');
    const records = caaOf(zoneFor(account, scenario, canonical(at), now), scenario, at);
    if (records.length === 0) continue;
    const issuers = records.filter(({ tag }) => tag === 'issue').map(({ value }) => value.split(';')[0]?.trim() ?? '');
    return (
      issuers.length === 0 || issuers.some((issuer) => /^(amazon|amazontrust|awstrust|amazonaws)\.com$/.test(issuer))
    );
  }
  return true;
}
