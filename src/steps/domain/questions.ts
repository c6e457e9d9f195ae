import {
  confirm,
  select,
  text,
  Unsuitable,
  type Answered,
  type Looking,
  type Question,
} from '../../questions/question.ts';
import { entries, entryOf } from '../entries.ts';
import { entry } from '../firewall/questions.ts';
import { DnsUnreachable } from '../../dns/dns-unreachable.ts';
import { findHostedZone, publicZone } from './find-hosted-zone.ts';
import { findZone } from './find-zone.ts';
import { hostName, isWithin, longestName, registrable, whyNobodys, withoutWww } from './names.ts';
import { namesOf, offer, offerUnknown } from './present.ts';

/** ACM's limit for the first name on a certificate. */
const longestCommonName = 64;

/** Where the certificate is not AWS's. */
const longerAt = entries.find(({ https }) => https === 'server')?.id;

const tooLong = new Unsuitable({
  en: `must be at most ${longestCommonName} characters for an AWS certificate; --entry ${longerAt} allows longer names`,
  ko: `AWS 인증서를 쓰려면 ${longestCommonName}자 이하여야 합니다(더 긴 이름은 --entry ${longerAt})`,
});

export const domain = text({
  key: 'domain',
  title: { en: 'Domain', ko: '도메인' },
  placeholder: 'NAME',
  message: {
    en: "Your site's domain (example.com or api.example.com)",
    ko: '사이트의 도메인(예: example.com, api.example.com)',
  },
  help: { en: 'The domain name of the site.', ko: '사이트에 접속할 도메인입니다.' },
  example: 'app.example.com',
  read(raw, answered) {
    const host = hostName(raw);
    if (host && host.length > longestCommonName && entryOf(answered(entry))?.https === 'aws') throw tooLong;
    const nobodys = host && whyNobodys(host);
    if (nobodys) throw new Unsuitable(nobodys);
    if (host) return host;
    throw new Unsuitable({
      en: 'must be a domain name such as example.com or api.example.com, without https:// or a path',
      ko: 'https://와 경로를 뺀 도메인이어야 합니다. 예: example.com, api.example.com',
    });
  },
  meant(host) {
    const bare = withoutWww(host);
    if (bare === undefined) return undefined;
    return [
      {
        value: bare,
        name: { en: `${bare}: you are asked about www. next`, ko: `${bare}: www.는 이어서 묻습니다` },
      },
      {
        value: host,
        name: { en: `${host}: without www. it does not open`, ko: `${host}: www.를 빼면 열리지 않습니다` },
      },
    ];
  },
});

export const dnsHost = select({
  key: 'dns',
  title: { en: 'DNS', ko: 'DNS' },
  placeholder: 'route53|manual',
  message: { en: 'Where does the DNS of the domain stay?', ko: '도메인의 DNS를 어디에 둘까요?' },
  help: {
    en: 'Where the DNS is: route53, or manual, where you set two or three records yourself.',
    ko: 'DNS를 둘 곳입니다. manual이면 지금 쓰는 DNS 업체에 레코드 두세 개를 직접 추가합니다.',
  },
  choices: [
    {
      value: 'route53',
      name: {
        en: 'Route 53: you set its name servers once, stepway does the rest',
        ko: 'Route 53: 네임서버만 한 번 바꾸면 나머지는 stepway가 합니다',
      },
    },
    {
      value: 'manual',
      name: {
        en: 'Where it is now: you set the records that stepway shows',
        ko: '지금 있는 곳: stepway가 보여 주는 레코드를 직접 추가합니다',
      },
    },
  ],
  fallback: () => 'route53',
  unasked: true,
});

const inRoute53 = (answered: Answered) => answered(dnsHost) !== 'manual';

export const zone = text({
  key: 'zone',
  title: { en: 'Domain at Route 53', ko: 'Route 53의 도메인' },
  placeholder: 'NAME',
  message: {
    en: 'The domain that Route 53 will manage (the name of the hosted zone)',
    ko: 'Route 53에서 관리할 도메인(호스팅 영역의 이름)',
  },
  help: {
    en: "The hosted zone's name, if neither the delegated zone nor the registered domain.",
    ko: '호스팅 영역의 이름입니다. 위임된 영역이나 등록한 도메인과 다를 때만 지정하세요.',
  },
  fallback: (_, answered) => {
    const host = answered(domain);
    return host && (registrable(host) ?? host);
  },
  when: inRoute53,
  unasked: true,
  lookUp: async (looking) =>
    inRoute53(looking.answered) ? findZone(looking, looking.answered(domain) ?? '') : undefined,
  read(raw, answered) {
    const name = hostName(raw);
    const host = answered(domain);
    if (name && !whyNobodys(name) && (host === undefined || isWithin(host, name))) return name;
    throw new Unsuitable({
      en: `must be a domain that ${host ?? 'the domain'} ends with`,
      ko: `${host ?? '도메인'}의 뒷부분인 도메인이어야 합니다`,
    });
  },
});

