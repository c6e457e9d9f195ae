import type { Visit } from '../visit/visit.ts';
import type { Words } from '../words.ts';
import type { Finding } from './finding.ts';

interface Sight {
  readonly cause: Words;
  readonly fix: Words;
}

const unknown: Sight = {
  cause: {
    en: 'The DNS record exists, but the name does not resolve yet.',
    ko: '레코드는 있지만 아직 도메인이 조회되지 않습니다.',
  },
  fix: {
    en: 'Resolvers cache the missing name for up to 15 minutes: wait, then check again.',
    ko: '“그런 이름이 없다”는 응답이 DNS 캐시에 최대 15분 동안 남습니다. 기다린 뒤 다시 확인하세요.',
  },
};

const unresolved = (why: string): Sight => ({
  cause: {
    en: `Every part is healthy, but the DNS resolver of this machine does not answer for the name (${why}).`,
    ko: `구성 요소는 모두 정상이지만 이 컴퓨터의 DNS 서버가 도메인을 조회해 주지 않습니다(${why}).`,
  },
  fix: {
    en: 'Try another network or resolver, such as 1.1.1.1. If that one fails as well, turn DNSSEC off at your registrar.',
    ko: '다른 네트워크나 1.1.1.1 같은 다른 DNS 서버로 시도해 보세요. 그래도 실패하면 도메인을 등록한 업체에서 DNSSEC을 끄세요.',
  },
});

const unreachable = (why: string): Sight => ({
  cause: {
    en: `Every part is healthy, but the site does not respond from this machine (${why}).`,
    ko: `구성 요소는 모두 정상이지만 이 컴퓨터에서 사이트가 응답하지 않습니다(${why}).`,
  },
  fix: {
    en: 'Try another network: a firewall on this one or a stale DNS cache is the likely cause.',
    ko: '다른 네트워크에서 접속해 보세요. 이 네트워크의 방화벽이나 오래된 DNS 캐시가 원인일 가능성이 큽니다.',
  },
});

const distrusted = (why: string): Sight => ({
  cause: {
    en: `The certificate is not trusted for this name (${why}).`,
    ko: `응답하는 인증서를 이 도메인의 것으로 신뢰할 수 없습니다(${why}).`,
  },
  fix: {
    en: 'With --entry elastic-ip, run `sudo certbot renew` on the server to see the reason. Behind a load balancer, a stale DNS cache still points elsewhere: wait for it to expire.',
    ko: '--entry elastic-ip라면 서버가 직접 인증서를 받습니다. 서버에서 `sudo certbot renew`를 실행하면 막는 이유가 나옵니다. 로드 밸런서라면 오래된 DNS 캐시가 다른 곳을 가리키는 것이니 만료를 기다리세요.',
  },
});

const failing = (status: number): Sight => ({
  cause: {
    en: `The site responds with HTTP ${status}, although its health checks pass.`,
    ko: `상태 확인은 통과하지만 사이트의 응답 코드가 ${status}입니다.`,
  },
  fix: { en: 'Check the log of your app.', ko: '이유는 앱 로그에 있습니다.' },
});

const plain: Sight = {
  cause: { en: 'HTTP does not redirect to HTTPS.', ko: 'HTTP로 접속하면 HTTPS로 넘어가지 않습니다.' },
  fix: {
    en: 'With --entry elastic-ip, check the nginx configuration on the server; otherwise check again in a minute.',
    ko: '--entry elastic-ip라면 서버의 nginx 설정을 확인하고, 아니라면 1분 뒤에 다시 확인하세요.',
  },
};

function sightOf(visit: Visit): Sight | undefined {
  if (visit.is === 'unknown') return unknown;
  if (visit.is === 'unresolved') return unresolved(visit.why);
  if (visit.is === 'unreachable') return unreachable(visit.why);
  if (visit.is === 'distrusted') return distrusted(visit.why);
  if (visit.status >= 500) return failing(visit.status);
  return visit.redirected ? undefined : plain;
}

/** What is wrong for a visitor when every part is as it should be. */
export function seenByVisitor(visit: Visit): Finding | undefined {
  const sight = sightOf(visit);
  return sight && { link: 'visitor', mendable: false, users: false, ...sight };
}
