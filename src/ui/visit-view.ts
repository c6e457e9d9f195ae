import { oneLine } from '../plain.ts';
import type { Visit } from '../visit/visit.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';

const notYet: Words = {
  en: 'Everything is created. Run `stepway doctor` to see what is still missing.',
  ko: '모두 만들었습니다. 아직 접속되지 않는 이유는 `stepway doctor`로 찾을 수 있습니다.',
};

/** What a visitor of the site sees, in a sentence. */
function seen(visit: Visit, url: string): Words {
  switch (visit.is) {
    case 'unknown':
      return {
        en: `Your DNS resolver does not know ${url} yet: it may cache the missing name for up to 15 minutes.`,
        ko: `이 컴퓨터의 DNS 서버가 아직 ${url}의 주소를 모릅니다. 이름이 없다는 응답이 최대 15분 동안 캐시에 남을 수 있습니다.`,
      };
    case 'unresolved':
      return {
        en: `${url} could not be looked up: the DNS resolver of this machine does not answer (${oneLine(visit.why)}).`,
        ko: `이 컴퓨터의 DNS 서버가 답하지 않아 ${url}의 주소를 조회하지 못했습니다(${oneLine(visit.why)}).`,
      };
    case 'unreachable':
      return {
        en: `${url} does not respond yet (${oneLine(visit.why)}).`,
        ko: `${url}에서 아직 응답이 없습니다(${oneLine(visit.why)}).`,
      };
    case 'distrusted':
      return {
        en: `${url} responds, but its certificate is not trusted yet (${oneLine(visit.why)}).`,
        ko: `${url}에서 응답하지만 아직 브라우저가 신뢰하는 인증서가 아닙니다(${oneLine(visit.why)}).`,
      };
    case 'answered':
      return visit.redirected
        ? {
            en: `${url} responds with HTTP ${visit.status}, its certificate is trusted, and http:// redirects to it.`,
            ko: `${url} 접속 확인: HTTP ${visit.status}, 신뢰할 수 있는 인증서, http:// 접속도 https://로 이동.`,
          }
        : {
            en: `${url} responds with HTTP ${visit.status}, but http:// does not redirect to it.`,
            ko: `${url} 접속 확인: HTTP ${visit.status}. 하지만 http://로 접속하면 https://로 이동하지 않습니다.`,
          };
  }
}

/** Tells how the first visit of the site went. */
export function showFirstVisit(screen: Screen, visit: Visit, url: string, welcome: boolean): void {
  const { paint, paragraph } = screen;
  const mark = welcome ? paint('green', '✔') : paint('yellow', '◷');
  const words = seen(visit, oneLine(url));
  paragraph({ en: `${mark} ${words.en}`, ko: `${mark} ${words.ko}` });
  if (!welcome) paragraph(notYet);
}
