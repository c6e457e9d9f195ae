import { DnsUnreachable, orUnreachable } from '../../dns/dns-unreachable.ts';
import type { Dns, PresentRecords, RecordSet, Unanswered } from '../../dns/dns.ts';
import { hostOf } from '../../dns/hosts.ts';
import { decoded } from '../../encoded-name.ts';
import { noteworthy, obstacle, ok, warning, type Verdict } from '../../engine/verdict.ts';
import { joined, type Words } from '../../words.ts';
import { isDelegatedTo } from './find-hosted-zone.ts';

/** The site's names, and the zone's name servers once it is ours. */
export interface Site {
  readonly zoneName: string;
  readonly domain: string;
  readonly www: boolean;
  /** The zone's, if it exists already. */
  readonly nameServers?: readonly string[] | undefined;
}

/** The names that the stack itself makes records for. */
export const namesOf = ({ domain, www }: Pick<Site, 'domain' | 'www'>): string[] =>
  www ? [domain, `www.${domain}`] : [domain];

/** Route 53 takes 1,000 values and 32,000 characters in one change; a personal domain comes nowhere near. */
const most = { values: 500, characters: 24_000 };

/** Address records: for the site's names, the stack creates its own. */
const addresses: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);

/**
 * The present records that a new zone needs so that nothing is lost. Leaves out what the site itself is about
 * to get, and a CNAME at the zone's apex, which is not allowed; empty once the zone is ours.
 */
export function toTakeAlong({ records, nameServers }: PresentRecords, site: Site): RecordSet[] {
  const { zoneName } = site;
  if (isDelegatedTo(site.nameServers ?? [], nameServers)) return [];
  let values = 0;
  let characters = 0;
  return records.filter((set) => {
    if (isOfSite(set, site) || (set.type === 'CNAME' && set.name === zoneName)) return false;
    values += set.values.length;
    characters += set.values.join('').length;
    return values < most.values && characters < most.characters;
  });
}

/** Whether the site is about to get a record of its own in place of this one. */
const isOfSite = ({ name, type }: Unanswered, site: Site): boolean =>
  addresses.has(type) && namesOf(site).includes(name);

/** What exists as well but cannot be copied: delegated parts, and an alias of the whole domain. */
const leftBehind = ({ delegated, records }: PresentRecords, site: Site): string[] => [
  ...delegated.map((name) => `${name} NS`),
  ...records
    .filter((set) => set.name === site.zoneName && set.type === 'CNAME' && !isOfSite(set, site))
    .map(({ name }) => `${name} CNAME`),
];

/** What may exist as well: nobody said whether it does. */
const uncertain = ({ unanswered, nameServers }: PresentRecords, site: Site): Unanswered[] =>
  isDelegatedTo(site.nameServers ?? [], nameServers) ? [] : unanswered.filter((one) => !isOfSite(one, site));

/** Who hosts a domain's DNS, by a name that people know. */
function whoAnswers({ nameServers }: PresentRecords): Words {
  const host = hostOf(nameServers);
  const servers = nameServers.join(', ');
  return host?.name ?? { en: servers, ko: servers };
}

/** As many lines or names as people read. */
const readable = 16;

function some(names: readonly string[]): Words {
  const shown = names.slice(0, readable).join(', ');
  const more = names.length - readable;
  return more > 0 ? { en: `${shown} and ${more} more`, ko: `${shown} 외 ${more}개` } : { en: shown, ko: shown };
}

const unlisted: Words = {
  en: 'DNS does not let stepway list every name, so check your current DNS console for others.',
  ko: '도메인의 모든 이름을 조회할 수는 없으니, 관리 화면에서 빠진 것이 없는지 확인하세요.',
};

/** Without its CAA records a domain works as before. */
const isMissed = ({ type }: Unanswered) => type !== 'CAA';

/** What is not known of the present records, and would be missed; undefined if there is nothing. */
export function doubtOf(present: PresentRecords, site: Site): Words | undefined {
  const doubtful = uncertain(present, site);
  return doubtful.some(isMissed) ? notTold(doubtful, site, whoAnswers(present)) : undefined;
}

