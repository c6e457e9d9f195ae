import type { Words } from '../words.ts';
import type { Meaning } from './sentence.ts';
import type { Visit } from './visit.ts';

const failures: Readonly<Record<number, Words>> = {
  500: { en: 'the app has failed', ko: '앱에서 오류가 났습니다' },
  502: {
    en: 'the app does not answer, or breaks off',
    ko: '앱이 응답하지 않거나 연결을 끊습니다',
  },
  503: {
    en: 'no healthy server takes the request, or the app is too busy',
    ko: '요청을 받을 정상 서버가 없거나 앱이 너무 바쁩니다',
  },
  504: { en: 'the app takes too long', ko: '앱의 응답이 너무 늦습니다' },
};

const failing = (place: string, status: number): Meaning => {
  const { en, ko } = failures[status] ?? { en: 'an error of the server', ko: '서버 오류입니다' };
  return {
    what: { en: `${place} responds with HTTP ${status}: ${en}.`, ko: `${place}의 응답은 HTTP ${status}입니다. ${ko}.` },
    todo: { en: "The reason is in your app's log.", ko: '이유는 앱 로그에 있습니다.' },
  };
};

/** What an app says that answers, and has no page for everybody there. */
const refusals: Readonly<Record<number, (path: string) => Words>> = {
  401: (path) => ({ en: `asks for a sign-in at ${path}`, ko: `${path} 경로에서 로그인을 요구합니다` }),
  403: (path) => ({ en: `lets nobody in at ${path}`, ko: `${path} 경로에 들어오지 못하게 합니다` }),
  404: (path) => ({ en: `has no page at ${path}`, ko: `${path} 경로에 페이지가 없습니다` }),
  405: (path) => ({ en: `takes no GET requests at ${path}`, ko: `${path} 경로에서 GET 요청을 받지 않습니다` }),
  410: (path) => ({ en: `has no page at ${path} any more`, ko: `${path} 경로의 페이지가 없어졌습니다` }),
  429: () => ({ en: 'limits how many requests it takes', ko: '요청 수를 제한하고 있습니다' }),
};

const hosts = (host: string): Words => ({
  en: `If visitors are to get a page there: some apps answer only hosts that they know (Django: ALLOWED_HOSTS; Rails: config.hosts; Vite: allowedHosts). Add ${host} to them.`,
  ko: `방문자가 볼 페이지라면, 아는 호스트에만 응답하는 앱인지 확인하세요(Django: ALLOWED_HOSTS, Rails: config.hosts, Vite: allowedHosts). 목록에 추가할 호스트: ${host}`,
});

const fineForAnApi: Words = {
  en: 'For an API that is fine. If visitors are to get a page there, your app needs one at that path.',
  ko: 'API라면 괜찮습니다. 방문자가 볼 페이지라면 앱에 그 경로의 페이지를 만드세요.',
};

function refusing(place: string, status: number): Meaning {
  const { pathname, hostname } = new URL(place);
  const { en, ko } = refusals[status]?.(pathname) ?? { en: 'refuses the request', ko: '요청을 거부합니다' };
  return {
    what: {
      en: `${place} responds with HTTP ${status}: the app answers, but ${en}.`,
      ko: `${place}의 응답은 HTTP ${status}입니다. 앱이 응답하지만 ${ko}.`,
    },
    todo: [400, 403, 421].includes(status) ? hosts(hostname) : fineForAnApi,
  };
}

const assumed: Meaning = {
  what: {
    en: 'In a rehearsal no server runs your app: what visitors would get from it is not known.',
    ko: '연습에서는 서버가 앱을 실행하지 않으므로, 방문자가 앱에서 무엇을 받을지는 알 수 없습니다.',
  },
};

/** An answer of whatever status. */
export function answered(
  place: string,
  { status, redirected, unasked, assumed: isAssumed }: Extract<Visit, { is: 'answered' }>,
): Meaning {
  if (isAssumed) return assumed;
  if (status >= 500) return failing(place, status);
  if (!redirected && !unasked)
    return {
      what: {
        en: `${place} responds with HTTP ${status}, but http:// does not redirect to it.`,
        ko: `${place} 접속 확인: HTTP ${status}. 하지만 http://로 접속하면 https://로 이동하지 않습니다.`,
      },
      todo: {
        en: 'With --entry elastic-ip, check the nginx configuration on the server; otherwise check again in a minute.',
        ko: '--entry elastic-ip라면 서버의 nginx 설정을 확인하고, 아니라면 1분 뒤에 다시 확인하세요.',
      },
    };
  if (status >= 400) return refusing(place, status);
  if (unasked)
    return {
      what: {
        en: `${place} responds with HTTP ${status}, and its certificate is trusted. That http:// redirects to it was not checked: your proxy does not let plain HTTP through.`,
        ko: `${place} 접속 확인: HTTP ${status}, 신뢰할 수 있는 인증서. http:// 접속은 프록시를 지나지 못해 확인하지 못했습니다.`,
      },
    };
  return {
    what: {
      en: `${place} responds with HTTP ${status}, its certificate is trusted, and http:// redirects to it.`,
      ko: `${place} 접속 확인: HTTP ${status}, 신뢰할 수 있는 인증서, http:// 접속도 https://로 이동.`,
    },
  };
}
