import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import {
  defineStep,
  gone,
  pending,
  there,
  type AnyStep,
  type Context,
  type Need,
  type OutputsOf,
} from '../../engine/step.ts';
import { noteworthy, warning, type Check } from '../../engine/verdict.ts';
import { same, type Facts } from '../../facts.ts';
import type { Words } from '../../words.ts';
import type { Entry } from '../entry/entry.ts';
import { isOurAddress } from '../elastic-ip/whose.ts';
import { entry } from '../firewall/questions.ts';
import { isOurBalancer } from '../load-balancer/whose.ts';
import { bareName } from './find-hosted-zone.ts';
import { anyZone } from './hosted-zone.ts';
import { withoutWww } from './names.ts';
import { caaAllows, letsEncrypt } from './caa.ts';
import { copyRecords, dnsHost, domain, www, zone as zoneName } from './questions.ts';
import { changeRecords, deleteRecords, findRecord, isServed, recordsAllowed, unchanged } from './records.ts';
import { addressTtl, aliasTtl, forgottenAfter, remembered } from './remembered.ts';
import { nameIsFree, takenName } from './taken.ts';

/** What a site name points at: an address, or (by alias) a load balancer and the zone of its own name. */
export type Target = { readonly address: string } | { readonly dnsName: string; readonly dnsZoneId: string };

interface SiteRecord<Needs> {
  readonly kind: 'alias' | 'address';
  /** What people call what it points at. */
  readonly to: Words;
  readonly entry: Entry;
  readonly needs: Needs;
  target(needs: OutputsOf<Needs>): Target;
  /** What has to be there before a name is led to it that another way in serves. */
  readonly once: readonly AnyStep[];
  /** What a visitor needs who comes by a name that is about to go. */
  readonly before: readonly AnyStep[];
  /** @throws NotYet as long as visitors would not be served by a name that comes to lead to it. */
  serves?(context: Context): Promise<void>;
}

type Needed = { readonly zone: typeof anyZone; readonly [name: string]: Need };

/** An alias for a load balancer: it is free, and a CNAME is not allowed at the zone's apex. */
const recordSet = (name: string, target: Target): ResourceRecordSet => ({
  Name: name,
  Type: 'A',
  ...('address' in target
    ? { TTL: addressTtl, ResourceRecords: [{ Value: target.address }] }
    : { AliasTarget: { DNSName: target.dnsName, HostedZoneId: target.dnsZoneId, EvaluateTargetHealth: true } }),
});

const targetOf = ({ AliasTarget, ResourceRecords }: ResourceRecordSet): Target =>
  AliasTarget
    ? {
        // Route 53 may add `dualstack.` before the load balancer's name; it is the same target.
        dnsName: bareName(AliasTarget.DNSName).replace(/^dualstack\./, ''),
        dnsZoneId: AliasTarget.HostedZoneId ?? '',
      }
    : { address: (ResourceRecords ?? []).map(({ Value }) => Value).join(', ') };

/** What a record says, for comparison. */
const essence = (record: ResourceRecordSet) => ({
  target: targetOf(record),
  // An alias has the one of its target.
  TTL: record.AliasTarget ? undefined : record.TTL,
  EvaluateTargetHealth: record.AliasTarget?.EvaluateTargetHealth,
});

const ledElsewhere: Words = {
  en: 'it was pointed somewhere else by hand, so it is left alone',
  ko: '누군가 다른 곳으로 연결해 두어 그대로 두었습니다',
};

/** When nothing leads any more to where the name led before, in milliseconds since 1970. Only a name that moved has it. */
const forgottenAt = (handle: Facts): number =>
  'forgottenAt' in handle && typeof handle['forgottenAt'] === 'number' ? handle['forgottenAt'] : 0;

/** Whether an address, or the name of a load balancer, is this stack's. */
const isOurs = async (context: Context, to: string): Promise<boolean> =>
  (await isOurBalancer(context, to)) || (await isOurAddress(context, to));

/** Whoever agrees to another name knows what becomes of the one before. */
export const endOf = (prefix: string): Check<{ readonly answers: { readonly domain: string } }> => ({
  about: { en: 'the name before', ko: '이전 이름' },
  async ask({ answers: { domain } }, _, was) {
    const former = was?.['domain'];
    if (typeof former !== 'string' || former === domain) return undefined;
    const [before, now] = [prefix + former, prefix + domain];
    return warning(
      {
        en: `${before} works until ${now} does, and no longer.`,
        ko: `${before} 주소는 ${now} 주소로 접속될 때까지만 동작합니다.`,
      },
      { en: 'Tell whoever has the old address.', ko: '옛 주소를 쓰는 사람에게 알려 주세요.' },
    );
  },
});

/** Most visitors leave out `www.`. */
const withoutIt: Check<{ readonly answers: { readonly domain: string } }> = {
  about: { en: 'the name without www.', ko: 'www. 없는 이름' },
  async ask({ answers: { domain } }) {
    const bare = withoutWww(domain);
    if (bare === undefined) return undefined;
    return warning(
      {
        en: `visitors who type ${bare} do not come to the site, only those who type ${domain}.`,
        ko: `www.를 빼고 ${bare} 주소로 접속하면 이 사이트가 열리지 않습니다. ${domain} 주소로만 열립니다.`,
      },
      {
        en: `For both names: --domain ${bare} --www.`,
        ko: `두 이름을 다 쓰려면: --domain ${bare} --www`,
      },
    );
  },
};

