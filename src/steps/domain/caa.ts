import type { CaaRecord, Dns } from '../../dns/dns.ts';
import { barred, DnsUnreachable } from '../../dns/dns-unreachable.ts';
import type { Context } from '../../engine/step.ts';
import { obstacle, ok, unknown, type Check } from '../../engine/verdict.ts';
import { isWithin, registrable } from './names.ts';

export const letsEncrypt: Authority = { name: "Let's Encrypt", caa: ['letsencrypt.org'] };

interface Authority {
  readonly name: string;
  /** The names that allow it in a CAA record; the first one is suggested. */
  readonly caa: readonly string[];
}

interface Place {
  readonly zoneName: string;
  /** The zone's, if it exists already. */
  readonly nameServers: readonly string[] | undefined;
  /** Whether a zone not created yet gets a copy of the domain's present records. */
  readonly copies: boolean;
}

/**
 * The CAA records that apply to a name: the first ones found going up from it. What is in our zone is asked
 * of its own name servers, as the world will see it after the switch; a zone not created yet has those that
 * are copied into it, or none.
 */
async function relevant(dns: Dns, host: string, { zoneName, nameServers, copies }: Place) {
  const labels = host.split('.');
  for (let above = 0; above < labels.length; above++) {
    const at = labels.slice(above).join('.');
    const ours = isWithin(at, zoneName);
    const records = ours && !nameServers && !copies ? [] : await dns.caa(at, ours ? nameServers : undefined);
    if (records.length > 0) return { at, records };
  }
  return { at: host, records: [] };
}

/** Who may issue, by a set of CAA records; undefined when anyone may. Wildcard rules do not concern us. */
function issuersOf(records: readonly CaaRecord[]): string[] | undefined {
  const issue = records.filter(({ tag }) => tag.toLowerCase() === 'issue');
  if (issue.length === 0) return undefined;
  return issue.map(({ value }) => (value.split(';')[0] ?? '').trim().toLowerCase()).filter(Boolean);
}

type Given = Context & {
  readonly needs: { readonly zone?: { readonly nameServers: readonly string[] } | undefined };
  readonly answers: {
    readonly domain: string;
    readonly www: boolean;
    readonly zoneName: string;
    readonly copies: boolean;
    readonly dns: string;
  };
};

/** Whether the domain allows this authority to issue its certificate (RFC 8659): a refusal is final. */
export const caaAllows = ({ name, caa }: Authority): Check<Given> => ({
  about: { en: 'CAA records', ko: 'CAA 레코드' },

  async ask({ dns, needs, answers: { domain, www, zoneName, copies, dns: host } }) {
    // What stays where it is has the records that it has.
    const place = { zoneName, nameServers: needs.zone?.nameServers, copies: copies || host === 'manual' };
    try {
      for (const host of www ? [domain, `www.${domain}`] : [domain]) {
        const { at, records } = await relevant(dns, host, place);
        const issuers = issuersOf(records);
        if (!issuers || issuers.some((issuer) => caa.includes(issuer))) continue;
        const list = issuers.join(', ');
        // Nobody adds a record to `com`; one of the domain's own comes before it.
        const own = registrable(at) === undefined ? zoneName : at;
        return obstacle(
          {
            en: `The CAA record of ${at} does not allow ${name} to issue certificates (allowed: ${list || 'nobody'}).`,
            ko: `${at}의 CAA 레코드가 ${list ? `다음 기관의 인증서 발급만 허용합니다: ${list}` : '어느 기관의 인증서 발급도 허용하지 않습니다'}. 필요한 발급 기관: ${name}.`,
          },
          {
            en: `Where the DNS of ${own} is managed, add the record ${own} CAA 0 issue "${caa[0]}".`,
            ko: `${own}의 DNS를 관리하는 곳에 ${own} CAA 0 issue "${caa[0]}" 레코드를 추가하세요.`,
          },
        );
      }
      return ok;
    } catch (error) {
      return unheard(error);
    }
  },
});

/** None of the name servers answered: nothing is known. */
export function unheard(error: unknown) {
  if (!(error instanceof DnsUnreachable)) throw error;
  if (error.isBarred)
    return unknown({ en: `This was not checked: ${barred.en}.`, ko: `확인하지 못했습니다(${barred.ko}).` });
  const servers = error.servers.join(', ');
  return unknown({ en: `No answer from the name servers ${servers}.`, ko: `네임서버 ${servers}에서 응답이 없습니다.` });
}
