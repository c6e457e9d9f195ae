import type { Delegation } from '../../dns/delegation.ts';
import type { Words } from '../../words.ts';
import { registrars, type Registrar } from '../../guide/pages/registrars/index.ts';

/** The zone of ours that the world is to be sent to. */
export type Wanted = {
  readonly zoneName: string;
  readonly nameServers: readonly string[];
};

/** What was seen at the parent. */
export interface SeenAtParent {
  readonly delegation: Delegation;
  /** Whether a DS record is left over there. */
  readonly leftoverDs: boolean;
  /** The zone of the same name in this account that the world is sent to instead, when there is one. */
  readonly otherZone?: string | undefined;
}

const both = (say: (language: 'en' | 'ko') => string): Words => ({ en: say('en'), ko: say('ko') });

const join = (separator: string, ...parts: readonly (Words | undefined)[]): Words =>
  both((language) => parts.flatMap((part) => part?.[language] || []).join(separator));

const list = (names: readonly string[]) => names.join(', ');

/** Why the world does not come to our zone, in one sentence; undefined when it does. */
export function causeOf({ nameServers }: Wanted, seen: SeenAtParent): Words | undefined {
  const { delegation, leftoverDs, otherZone } = seen;
  switch (delegation.is) {
    case 'match':
      return leftoverDs
        ? {
            en: 'the name servers are right, but DNSSEC of the earlier DNS is still on at the registrar (a DS record): visitors and Amazon get SERVFAIL',
            ko: '네임서버는 맞지만, 등록 업체에 이전 DNS의 DNSSEC(DS 레코드)가 켜져 있어 방문자와 Amazon의 조회가 SERVFAIL로 실패합니다',
          }
        : undefined;
    case 'none':
      return {
        en: 'no name servers are set at the registrar yet',
        ko: '등록 업체에 아직 네임서버가 설정되어 있지 않습니다',
      };
    case 'partial': {
      const { right, misspelt, missing, surplus } = delegation;
      return join(
        '; ',
        {
          en: `${right} of the ${nameServers.length} name servers are right`,
          ko: `네임서버 ${nameServers.length}개 중 ${right}개가 맞습니다`,
        },
        misspelt.length > 0
          ? {
              en: `misspelt: ${list(misspelt.map(({ wrong }) => wrong))}`,
              ko: `철자 오류: ${list(misspelt.map(({ wrong }) => wrong))}`,
            }
          : undefined,
        missing.length > 0 ? { en: `missing: ${list(missing)}`, ko: `빠짐: ${list(missing)}` } : undefined,
        surplus.length > 0
          ? { en: `not of this zone: ${list(surplus)}`, ko: `이 영역의 것이 아님: ${list(surplus)}` }
          : undefined,
      );
    }
    case 'other-zone':
      return otherZone === undefined
        ? {
            en: `the registrar sends visitors to a Route 53 zone that is not in this account (${list(delegation.nameServers)})`,
            ko: `등록 업체에 이 계정에 없는 Route 53 영역의 네임서버가 설정되어 있습니다(${list(delegation.nameServers)})`,
          }
        : {
            en: `the registrar sends visitors to another hosted zone of the same name in this account, ${otherZone}`,
            ko: `등록 업체에 이 계정에 있는 같은 이름의 다른 호스팅 영역(${otherZone})의 네임서버가 설정되어 있습니다`,
          };
    case 'foreign': {
      const servers = list(delegation.nameServers);
      const { host } = delegation;
      return host
        ? {
            en: `the registrar still sends visitors to ${host.name.en} (${servers})`,
            ko: `등록 업체에 아직 ${host.name.ko}의 네임서버(${servers})가 설정되어 있습니다`,
          }
        : {
            en: `the registrar still sends visitors to ${servers}`,
            ko: `등록 업체에 아직 다음 네임서버가 설정되어 있습니다: ${servers}`,
          };
    }
  }
}

/** What the user has to do about it: what to correct, the name servers to copy, and where that is done. */
export function turnOf(wanted: Wanted, seen: SeenAtParent): Words {
  const { zoneName } = wanted;
  const { delegation, leftoverDs } = seen;
  const host =
    delegation.is === 'foreign' ? delegation.host?.id : delegation.is === 'other-zone' ? 'route53' : undefined;
  if (delegation.is === 'match') return dnssecOff(zoneName);
  const registrar = registrars.find(({ host: id }) => id === host);
  return join(
    '\n',
    leftoverDs ? dnssecFirst(zoneName) : undefined,
    delegation.is === 'partial' ? corrections(delegation) : undefined,
    task(wanted),
    registrar && stepsAt(registrar),
  );
}

/** What is always to be done, whatever the parent says. */
export const task = ({ zoneName, nameServers }: Wanted): Words => {
  const lines = nameServers.map((server) => `    ${server}`).join('\n');
  return {
    en: `At the company where you registered ${zoneName}, set its name servers to these:\n${lines}`,
    ko: `${zoneName} 도메인을 등록한 업체에서 네임서버를 다음으로 바꾸세요:\n${lines}`,
  };
};

const dnssecOff = (zoneName: string): Words => ({
  en: `At the company where you registered ${zoneName}, turn DNSSEC off (delete its DS record). Resolvers may need a day to forget it.`,
  ko: `${zoneName} 도메인을 등록한 업체에서 DNSSEC을 끄세요(DS 레코드 삭제). 반영에 하루쯤 걸릴 수 있습니다.`,
});

const dnssecFirst = (zoneName: string): Words => ({
  en: `First turn DNSSEC off there (a DS record of ${zoneName} is left over): with it, nobody will reach the new zone.`,
  ko: `먼저 그곳에서 DNSSEC을 끄세요(${zoneName}의 DS 레코드가 남아 있음). 켜 두면 네임서버를 바꾼 뒤 아무도 도메인에 접속할 수 없습니다.`,
});

const corrections = ({ misspelt, missing, surplus }: Extract<Delegation, { is: 'partial' }>): Words =>
  join(
    '\n',
    ...misspelt.map(({ wrong, right }) => ({
      en: `  • write ${right} instead of ${wrong}`,
      ko: `  • 고치기: ${wrong} → ${right}`,
    })),
    ...missing.map((name) => ({ en: `  • add ${name}`, ko: `  • 추가: ${name}` })),
    ...surplus.map((name) => ({ en: `  • remove ${name}`, ko: `  • 삭제: ${name}` })),
  );

const stepsAt = ({ name, dnsOnly, steps, note }: Registrar): Words =>
  join(
    '\n',
    {
      en: `Its DNS is at ${name.en} now${dnsOnly ? '' : '; if it was registered there, too'}:`,
      ko: `지금 DNS는 ${name.ko}에 있습니다. ${dnsOnly ? '바꾸는 방법:' : '등록도 그곳에서 했다면:'}`,
    },
    ...steps.map((step, index) => both((language) => `  ${index + 1}. ${step[language]}`)),
    note && both((language) => `  ${note[language]}`),
  );
