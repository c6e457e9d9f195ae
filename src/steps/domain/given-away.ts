import { DnsUnreachable, orUnreachable } from '../../dns/dns-unreachable.ts';
import type { Context } from '../../engine/step.ts';
import { obstacle, ok, type Check } from '../../engine/verdict.ts';
import { unheard } from './caa.ts';
import { givenAwayUnder, registrable } from './names.ts';

type Given = Context & { readonly answers: { readonly domain: string } };

/**
 * Whether a name below one under which a company gives names away is its user's to delegate: of some it is (`uk.com`),
 * and then it has name servers of its own; of most it is not (`github.io`, `vercel.app`).
 */
export const isOnesOwn: Check<Given> = {
  about: { en: 'whose the domain is', ko: '도메인의 소유자' },
  async ask({ dns, answers: { domain } }) {
    const suffix = givenAwayUnder(domain);
    const own = registrable(domain);
    if (suffix === undefined || own === undefined) return undefined;
    const nameServers = await orUnreachable(dns.delegation(own));
    if (nameServers instanceof DnsUnreachable) return unheard(nameServers);
    if (nameServers.length > 0) return ok;
    return obstacle(
      {
        en: `${own} belongs to whoever runs ${suffix}, and they alone set its DNS: it cannot lead to your server.`,
        ko: `${own}의 DNS는 ${suffix} 서비스를 운영하는 곳만 바꿀 수 있어 여러분의 서버로 연결할 수 없습니다.`,
      },
      {
        en: 'Register a domain of your own at a registrar (a .com costs about 12 USD a year), and use it as --domain.',
        ko: '도메인 등록 업체에서 내 도메인을 등록해(.com은 1년에 약 2만 원) --domain에 지정하세요.',
      },
      'usage',
    );
  },
};
