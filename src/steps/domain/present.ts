import type { Dns, PresentRecords, RecordSet } from '../../dns/dns.ts';
import { hostOf } from '../../dns/hosts.ts';
import { ok, warning, type Verdict } from '../../engine/step.ts';
import type { Words } from '../../words.ts';
import { unheard } from './caa.ts';

/** Where the site goes, and who answers for its zone once that is ours. */
export interface Site {
  readonly zoneName: string;
  readonly domain: string;
  readonly www: boolean;
  /** Those of the zone, when it is there already. */
  readonly nameServers?: readonly string[] | undefined;
}

/** Route 53 takes 1,000 values and 32,000 characters in one change; no domain of one person comes near it. */
const most = { values: 500, characters: 24_000 };

/** What leads visitors somewhere: of these, the site's names have its own. */
const addresses: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);

/**
 * Of what a domain has now, what a new zone has to take along for nothing to be lost. What the site itself is about
 * to have is not in it, nor an alias at the top of a zone, which is not allowed; nothing, once the zone is ours.
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

/** What is there as well and cannot be taken along: parts that others answer for, and names that got no answer. */
const leftBehind = ({ delegated, unanswered, records }: PresentRecords, { zoneName }: Site): string[] => [
  ...delegated.map((name) => `${name} NS`),
  ...records.filter(({ name, type }) => name === zoneName && type === 'CNAME').map(({ name }) => `${name} CNAME`),
  ...unanswered.map((name) => `${name} ?`),
];

/** Who answers for a domain, as people know them. */
function whoAnswers({ nameServers }: PresentRecords): Words {
  const host = hostOf(nameServers);
  const servers = nameServers.join(', ');
  return host?.name ?? { en: servers, ko: servers };
}

/** So many lines or names are read. */
const readable = 16;

function some(names: readonly string[]): Words {
  const shown = names.slice(0, readable).join(', ');
  const more = names.length - readable;
  return more > 0 ? { en: `${shown} and ${more} more`, ko: `${shown} 외 ${more}개` } : { en: shown, ko: shown };
}

const unlisted: Words = {
  en: 'Nobody can list all names of a domain, so look in its console for others.',
  ko: '도메인의 모든 이름을 조회할 수는 없으니, 관리 화면에서 빠진 것이 없는지 확인하세요.',
};

/** What was found, a line each, for somebody who is asked whether to take it along. */
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
    en: `${who.en} answers for ${site.zoneName} now. These records would be lost once the name servers are moved:\n${list(`and ${more} more`)}\n${unlisted.en}`,
    ko: `지금 ${site.zoneName}의 DNS는 ${who.ko}에 있습니다. 네임서버를 옮기면 다음 레코드가 사라집니다:\n${list(`외 ${more}개`)}\n${unlisted.ko}`,
  };
}

/** Where the records are to be instead. */
export interface Destination {
  /** What the zone has, when it is there already. */
  readonly has: readonly { readonly name: string; readonly type: string }[];
  /** Its id, when it is not ours: then it is for its owner to add them. */
  readonly theirs?: string | undefined;
  /** Whether they are copied into it. */
  readonly copies: boolean;
}

/** Whether anything is lost once the name servers are moved. */
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
    en: `${who.en} answers for ${site.zoneName} now, and the hosted zone will not have these: ${en}.`,
    ko: `지금 ${site.zoneName}의 DNS는 ${who.ko}에 있고, 다음 레코드는 호스팅 영역에 없습니다: ${ko}.`,
  };
  if (lost.length > 0 && theirs === undefined)
    return warning(what, {
      en: `Add --copy-records to take them along: mail and other services stop without them. ${unlisted.en}`,
      ko: `--copy-records를 추가하면 복사합니다. 없으면 메일 등이 멈출 수 있습니다. ${unlisted.ko}`,
    });
  return warning(what, {
    en: `Add them to the hosted zone${theirs ? ` ${theirs}` : ''} before you set the name servers. ${unlisted.en}`,
    ko: `네임서버를 바꾸기 전에 호스팅 영역${theirs ? ` ${theirs}` : ''}에 추가하세요. ${unlisted.ko}`,
  });
}
