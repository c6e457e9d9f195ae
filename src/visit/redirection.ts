import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';
import type { Meaning } from './sentence.ts';

const proxied: Words = {
  en: "Most likely your app redirects because it sees only the plain HTTP between nginx and itself. Have it trust the X-Forwarded-Proto header (Express: app.set('trust proxy', 1); Django: SECURE_PROXY_SSL_HEADER; Spring: server.forward-headers-strategy=framework; Rails: config.assume_ssl), or turn its redirect to https:// off: http:// leads there without it.",
  ko: "앱이 nginx와 앱 사이의 HTTP만 보고 계속 리디렉션하는 경우가 가장 많습니다. 앱이 X-Forwarded-Proto 헤더를 믿게 하거나(Express: app.set('trust proxy', 1), Django: SECURE_PROXY_SSL_HEADER, Spring: server.forward-headers-strategy=framework, Rails: config.assume_ssl) https://로 보내는 앱의 설정을 끄세요. http://로 온 방문자는 그 설정이 없어도 https://로 이동합니다.",
};

const contrary: Words = {
  en: 'Two redirects contradict each other: decide on one of these names, and redirect only from the other.',
  ko: '서로 반대로 보내는 리디렉션이 있습니다. 이름 하나를 정하고, 다른 이름에서만 그곳으로 보내세요.',
};

const astray: Words = {
  en: 'Your app redirects these pages to each other: look at what it redirects for, such as a sign-in that its own page needs.',
  ko: '앱이 이 페이지들을 서로에게 보냅니다. 로그인 페이지가 다시 로그인을 요구하는 경우처럼, 무엇 때문에 보내는지 확인하세요.',
};

const leading = (chain: readonly string[]) =>
  (chain.length > 5 ? [...chain.slice(0, 4), '…'] : chain).map(oneLine).join(' → ');

/** Redirects that have no end. */
export function looping(place: string, chain: readonly string[]): Meaning {
  const urls = chain.map((one) => new URL(one));
  const hosts = new Set(urls.map(({ host }) => host));
  const paths = new Set(urls.map(({ pathname }) => pathname));
  return {
    what: {
      en: `${place} redirects for ever: ${leading(chain)}.`,
      ko: `${place}에 접속하면 리디렉션이 끝없이 되풀이됩니다: ${leading(chain)}.`,
    },
    todo: hosts.size > 1 ? contrary : paths.size > 1 ? astray : proxied,
  };
}

/** A redirect to where only the server itself gets. */
export const inward = (place: string, url: string): Meaning => ({
  what: {
    en: `Visitors cannot reach ${place}: that address is known only inside the server's network.`,
    ko: `방문자는 ${place}에 접속할 수 없습니다. 서버 안에서만 통하는 주소입니다.`,
  },
  todo: {
    en: `Your app builds that address itself: have it use the Host and X-Forwarded-Proto headers, or set its public address (APP_URL, BASE_URL or the like) to ${url}.`,
    ko: `앱이 만들어 낸 주소입니다. 앱이 Host와 X-Forwarded-Proto 헤더를 쓰게 하거나, 앱의 공개 주소(APP_URL, BASE_URL 등)를 다음으로 정하세요: ${url}`,
  },
});