export const hostedZone = text({
  key: 'hosted-zone',
  title: { en: 'Hosted zone', ko: '호스팅 영역' },
  placeholder: 'auto|create|ID',
  message: {
    en: 'Hosted zone: auto (use an existing one), create, or its ID',
    ko: '호스팅 영역: auto(있으면 사용), create(새로 생성) 또는 영역 ID',
  },
  help: {
    en: 'The Route 53 hosted zone: auto (find by name), create, or an ID.',
    ko: 'Route 53 호스팅 영역입니다. 이름으로 찾거나, 새로 만들거나, ID로 지정합니다.',
  },
  fallback: () => 'auto',
  when: inRoute53,
  unasked: true,
  read(raw) {
    if (raw === 'auto' || raw === 'create' || /^Z[A-Z0-9]{4,31}$/.test(raw)) return raw;
    throw new Unsuitable({
      en: 'must be auto, create or a hosted zone ID such as Z0123456789ABC',
      ko: 'auto, create 또는 Z0123456789ABC 같은 호스팅 영역 ID여야 합니다',
    });
  },
  // Of several zones it has to be one; AWS knows whether there is one of that id.
  async test(value, looking) {
    const name = looking.answered(zone) ?? '';
    if (value === 'auto') await findHostedZone(looking, name);
    else if (value !== 'create') await publicZone(looking.aws.route53, value, name);
  },
  resolve: async (value, looking) =>
    value === 'auto' && inRoute53(looking.answered) ? findHostedZone(looking, looking.answered(zone) ?? '') : value,
});

const beginsWithWww = (answered: Answered) => answered(domain)?.startsWith('www.') === true;

export const www = confirm({
  key: 'www',
  title: { en: 'Also at www.', ko: 'www.로도 접속' },
  message: { en: 'Also serve the site at www.?', ko: '앞에 www.를 붙여도 접속되게 할까요?' },
  help: { en: 'Also serve the site at www.DOMAIN.', ko: '도메인 앞에 www.를 붙여도 접속되게 합니다.' },
  fallback: () => false,
  when: (answered) => !beginsWithWww(answered),
  // Nobody types www. before a name that has something else before the registered one.
  unasked: (answered) => registrable(answered(domain) ?? '') !== answered(domain),
  check(value, answered) {
    if (value && beginsWithWww(answered)) {
      const host = answered(domain) ?? '';
      throw new Unsuitable({
        en: `does not go with --domain ${host}; for both names use --domain ${host.replace(/^www\./, '')} --www`,
        ko: `--domain ${host} 도메인과 함께 쓸 수 없습니다. 두 이름을 다 쓰려면 --domain ${host.replace(/^www\./, '')} --www로 지정하세요`,
      });
    }
    if (!value || (answered(domain) ?? '').length + 'www.'.length <= longestName) return;
    throw new Unsuitable({
      en: `is not possible: with www. the domain would be longer than ${longestName} characters`,
      ko: `쓸 수 없습니다. www.를 붙이면 도메인이 ${longestName}자를 넘습니다`,
    });
  },
});

/** What to show of the domain's present records before asking whether to copy them; nothing if there are none. */
async function tellPresent(looking: Looking) {
  const { dns, answered, handleOf } = looking;
  const zoneName = answered(zone) ?? '';
  try {
    // An invalid answer is reported when it is resolved.
    const choice = await findHostedZone(looking, zoneName).catch(() => undefined);
    if (answered(hostedZone) !== 'create' && choice !== 'create') return undefined;
    const made = handleOf('zone');
    const theirs = made?.['zoneName'] === zoneName ? made['nameServers'] : undefined;
    const nameServers = Array.isArray(theirs) ? theirs.map(String) : undefined;
    const site = { zoneName, domain: answered(domain) ?? '', www: answered(www) ?? false, nameServers };
    return offer(await dns.records(zoneName, namesOf(site)), site);
  } catch (error) {
    if (error instanceof DnsUnreachable) return offerUnknown({ zoneName }, error);
    throw error;
  }
}

export const copyRecords: Question<boolean> = {
  ...confirm({
    key: 'copy-records',
    title: { en: 'Copy present records', ko: '기존 레코드 복사' },
    message: { en: 'Copy these records into the new zone?', ko: '이 레코드를 새 영역에 복사할까요?' },
    help: {
      en: "Copies the domain's existing records (mail and others) into the new hosted zone.",
      ko: '도메인의 기존 레코드(메일 등)를 새 호스팅 영역에 복사합니다.',
    },
    fallback: () => false,
    when: (answered) => inRoute53(answered) && ['auto', 'create'].includes(answered(hostedZone) ?? 'auto'),
    check(value, answered) {
      if (!value || inRoute53(answered)) return;
      throw new Unsuitable({
        en: 'does not go with --dns manual: the records stay where they are',
        ko: '--dns manual에서는 쓸 수 없습니다. 레코드가 지금 있는 곳에 그대로 남습니다',
      });
    },
  }),
  suggestion: true,
  about: [zone],
  tell: tellPresent,
};
