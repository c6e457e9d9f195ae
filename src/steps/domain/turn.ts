import type { Delegation } from '../../dns/delegation.ts';
import { inEach, joined, type Words } from '../../words.ts';
import { registrars, type Registrar } from './guide/registrars/index.ts';

/** Our zone, which the domain should be delegated to. */
export type Wanted = {
  readonly zoneName: string;
  readonly nameServers: readonly string[];
};

export interface SeenAtParent {
  readonly delegation: Delegation;
  readonly leftoverDs: boolean;
  /** The zone of the same name in this account that the domain is delegated to instead, if any. */
  readonly otherZone?: string | undefined;
}

const list = (names: readonly string[]) => names.join(', ');

/** Why the domain is not delegated to our zone, in one sentence; undefined when it is. */
export function causeOf({ nameServers }: Wanted, seen: SeenAtParent): Words | undefined {
  const { delegation, leftoverDs, otherZone } = seen;
  switch (delegation.is) {
    case 'match':
      return leftoverDs
        ? {
            en: 'the name servers are right, but DNSSEC from the previous DNS is still on at the registrar (a DS record): visitors and Amazon get SERVFAIL',
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
      return joined(
        '; ',
        {
          en: `${right} of the ${nameServers.length} name servers are right`,
          ko: `네임서버 ${nameServers.length}개 중 ${right}개가 맞습니다`,
        },
        misspelt.length > 0
          ? {
              en: `misspelled: ${list(misspelt.map(({ wrong }) => wrong))}`,
              ko: `철자 오류: ${list(misspelt.map(({ wrong }) => wrong))}`,
            }
          : undefined,
        missing.length > 0 ? { en: `missing: ${list(missing)}`, ko: `빠짐: ${list(missing)}` } : undefined,
        surplus.length > 0
          ? { en: `not from this zone: ${list(surplus)}`, ko: `이 영역의 것이 아님: ${list(surplus)}` }
          : undefined,
      );
    }
    case 'other-zone':
      return otherZone === undefined
        ? {
            en: `the domain points at a Route 53 zone that is not in this account (${list(delegation.nameServers)})`,
            ko: `등록 업체에 이 계정에 없는 Route 53 영역의 네임서버가 설정되어 있습니다(${list(delegation.nameServers)})`,
          }
        : {
            en: `the domain points at another hosted zone with the same name in this account, ${otherZone}`,
            ko: `등록 업체에 이 계정에 있는 같은 이름의 다른 호스팅 영역(${otherZone})의 네임서버가 설정되어 있습니다`,
          };
    case 'foreign': {
      const servers = list(delegation.nameServers);
      const { host } = delegation;
      return host
        ? {
            en: `the domain still points at ${host.name.en} (${servers})`,
            ko: `등록 업체에 아직 ${host.name.ko}의 네임서버(${servers})가 설정되어 있습니다`,
          }
        : {
            en: `the domain still points at ${servers}`,
            ko: `등록 업체에 아직 다음 네임서버가 설정되어 있습니다: ${servers}`,
          };
    }
  }
}

/** What the user has to do about it: what to correct, the name servers to copy, and where to set them. */
export function turnOf(wanted: Wanted, seen: SeenAtParent): Words {
  const { zoneName } = wanted;
  const { delegation, leftoverDs } = seen;
  const host =
    delegation.is === 'foreign' ? delegation.host?.id : delegation.is === 'other-zone' ? 'route53' : undefined;
  if (delegation.is === 'match') return dnssecOff(zoneName);
  const registrar = registrars.find(({ host: id }) => id === host);
  return joined(
    '\n',
    leftoverDs ? dnssecFirst(zoneName) : undefined,
    delegation.is === 'partial' ? corrections(delegation) : undefined,
    task(wanted),
    registrar && stepsAt(registrar),
  );
}

/** The task itself, whatever the parent says. */
export const task = ({ zoneName, nameServers }: Wanted): Words => {
  const lines = nameServers.map((server) => `    ${server}`).join('\n');
  return {
    en: `At the company where you registered ${zoneName}, set its name servers to these:\n${lines}`,
    ko: `${zoneName} 도메인을 등록한 업체에서 네임서버를 다음으로 바꾸세요:\n${lines}`,
  };
};

/** What to do while the parent does not say whether it is done. */
export const unknownTurn = (wanted: Wanted, isBarred: boolean): Words =>
  joined(
    '\n',
    isBarred
      ? withoutLooking
      : {
          en: `Whether the name servers of ${wanted.zoneName} are right could not be looked up. If you have set them, there is nothing to do but wait; if not:`,
          ko: `${wanted.zoneName}의 네임서버가 맞는지 조회하지 못했습니다. 이미 설정했다면 기다리면 되고, 아니라면:`,
        },
    task(wanted),
  );

/** Where public DNS cannot be reached it never will be known; Amazon sees it when it validates the domain. */
const withoutLooking: Words = {
  en: 'Whether the name servers are right cannot be checked from this network. Once you have set them, run the same command with --skip-delegation-check: Amazon looks itself before it issues the certificate.',
  ko: '이 네트워크에서는 네임서버가 맞는지 확인할 수 없습니다. 설정한 뒤 같은 명령에 --skip-delegation-check를 붙여 실행하세요. 인증서를 발급할 때 Amazon이 직접 확인합니다.',
};

const dnssecOff = (zoneName: string): Words => ({
  en: `At the company where you registered ${zoneName}, turn DNSSEC off (delete its DS record). Resolvers may cache it for up to a day.`,
  ko: `${zoneName} 도메인을 등록한 업체에서 DNSSEC을 끄세요(DS 레코드 삭제). 반영에 하루쯤 걸릴 수 있습니다.`,
});

const dnssecFirst = (zoneName: string): Words => ({
  en: `First turn DNSSEC off at the registrar (${zoneName} has a leftover DS record): with it, the domain will not resolve.`,
  ko: `먼저 그곳에서 DNSSEC을 끄세요(${zoneName}의 DS 레코드가 남아 있음). 켜 두면 네임서버를 바꾼 뒤 아무도 도메인에 접속할 수 없습니다.`,
});

const corrections = ({ misspelt, missing, surplus }: Extract<Delegation, { is: 'partial' }>): Words =>
  joined(
    '\n',
    ...misspelt.map(({ wrong, right }) => ({
      en: `  • change ${wrong} to ${right}`,
      ko: `  • 고치기: ${wrong} → ${right}`,
    })),
    ...missing.map((name) => ({ en: `  • add ${name}`, ko: `  • 추가: ${name}` })),
    ...surplus.map((name) => ({ en: `  • remove ${name}`, ko: `  • 삭제: ${name}` })),
  );

const stepsAt = ({ name, dnsOnly, steps, note }: Registrar): Words =>
  joined(
    '\n',
    {
      en: `Its DNS is at ${name.en} now${dnsOnly ? '' : '; if it is registered there too'}:`,
      ko: `지금 DNS는 ${name.ko}에 있습니다. ${dnsOnly ? '바꾸는 방법:' : '등록도 그곳에서 했다면:'}`,
    },
    ...steps.map((step, index) => inEach((language) => `  ${index + 1}. ${step[language]}`)),
    note && inEach((language) => `  ${note[language]}`),
  );
