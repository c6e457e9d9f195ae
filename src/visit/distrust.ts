import type { Words } from '../words.ts';
import type { Meaning } from './sentence.ts';

/** Why a browser opens no connection that it trusts. */
export type Distrust =
  /** The certificate: its time is over, or has not come yet. */
  | 'expired'
  | 'early'
  /** It is of other names. */
  | 'other-name'
  /** Nobody vouches for it, or somebody whom browsers do not know. */
  | 'self-signed'
  | 'unknown-issuer'
  /** There is none: the port does not speak TLS, or no version or certificate that both sides take. */
  | 'no-tls'
  | 'no-handshake'
  | 'other';

const codes: Readonly<Record<string, Distrust>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'early',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
};

/** What OpenSSL says when no certificate was even shown. */
const noTls = /wrong version number|packet length too long|http request|unknown protocol|record layer/i;

/** What an error says of it; undefined if it is about something else. */
export function distrustIn({ code = '', message }: NodeJS.ErrnoException): Distrust | undefined {
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return noTls.test(message) ? 'no-tls' : 'no-handshake';
  return codes[code] ?? (/CERT|SIGNATURE|SSL|TLS|ISSUER|CRL/.test(code) ? 'other' : undefined);
}

const intercepted: Words = {
  en: 'Try another network: a proxy or virus scanner that reads along answers like this. Otherwise the name leads to another server: wait for a stale DNS cache to expire, or correct the record.',
  ko: '다른 네트워크에서 접속해 보세요. HTTPS를 들여다보는 프록시나 백신 프로그램이 이렇게 응답합니다. 그것도 아니라면 도메인이 다른 서버를 가리키고 있으니, 오래된 DNS 캐시가 만료되기를 기다리거나 레코드를 고치세요.',
};

const elsewhere: Words = {
  en: 'Another server answers under this name: wait for a stale DNS cache to expire, or correct the record. With --entry elastic-ip it may be a certificate from before the name was added: the server gets another one once all names lead to it.',
  ko: '이 이름으로 다른 서버가 응답하고 있습니다. 오래된 DNS 캐시가 만료되기를 기다리거나 레코드를 고치세요. --entry elastic-ip라면 이 이름을 추가하기 전의 인증서일 수도 있습니다. 모든 이름이 서버를 가리키면 서버가 새 인증서를 받습니다.',
};

const renewal: Words = {
  en: 'With --entry elastic-ip the server could not renew it, and tries again twice a day: `stepway logs --source setup` has the reason, and `sudo systemctl restart stepway-certificate` in `stepway shell --admin` tries at once. Behind a load balancer Amazon renews it: there a stale DNS cache still points elsewhere.',
  ko: '--entry elastic-ip라면 서버가 인증서를 갱신하지 못한 것입니다. 하루 두 번 다시 시도하며, 이유는 `stepway logs --source setup`으로 볼 수 있고, `stepway shell --admin`에서 `sudo systemctl restart stepway-certificate`를 실행하면 바로 다시 시도합니다. 로드 밸런서라면 Amazon이 갱신하므로, 오래된 DNS 캐시가 아직 다른 곳을 가리키는 것입니다.',
};

/** What is wrong with what answers at an address, and what to do. */
const distrusts: Readonly<Record<Distrust, (place: string) => Required<Meaning>>> = {
  expired: (place) => ({
    what: { en: `The certificate of ${place} has expired`, ko: `${place}의 인증서가 만료되었습니다` },
    todo: renewal,
  }),
  early: (place) => ({
    what: {
      en: `The certificate of ${place} is not valid yet`,
      ko: `${place}의 인증서는 유효 기간이 아직 시작되지 않았습니다`,
    },
    todo: { en: 'Check the clock of this computer.', ko: '이 컴퓨터의 시계가 맞는지 확인하세요.' },
  }),
  'other-name': (place) => ({
    what: {
      en: `What answers at ${place} has a certificate of another name`,
      ko: `${place}에서 응답하지만 인증서가 다른 이름의 것입니다`,
    },
    todo: elsewhere,
  }),
  'self-signed': (place) => ({
    what: {
      en: `What answers at ${place} has signed its certificate itself`,
      ko: `${place}에서 응답하지만 스스로 서명한 인증서라 브라우저가 신뢰하지 않습니다`,
    },
    todo: intercepted,
  }),
  'unknown-issuer': (place) => ({
    what: {
      en: `The certificate of ${place} is from an issuer that browsers do not know`,
      ko: `${place}의 인증서는 브라우저가 모르는 곳에서 발급했습니다`,
    },
    todo: intercepted,
  }),
  'no-tls': (place) => ({
    what: {
      en: `What answers at ${place} does not speak HTTPS`,
      ko: `${place}에서 응답하지만 HTTPS가 아닙니다`,
    },
    todo: {
      en: 'Something other than HTTPS listens on that port: check what the server listens on.',
      ko: '그 포트에서 HTTPS가 아닌 것이 응답하고 있습니다. 서버에서 무엇이 그 포트를 쓰는지 확인하세요.',
    },
  }),
  'no-handshake': (place) => ({
    what: {
      en: `${place} agrees on no secure connection`,
      ko: `${place}에 접속은 되지만 보안 연결을 맺지 못합니다`,
    },
    todo: elsewhere,
  }),
  other: (place) => ({
    what: { en: `The certificate of ${place} is not trusted`, ko: `${place}의 인증서를 신뢰할 수 없습니다` },
    todo: intercepted,
  }),
};

/** Somebody answers whom a browser does not trust. */
export function distrusted(place: string, fault: Distrust, why: string): Meaning {
  const { what, todo } = distrusts[fault](place);
  return { what: { en: `${what.en} (${why}).`, ko: `${what.ko}(${why}).` }, todo };
}