/** A zone has more than the site's records: it stays when the site moves to another one. */
const zoneStays: Check<{ readonly answers: { readonly zoneName: string } }> = {
  about: { en: 'the hosted zone before', ko: '이전 호스팅 영역' },
  async ask({ answers: { zoneName } }, _, was) {
    const former = was?.['zoneName'];
    if (typeof former !== 'string' || former === zoneName) return undefined;
    return noteworthy({
      en: `The hosted zone ${former} stays as it is, with all records that are not the site's (0.50 USD a month). If stepway made it, \`stepway teardown\` deletes it with the rest.`,
      ko: `${former} 호스팅 영역은 사이트 레코드만 빼고 그대로 둡니다(월 0.50달러). stepway가 만든 영역이라면 \`stepway teardown\`을 실행할 때 함께 삭제합니다.`,
    });
  },
};

/** A site name, pointing at where visitors come in. */
const siteRecord = <const Needs extends Needed>(record: SiteRecord<Needs>, name: 'site' | 'www') => {
  const { kind, to, needs } = record;
  const prefix = name === 'www' ? 'www.' : '';

  return defineStep({
    id: `${name}-${kind}`,
    title: { en: `${prefix || 'Domain'} points at ${to.en}`, ko: `${prefix ? 'www.와' : '도메인과'} ${to.ko} 연결` },
    needs,
    asks: { domain, entry, www, zoneName, copies: copyRecords, dns: dnsHost },
    allows: [...recordsAllowed],
    follows: {
      live: Object.keys(needs).filter((name) => name !== 'zone') as Extract<keyof Needs, string>[],
      replaces: ['domain'],
      initial: ['entry', 'www', 'zoneName', 'copies', 'dns'],
      former: { dns: 'route53' },
    },
    making: {
      takes: { earliest: 3, usual: 20, every: 2, limit: 600 },
      place: {
        of: `${name} record`,
        once: record.once,
        called: { en: 'the way in for visitors', ko: '방문자 입구' },
      },
    },
    going: {
      before: record.before,
      // www. of one domain is another one: the record of a name that stays a name of the site is that one's by now.
      isAmong: (handle, staying) =>
        staying.some(
          (one) =>
            'name' in one && 'zoneId' in one && one['name'] === handle['name'] && one['zoneId'] === handle['zoneId'],
        ),
    },
    when: (answers) => answers.entry === record.entry.id && (prefix === '' || answers.www),

    // Without a load balancer the server fetches its certificate itself, where certbot does.
    preflight: [
      endOf(prefix),
      ...(prefix === '' ? [zoneStays] : []),
      nameIsFree(prefix, isOurs),
      ...(prefix === '' ? [withoutIt] : []),
      ...(record.entry.https === 'server' && prefix === '' ? [caaAllows(letsEncrypt)] : []),
    ],

    settings: {
      record: {
        title: { en: 'where it points, or how', ko: '연결된 곳이나 방식' },
        wanted: ({ needs }) => essence(recordSet('', record.target(needs))),
      },
    },

    async find(given) {
      const name = prefix + given.answers.domain;
      const { target } = given.wanted.record;
      const { zoneId } = given.needs.zone;
      const found = await findRecord(given.route53, zoneId, name, 'A');
      if (!found) return undefined;
      if (!same(targetOf(found), target)) throw takenName(name);
      return { name, zoneId, target, ...unchanged };
    },

    async create(given) {
      const name = prefix + given.answers.domain;
      const { target } = given.wanted.record;
      const { zoneId } = given.needs.zone;
      const changed = await changeRecords(given, zoneId, [
        { Action: 'CREATE', ResourceRecordSet: recordSet(name, target) },
      ]);
      return { name, zoneId, target, ...changed };
    },

    async check({ route53, clock }, handle) {
      const { name, zoneId, changeId, changedAt } = handle;
      const found = await findRecord(route53, zoneId, name, 'A');
      if (!found) return gone;
      if (!(await isServed({ route53, clock }, { changeId, changedAt })))
        return pending({ en: 'propagating to the name servers', ko: '네임서버에 반영되는 중' });
      if (clock.now() < forgottenAt(handle)) return pending(remembered);
      return there({ settings: { record: essence(found) } });
    },

    async change(given, { name, zoneId, target: before }) {
      const { target } = given.wanted.record;
      const isMoved = 'address' in target !== 'address' in before;
      if (isMoved) await record.serves?.(given);
      const changed = await changeRecords(given, zoneId, [
        { Action: 'UPSERT', ResourceRecordSet: recordSet(name, target) },
      ]);
      const until = changed.changedAt + forgottenAfter('address' in before ? addressTtl : aliasTtl);
      return { name, zoneId, target, ...changed, ...(isMoved && { forgottenAt: until }) };
    },

    async delete(context, { name, zoneId, target }) {
      const { route53, clock } = context;
      if (context.replaced) await record.serves?.(context);
      const found = await findRecord(route53, zoneId, name, 'A');
      if (!found) return;
      if (!same(targetOf(found), target)) return [{ id: name, why: ledElsewhere, theirs: true as const }];
      await deleteRecords({ route53, clock }, zoneId, [found]);
    },

    says:
      prefix === ''
        ? { outputs: ({ name }) => ({ url: `https://${name}` }) }
        : { outputs: ({ name }) => ({ www: `https://${name}` }), answers: () => ({ www: true }) },
  });
};

/** The names of the site, by their keys. */
export const siteRecords = <const Needs extends Needed>(record: SiteRecord<Needs>) => ({
  site: siteRecord(record, 'site'),
  www: siteRecord(record, 'www'),
});