/** What was found, one line each, and what may be there as well, for the question whether to copy it. */
export function offer(present: PresentRecords, site: Site): Words | undefined {
  const sets = toTakeAlong(present, site);
  const doubtful = uncertain(present, site);
  if (sets.length === 0 && doubtful.length === 0) return undefined;
  const who = whoAnswers(present);
  const lines = sets.slice(0, readable).map(({ name, type, values }) => {
    const line = `  ${type.padEnd(5)} ${decoded(name)}  ${values.join(', ')}`;
    return line.length > 76 ? `${line.slice(0, 75)}…` : line;
  });
  const more = sets.length - readable;
  const list = (rest: string) => [...lines, ...(more > 0 ? [`  ${rest}`] : [])].join('\n');
  const found: Words = {
    en: `The DNS of ${site.zoneName} is at ${who.en} now. Once you switch name servers, these records stop working:\n${list(`and ${more} more`)}\n${unlisted.en}`,
    ko: `지금 ${site.zoneName}의 DNS는 ${who.ko}에 있습니다. 네임서버를 옮기면 다음 레코드가 사라집니다:\n${list(`외 ${more}개`)}\n${unlisted.ko}`,
  };
  if (doubtful.length === 0) return found;
  const doubt = joined('\n', notTold(doubtful, site, who), tryingAgain);
  return sets.length > 0 ? joined('\n', found, doubt) : doubt;
}

/** The same when nothing could be looked up. */
export const offerUnknown = ({ zoneName }: Pick<Site, 'zoneName'>, error: DnsUnreachable): Words =>
  joined('\n', notHeard(zoneName, error), tryingAgain);

export const notHeard = (zoneName: string, { servers, said }: DnsUnreachable): Words => {
  const list = servers.join(', ');
  const how = said.length > 0 ? ` (${said.join(', ')})` : '';
  return {
    en: `Which records ${zoneName} has now is unknown: no answer from ${list}${how}.`,
    ko: `${zoneName}에 지금 어떤 레코드가 있는지 알 수 없습니다. 네임서버가 답하지 않습니다: ${list}${how}.`,
  };
};

function notTold(doubtful: readonly Unanswered[], { zoneName }: Site, who: Words): Words {
  const { en, ko } = some(doubtful.map(({ name, type }) => `${name} ${type}`));
  return {
    en: `Whether ${zoneName} has these records now is unknown, since the lookups at ${who.en} failed: ${en}.`,
    ko: `${who.ko}에서 조회하지 못해 ${zoneName}에 다음 레코드가 있는지 알 수 없습니다: ${ko}.`,
  };
}

const tryingAgain: Words = {
  en: 'Yes looks again before anything is created. Say no if you have checked them in the console of your current DNS, and will add them to the new zone yourself.',
  ko: '예를 고르면 만들기 전에 다시 조회합니다. 지금 쓰는 DNS의 관리 화면에서 직접 확인했고 새 영역에 직접 추가하려면 아니요를 고르세요.',
};

/** The zone that the records should be in. */
export interface Destination {
  /** What the zone has, if it exists already. */
  readonly has: readonly { readonly name: string; readonly type: string }[];
  /** Its id, if it is not ours: then its owner has to add them. */
  readonly theirs?: string | undefined;
  /** Whether stepway copies them into it. */
  readonly copies: boolean;
  /** Whether what is unknown need not be known: somebody has said so, or decided in an earlier run. */
  readonly waived: boolean;
}

/**
 * Whether switching the name servers loses any record. What nobody tells may be lost as well: nothing is made on the
 * strength of silence.
 */
