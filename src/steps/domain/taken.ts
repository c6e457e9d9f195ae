import { Stranger } from '../../aws/tags.ts';
import type { Dns } from '../../dns/dns.ts';
import { DnsUnreachable } from '../../dns/dns-unreachable.ts';
import type { Context } from '../../engine/step.ts';
import { noteworthy, obstacle, ok, type Check, type Verdict } from '../../engine/verdict.ts';
import { oneLine } from '../../plain.ts';
import type { Words } from '../../words.ts';
import { unheard } from './caa.ts';
import { isWithin, namesUpTo } from './names.ts';
import { allRecords, shownRecord } from './records.ts';

const freeIt: Words = {
  en: 'It was left alone. Delete that record if the name is no longer in use (another of your stacks may use it), or choose another --domain.',
  ko: '그 레코드는 건드리지 않았습니다. 다른 스택이 쓰고 있을 수도 있으니 확인하고, 쓰지 않는 이름이면 레코드를 삭제하세요. 아니면 다른 --domain을 고르세요.',
};

/** A record of that name points somewhere else: another site uses it, and we must not move it. */
export const takenName = (name: string): Stranger =>
  new Stranger(
    'aws',
    {
      en: `${name} already has an address record in your hosted zone that stepway did not create.`,
      ko: `stepway가 만들지 않은 ${name}의 주소 레코드가 호스팅 영역에 이미 있습니다.`,
    },
    freeIt,
  );

/** A record set of a zone that matters to a name of the site. */
interface Listed {
  readonly name: string;
  readonly type: string;
  /** Where it leads, as people read it. */
  readonly to: string;
}

const isAddress = ({ type }: Listed) => type === 'A' || type === 'AAAA' || type === 'CNAME';

type Given = Context & {
  readonly needs: { readonly zone?: { readonly zoneId: string } };
  readonly answers: { readonly domain: string; readonly zoneName: string };
};

/**
 * Whether a name of the site can get its record: nothing else leads from it, and our zone is asked about it.
 *
 * @param isOurs whether a record leads to what this stack has, as when its state is lost.
 */
export const nameIsFree = (
  prefix: '' | 'www.',
  isOurs: (given: Context, to: string) => Promise<boolean>,
): Check<Given> => ({
  about: {
    en: prefix ? 'the name www. in DNS' : "the site's name in DNS",
    ko: prefix ? 'DNS의 www. 이름' : 'DNS의 사이트 이름',
  },

  async ask(given) {
    const { dns, route53, needs } = given;
    const { domain, zoneName } = given.answers;
    const name = prefix + domain;
    const zoneId = needs.zone?.zoneId;
    const listed = zoneId === undefined ? undefined : (await allRecords(route53, zoneId)).map(shownRecord);

    const below = namesUpTo(name, zoneName).filter((one) => one !== zoneName);
    const cut = listed?.find((record) => record.type === 'NS' && below.includes(record.name));
    try {
      const elsewhere = cut ? { at: cut.name, servers: cut.to } : await findCut(dns, below);
      if (elsewhere) return cutOff(name, zoneName, domain, elsewhere);
    } catch (error) {
      // What our zone has is known all the same.
      if (!listed || !(error instanceof DnsUnreachable)) return unheard(error);
    }
    if (!listed) return undefined;

    const taken = listed.filter((record) => record.name === name && isAddress(record));
    const ours = await Promise.all(taken.map(async ({ type, to }) => type === 'A' && isOurs(given, to)));
    if (!ours.every(Boolean)) return takenBy(name, taken);
    const wildcard = listed.find((record) => isAddress(record) && covers(record.name, name));
    return wildcard && taken.length === 0 ? covered(name, wildcard) : ok;
  },
});

/** The topmost of these names that is a zone of its own. */
async function findCut(dns: Dns, names: readonly string[]) {
  const found = await Promise.all(names.map(async (at) => ({ at, servers: await dns.delegation(at) })));
  const cut = found.findLast(({ servers }) => servers.length > 0);
  return cut && { at: cut.at, servers: cut.servers.join(', ') };
}

const covers = (wildcard: string, name: string) =>
  wildcard.startsWith('*.') && isWithin(name, wildcard.slice(2)) && name !== wildcard.slice(2);

function cutOff(name: string, zoneName: string, domain: string, cut: { at: string; servers: string }): Verdict {
  const what = {
    en: `${cut.at} is a zone of its own (NS ${cut.servers}): a record for ${name} in the zone ${zoneName} would not be seen.`,
    ko: `${cut.at}에는 별도의 영역이 있어(NS ${cut.servers}) ${zoneName} 영역에 만든 ${name} 레코드가 보이지 않습니다.`,
  };
  if (!isWithin(domain, cut.at))
    return obstacle(
      what,
      {
        en: `Leave it out with --no-www, or delete the NS records of ${cut.at}.`,
        ko: `--no-www로 빼거나, ${cut.at}의 NS 레코드를 삭제하세요.`,
      },
      'usage',
    );
  return obstacle(
    what,
    {
      en: `Put the site into that zone with --zone ${cut.at}, or choose a --domain that is not below ${cut.at}.`,
      ko: `그 영역을 쓰거나(--zone ${cut.at}), ${cut.at}에 속하지 않는 --domain을 고르세요.`,
    },
    'usage',
  );
}

function takenBy(name: string, records: readonly Listed[]): Verdict {
  const list = records.map(({ type, to }) => oneLine(`${type} ${to}`)).join(', ');
  const { en, ko } = takenName(name).what;
  return obstacle(
    { en: `${en.replace(/\.$/, '')}: ${list}.`, ko: `${ko.replace(/\.$/, '')}: ${list}.` },
    freeIt,
    'usage',
  );
}

const covered = (name: string, { name: wildcard, type, to }: Listed): Verdict =>
  noteworthy({
    en: `${wildcard} ${type} ${oneLine(to)} covers ${name} now; the site's own record takes precedence.`,
    ko: `지금은 ${wildcard} ${type} ${oneLine(to)} 레코드가 ${name}에도 적용되지만, 사이트의 레코드를 만들면 그것이 우선합니다.`,
  });
