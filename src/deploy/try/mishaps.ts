import { joined, verbatim, type Words } from '../../words.ts';
import type { Exit } from '../processes.ts';
import type { Mishap } from './verdict.ts';

/** How it ended, as a thing that has a name. */
const endOf = (exit: Exit): Words => {
  if (exit instanceof Error) return verbatim(exit.message);
  return typeof exit === 'number'
    ? { en: `exit code ${exit}`, ko: `종료 코드 ${exit}` }
    : { en: `signal ${exit}`, ko: `시그널 ${exit}` };
};

export function notInstalled(exit: Exit, said: string): Mishap {
  const { en, ko } = endOf(exit);
  return {
    phase: 'install',
    what: {
      en: `Its dependencies could not be installed: deploy/install.sh ended with ${en}.`,
      ko: `의존성을 설치하지 못했습니다(deploy/install.sh, ${ko}).`,
    },
    said,
  };
}

export function exited(exit: Exit, said: string): Mishap {
  const { en, ko } = endOf(exit);
  return {
    phase: 'start',
    what: {
      en: `The app exited on its own before it responded (${en}).`,
      ko: `앱이 응답하기 전에 스스로 끝났습니다(${ko}).`,
    },
    // What lacks something says so by another code.
    isOwn: exit === 0,
    said: exit instanceof Error ? `${exit.message}\n${said}` : said,
  };
}

/** It listened, and was asked. */
export function exitedWhenAsked(exit: Exit, said: string): Mishap {
  const { en, ko } = endOf(exit);
  return {
    ...exited(exit, said),
    what: {
      en: `The app started, but exited on its own at the very first request (${en}).`,
      ko: `앱이 시작은 됐지만 첫 요청을 받고 스스로 끝났습니다(${ko}).`,
    },
  };
}

export const unwell = (status: number, path: string, said: string): Mishap => ({
  phase: 'start',
  what: {
    en: `The app responded with ${status} at ${path}; expected 2xx or 3xx.`,
    ko: `${path} 경로에 대한 앱의 응답이 ${status}입니다. 2xx나 3xx여야 합니다.`,
  },
  isOwn: status === 404,
  said,
});

export const silent = (path: string, seconds: number, said: string): Mishap => ({
  phase: 'start',
  what: {
    en: `No response from http://127.0.0.1:$PORT${path} within ${seconds} seconds.`,
    ko: `${seconds}초 안에 http://127.0.0.1:$PORT${path} 주소에서 응답이 없었습니다.`,
  },
  said,
});

/** For an app that cannot take another port. Those below 1024 are not for its user. */
const onlyThere = (port = 0): Words | undefined =>
  port < 1024
    ? undefined
    : {
        en: `If it cannot, \`stepway up --app-port ${port}\` has the server look there; the site then pauses for each new version.`,
        ko: `그럴 수 없다면 \`stepway up --app-port ${port}\`로 서버를 그 포트에 맞추세요. 대신 새 버전을 배포할 때마다 사이트가 잠시 멈춥니다.`,
      };

export const elsewhere = (ports: readonly number[], said: string): Mishap => ({
  phase: 'start',
  what: {
    en: `The app listens on port ${ports.join(' ')}, not on $PORT.`,
    ko: `앱이 $PORT가 아니라 ${ports.join(' ')}번 포트에서 요청을 받습니다.`,
  },
  said,
  because: {
    cause: {
      en: 'On the server nginx would not find it there.',
      ko: '서버의 nginx는 그 포트로 요청을 보내지 않습니다.',
    },
    fix: joined(
      ' ',
      {
        en: 'Have it listen on the port in the environment variable PORT, which is another one for each new version.',
        ko: '환경 변수 PORT의 포트에서 요청을 받게 하세요. 새 버전마다 포트가 다릅니다.',
      },
      ports.length === 1 ? onlyThere(ports[0]) : undefined,
    ),
  },
});

export const loops = (url: string, said: string): Mishap => ({
  phase: 'start',
  what: {
    en: `The app redirects ${url} to itself, although the visitor comes by HTTPS.`,
    ko: `방문자가 이미 HTTPS로 접속했는데도 앱이 같은 주소로 다시 이동시킵니다: ${url}.`,
  },
  said,
  because: {
    cause: {
      en: 'A browser would follow that for ever: the app does not trust X-Forwarded-Proto, by which nginx tells it of HTTPS.',
      ko: '브라우저에서는 리디렉션이 끝없이 반복됩니다. nginx가 X-Forwarded-Proto 헤더로 HTTPS임을 알려 주는데, 앱이 이 헤더를 믿지 않습니다.',
    },
    fix: {
      en: 'Trust the proxy: `app.set("trust proxy", 1)` in Express, SECURE_PROXY_SSL_HEADER in Django, ProxyFix in Flask, server.forward-headers-strategy in Spring.',
      ko: '프록시를 믿게 설정하세요: Express는 `app.set("trust proxy", 1)`, Django는 SECURE_PROXY_SSL_HEADER, Flask는 ProxyFix, Spring은 server.forward-headers-strategy입니다.',
    },
  },
});