export async function judgeLoss(dns: Dns, site: Site, destination: Destination): Promise<Verdict> {
  const { has, theirs, copies, waived } = destination;
  const delegated = site.nameServers ? await orUnreachable(dns.delegation(site.zoneName)) : [];
  if (delegated instanceof DnsUnreachable) return inDoubt(notHeard(site.zoneName, delegated), destination);
  if (isDelegatedTo(site.nameServers ?? [], delegated)) return ok;
  const present = await orUnreachable(dns.records(site.zoneName, namesOf(site)));
  if (present instanceof DnsUnreachable) return inDoubt(notHeard(site.zoneName, present), destination);
  const isThere = (set: Unanswered) => has.some(({ name, type }) => name === set.name && type === set.type);
  const who = whoAnswers(present);
  const doubtful = uncertain(present, site).filter((one) => !isThere(one));
  if (!waived && doubtful.some(isMissed)) return inDoubt(notTold(doubtful, site, who), destination);

  const lost = copies ? [] : toTakeAlong(present, site).filter((set) => !isThere(set));
  const left = leftBehind(present, site).filter((name) => !has.some((one) => `${one.name} ${one.type}` === name));
  const names = [
    ...lost.map(({ name, type }) => `${name} ${type}`),
    ...left,
    ...doubtful.map(({ name, type }) => `${name} ${type} (?)`),
  ];
  if (names.length === 0) return ok;
  const { en, ko } = some(names);
  const what: Words = {
    en: `The DNS of ${site.zoneName} is at ${who.en} now, and the hosted zone is missing these records: ${en}.`,
    ko: `지금 ${site.zoneName}의 DNS는 ${who.ko}에 있고, 다음 레코드는 호스팅 영역에 없습니다: ${ko}.`,
  };
  if (lost.length > 0 && theirs === undefined)
    return warning(what, {
      en: `Add --copy-records to copy them, or mail and other services may stop. ${unlisted.en}`,
      ko: `--copy-records를 추가하면 복사합니다. 없으면 메일 등이 멈출 수 있습니다. ${unlisted.ko}`,
    });
  return warning(what, addThem(theirs));
}

const addThem = (theirs: string | undefined): Words => ({
  en: `Add them to the hosted zone${theirs ? ` ${theirs}` : ''} before you set the name servers. ${unlisted.en}`,
  ko: `네임서버를 바꾸기 전에 호스팅 영역${theirs ? ` ${theirs}` : ''}에 추가하세요. ${unlisted.ko}`,
});

const addNeeded = (theirs: string | undefined): Words => ({
  en: `Look in the console of your current DNS, and add the records that you need to the hosted zone${theirs ? ` ${theirs}` : ''} before you set the name servers.`,
  ko: `지금 쓰는 DNS의 관리 화면을 보고, 네임서버를 바꾸기 전에 필요한 레코드를 호스팅 영역${theirs ? ` ${theirs}` : ''}에 추가하세요.`,
});

const inDoubt = (what: Words, { waived, theirs }: Destination): Verdict =>
  waived
    ? warning(what, addNeeded(theirs))
    : obstacle(
        what,
        {
          en: 'Try again, or look through another resolver with --dns-server 1.1.1.1. If you have checked the records in the console of your current DNS, and add those you need to the hosted zone yourself, add --no-copy-records.',
          ko: '다시 시도하거나 --dns-server 1.1.1.1로 다른 DNS 서버를 통해 조회하세요. 지금 쓰는 DNS의 관리 화면에서 직접 확인했고 필요한 레코드를 호스팅 영역에 직접 추가하려면 --no-copy-records를 지정하세요.',
        },
        'usage',
      );

/** Where the site's names lead now, at the DNS that the domain has until its name servers are set. */
export async function presentAddress(dns: Dns, site: Site): Promise<Verdict | undefined> {
  const present = await orUnreachable(dns.records(site.zoneName, namesOf(site)));
  // That has a line of its own.
  if (present instanceof DnsUnreachable) return undefined;
  if (isDelegatedTo(site.nameServers ?? [], present.nameServers)) return undefined;
  const sets = present.records.filter((set) => isOfSite(set, site));
  if (sets.length === 0) return undefined;
  const list = sets.map(({ name, type, values }) => `${name} ${type} ${values.join(', ')}`).join('; ');
  const who = whoAnswers(present);
  return noteworthy({
    en: `Until you set the name servers, visitors go where ${who.en} sends them (${list}); after that, to this site.`,
    ko: `네임서버를 바꾸기 전에는 방문자가 ${who.ko}의 레코드(${list})를 따라가고, 바꾼 뒤에는 이 사이트로 옵니다.`,
  });
}
