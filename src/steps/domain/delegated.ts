import { defineStep, pending, ready } from '../../engine/step.ts';
import type { Words } from '../../words.ts';
import { anyZone } from './hosted-zone.ts';

type Delegation = { readonly zoneName: string; readonly nameServers: readonly string[] };

const task = ({ zoneName, nameServers }: Delegation): Words => {
  const list = nameServers.map((server) => `    ${server}`).join('\n');
  return {
    en: `At the company where you registered ${zoneName}, set its name servers to these:\n${list}`,
    ko: `${zoneName} 도메인을 등록한 업체에서 네임서버를 다음으로 바꾸세요:\n${list}`,
  };
};

/** What the parent says, compared with what it should say. */
function compare(expected: readonly string[], found: readonly string[]): Words | undefined {
  const missing = expected.filter((server) => !found.includes(server));
  const foreign = found.filter((server) => !expected.includes(server));
  if (missing.length === 0 && foreign.length === 0) return undefined;
  if (found.length === 0)
    return { en: 'no name servers are set at the registrar yet', ko: '등록 업체에 아직 네임서버가 없습니다' };
  if (missing.length === expected.length)
    return {
      en: `the registrar still sends visitors to ${foreign.join(', ')}`,
      ko: `등록 업체에 아직 다른 네임서버가 설정되어 있습니다: ${foreign.join(', ')}`,
    };
  const list = [...missing.map((server) => `+ ${server}`), ...foreign.map((server) => `− ${server}`)].join(', ');
  return { en: `almost: ${list}`, ko: `거의 다 되었습니다: ${list}` };
}

/**
 * The gate before the certificate: the parent zone sends the world to our name servers, and to no others. Asked of
 * the parent itself, since caches keep the old answer for up to two days.
 */
export const delegated = defineStep({
  id: 'delegated',
  title: { en: 'Name servers set at your registrar', ko: '등록 업체의 네임서버 설정' },
  needs: { zone: anyZone },
  asks: {},
  takes: { earliest: 0, usual: 900, every: 10, limit: Infinity, forUser: true },
  userTask: {
    ahead: {
      en: 'set the four name servers at the company where you registered the domain (stepway shows them as soon as it knows them)',
      ko: '도메인을 등록한 업체에서 네임서버 네 개를 설정하기(값은 정해지는 대로 화면에 나옵니다)',
    },
    now: task,
  },

  find: async ({ needs: { zone } }) => ({ zoneName: zone.zoneName, nameServers: zone.nameServers }),

  async check({ dns }, { zoneName, nameServers }) {
    try {
      const note = compare(nameServers, await dns.delegation(zoneName));
      return note ? pending(note) : ready();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return pending({
        en: `the parent of ${zoneName} could not be asked: ${error.message}`,
        ko: `${zoneName}의 상위 영역에 물어볼 수 없습니다: ${error.message}`,
      });
    }
  },
});
