import type { Dns, PresentRecords, RecordSet } from '../../dns/dns.ts';
import { hostOf } from '../../dns/hosts.ts';
import { ok, warning, type Verdict } from '../../engine/step.ts';
import type { Words } from '../../words.ts';
import { unheard } from './caa.ts';

/** The site's names, and the zone's name servers once it is ours. */
export interface Site {
  readonly zoneName: string;
  readonly domain: string;
  readonly www: boolean;
  /** The zone's, if it exists already. */
  readonly nameServers?: readonly string[] | undefined;
}

/** Route 53 takes 1,000 values and 32,000 characters in one change; a personal domain comes nowhere near. */
const most = { values: 500, characters: 24_000 };

/** Address records: for the site's names, the stack creates its own. */
const addresses: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);

/**
 * The present records that a new zone needs so that nothing is lost. Leaves out what the site itself is about
 * to get, and a CNAME at the zone's apex, which is not allowed; empty once the zone is ours.
 */
export function toTakeAlong({ records, nameServers }: PresentRecords, site: Site): RecordSet[] {
  const { zoneName, domain, www } = site;
  if (site.nameServers?.toSorted().join() === nameServers.toSorted().join()) return [];
  const taken = www ? [domain, `www.${domain}`] : [domain];
  let values = 0;
  let characters = 0;
  return records.filter((set) => {
    if (addresses.has(set.type) && (taken.includes(set.name) || (set.type === 'CNAME' && set.name === zoneName)))
      return false;
    values += set.values.length;
    characters += set.values.join('').length;
    return values < most.values && characters < most.characters;
  });
}

/** What exists as well but cannot be copied: delegated parts, and names that got no answer. */
const leftBehind = ({ delegated, unanswered, records }: PresentRecords, { zoneName }: Site): string[] => [
  ...delegated.map((name) => `${name} NS`),
  ...records.filter(({ name, type }) => name === zoneName && type === 'CNAME').map(({ name }) => `${name} CNAME`),
  ...unanswered.map((name) => `${name} ?`),
];

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

/** What was found, one line each, for the question whether to copy it. */
export function offer(present: PresentRecords, site: Site): Words | undefined {
  const sets = toTakeAlong(present, site);
  if (sets.length === 0) return undefined;
  const who = whoAnswers(present);
  const lines = sets.slice(0, readable).map(({ name, type, values }) => {
    const line = `  ${type.padEnd(5)} ${name}  ${values.join(', ')}`;
    return line.length > 76 ? `${line.slice(0, 75)}…` : line;
  });
  const more = sets.length - readable;
  const list = (rest: string) => [...lines, ...(more > 0 ? [`  ${rest}`] : [])].join('\n');
  return {
    en: `The DNS of ${site.zoneName} is at ${who.en} now. Once you switch name servers, these records stop working:\n${list(`and ${more} more`)}\n${unlisted.en}`,
    ko: `지금 ${site.zoneName}의 DNS는 ${who.ko}에 있습니다. 네임서버를 옮기면 다음 레코드가 사라집니다:\n${list(`외 ${more}개`)}\n${unlisted.ko}`,
  };
}

/** The zone that the records should be in. */
export interface Destination {
  /** What the zone has, if it exists already. */
  readonly has: readonly { readonly name: string; readonly type: string }[];
  /** Its id, if it is not ours: then its owner has to add them. */
  readonly theirs?: string | undefined;
  /** Whether stepway copies them into it. */
  readonly copies: boolean;
}

/** Whether switching the name servers loses any record. */
export async function judgeLoss(dns: Dns, site: Site, { has, theirs, copies }: Destination): Promise<Verdict> {
  let present: PresentRecords;
  try {
    present = await dns.records(site.zoneName);
  } catch (error) {
    return unheard(error);
  }
  const isThere = (set: RecordSet) => has.some(({ name, type }) => name === set.name && type === set.type);
  const lost = copies ? [] : toTakeAlong(present, site).filter((set) => !isThere(set));
  const left = leftBehind(present, site).filter((name) => !has.some((one) => `${one.name} ${one.type}` === name));
  const names = [...lost.map(({ name, type }) => `${name} ${type}`), ...left];
  if (names.length === 0) return ok;
  const who = whoAnswers(present);
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
  return warning(what, {
    en: `Add them to the hosted zone${theirs ? ` ${theirs}` : ''} before you set the name servers. ${unlisted.en}`,
    ko: `네임서버를 바꾸기 전에 호스팅 영역${theirs ? ` ${theirs}` : ''}에 추가하세요. ${unlisted.ko}`,
  });
}
