import { joined, type Words } from '../words.ts';
import { answered } from './answered.ts';
import { distrusted } from './distrust.ts';
import { inward, looping } from './redirection.ts';
import type { Meaning } from './sentence.ts';
import type { Visit, Visited } from './visit.ts';

/** Whether it is said without having been seen: a rehearsal runs no app. */
export const isAssumed = (visit: Visit): boolean => visit.is === 'answered' && visit.assumed === true;

/** Whether a visitor gets a page, even if it only says that there is none. */
export const isServed = (visit: Visit): boolean => visit.is === 'answered' && visit.status < 500;

/** Whether a visitor gets one however the address was typed. */
export const isWell = (visit: Visit): boolean =>
  isServed(visit) && visit.is === 'answered' && (visit.redirected || visit.unasked === true);

/** Whether the proxy lets nobody through to it. */
const isBarred = (visit: Visit): boolean =>
  visit.is === 'unreachable' && visit.proxy !== undefined && visit.why.startsWith('HTTP 4');

/** Whether what is wrong may pass by itself: what the app or a proxy says of its own accord does not. */
export const mayPass = (visit: Visit): boolean =>
  !isWell(visit) && visit.is !== 'loop' && visit.is !== 'inward' && !isBarred(visit);

const unknown = (place: string): Meaning => ({
  what: { en: `${place} has no address that DNS knows yet.`, ko: `DNS에서 아직 ${place}의 주소를 찾을 수 없습니다.` },
  todo: {
    en: 'Resolvers cache a missing name for up to 15 minutes: wait, then check again.',
    ko: '“그런 이름이 없다”는 응답이 DNS 캐시에 최대 15분 동안 남습니다. 기다린 뒤 다시 확인하세요.',
  },
});

const unresolved = (place: string, why: string): Meaning => ({
  what: {
    en: `${place} could not be looked up: the DNS resolver of this machine does not answer (${why}).`,
    ko: `이 컴퓨터의 DNS 서버가 답하지 않아 ${place}의 주소를 조회하지 못했습니다(${why}).`,
  },
  todo: {
    en: 'Try another network or resolver, such as 1.1.1.1. If that one fails as well, turn DNSSEC off at your registrar.',
    ko: '다른 네트워크나 1.1.1.1 같은 다른 DNS 서버로 시도해 보세요. 그래도 실패하면 도메인을 등록한 업체에서 DNSSEC을 끄세요.',
  },
});

const unreachable = (place: string, why: string): Meaning => ({
  what: { en: `${place} does not respond (${why}).`, ko: `${place}에서 응답이 없습니다(${why}).` },
  todo: {
    en: 'Try another network: a firewall on this one or a stale DNS cache is the likely cause.',
    ko: '다른 네트워크에서 접속해 보세요. 이 네트워크의 방화벽이나 오래된 DNS 캐시가 원인일 가능성이 큽니다.',
  },
});

const behind = (place: string, proxy: string, why: string): Meaning => ({
  what: {
    en: `${place} could not be reached through the proxy ${proxy} (${why}).`,
    ko: `프록시(${proxy})를 통해 ${place}에 접속하지 못했습니다(${why}).`,
  },
  todo: {
    en: 'What visitors outside your network get is not known. Try another network, such as your phone’s, or have whoever runs the proxy allow this name. If the domain was only just set up, the proxy may need some minutes to find it.',
    ko: '이 네트워크 밖의 방문자가 무엇을 받는지는 알 수 없습니다. 휴대전화 같은 다른 네트워크에서 접속해 보거나, 프록시 관리자에게 이 이름을 허용해 달라고 요청하세요. 방금 설정한 도메인이라면 프록시가 찾을 때까지 몇 분 걸릴 수 있습니다.',
  },
});

const silent = (place: string): Meaning => ({
  what: {
    en: `${place} takes the request, but sends no answer in time.`,
    ko: `${place}에 접속은 되지만 제때 응답이 오지 않습니다.`,
  },
  todo: {
    en: 'Your app takes too long: its log may say what it waits for, such as a database or another service.',
    ko: '앱의 응답이 너무 늦습니다. 데이터베이스나 다른 서비스 등 무엇을 기다리는지 앱 로그를 확인하세요.',
  },
});

const onlyPlain = (place: string, why: string): Meaning => ({
  what: {
    en: `${place} does not respond (${why}), although http:// does.`,
    ko: `http://로는 응답하지만 ${place}에서는 응답이 없습니다(${why}).`,
  },
  todo: {
    en: 'With --entry elastic-ip the server has no certificate yet: it asks for one within a minute once the domain points at it, and again after 15 minutes if Let’s Encrypt refuses. `stepway logs --source setup` says what it waits for. Behind a load balancer, port 443 is closed on the way.',
    ko: '--entry elastic-ip라면 서버가 아직 인증서를 받지 못한 것입니다. 도메인이 서버를 가리키면 1분 안에 요청하고, Let’s Encrypt가 거부하면 15분 뒤에 다시 요청합니다. 무엇을 기다리는지는 `stepway logs --source setup`으로 볼 수 있습니다. 로드 밸런서라면 가는 길에 443번 포트가 막혀 있습니다.',
  },
});

function seenAt(place: string, visit: Visit, url: string): Meaning {
  switch (visit.is) {
    case 'unknown':
      return unknown(place);
    case 'unresolved':
      return unresolved(place, visit.why);
    case 'unreachable':
      if (visit.proxy) return behind(place, visit.proxy, visit.why);
      return (visit.silent ? silent : visit.plain ? onlyPlain : unreachable)(place, visit.why);
    case 'distrusted':
      return distrusted(place, visit.fault, visit.why);
    case 'loop':
      return looping(place, visit.chain);
    case 'inward':
      return inward(place, url);
    case 'answered':
      return answered(place, visit);
  }
}

const misled: Words = {
  en: 'Your app sends visitors there: correct where it redirects to, or put right what answers there.',
  ko: '앱이 방문자를 그곳으로 보냅니다. 앱이 보내는 주소를 고치거나, 그 주소에서 응답하는 쪽을 고치세요.',
};

/** Whether redirects lead to another host or port, where somebody else may answer. */
export const isTheirs = (visit: Visit, url: string): boolean =>
  'at' in visit && visit.at !== undefined && new URL(visit.at).host !== new URL(url).host;

/** What tells nothing about the app, where it happens at another host. */
const strange: ReadonlySet<Visit['is']> = new Set(['unknown', 'unreachable', 'answered']);

/** What it means that a visitor of this address sees this. */
export function meaningOf(visit: Visit, url: string): Meaning {
  if (!('at' in visit) || visit.at === undefined) return seenAt(url, visit, url);
  const { at } = visit;
  const { what, todo } = seenAt(at, visit, url);
  const led: Words = { en: `${url} redirects to ${at}.`, ko: `${url}에 접속하면 다음으로 이동합니다: ${at}.` };
  return {
    what: joined(' ', led, what),
    todo: isTheirs(visit, url) && !isServed(visit) && strange.has(visit.is) ? misled : todo,
  };
}

/** For programs: the site's own name, and its other one. */
export const visitsJson = ([own, other]: readonly Visited[]) => ({
  ...(own && { visit: own.visit }),
  ...(other && { wwwVisit: other.visit }),
});
