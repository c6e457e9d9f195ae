import { oneLine } from '../../plain.ts';
import { joined, type Words } from '../../words.ts';

/** Why ACM refused a certificate, and what to do before requesting another one. */
interface Refusal {
  readonly note: Words;
  readonly fix?: Words;
}

/** By `FailureReason`, or by `Status` where there is none. */
const refusals: Readonly<Record<string, Refusal>> = {
  CAA_ERROR: {
    note: {
      en: "the domain's CAA records do not allow Amazon to issue certificates",
      ko: '도메인의 CAA 레코드가 Amazon의 인증서 발급을 막고 있습니다',
    },
    fix: {
      en: 'Add a CAA record `0 issue "amazon.com"` to the domain, or delete its CAA records.',
      ko: '도메인에 CAA 레코드 `0 issue "amazon.com"`을 추가하거나 CAA 레코드를 지우세요.',
    },
  },
  DOMAIN_NOT_ALLOWED: {
    note: {
      en: 'the domain is listed as unsafe (VirusTotal or Google Safe Browsing)',
      ko: '도메인이 위험 사이트 목록(VirusTotal 또는 Google Safe Browsing)에 있습니다',
    },
    fix: {
      en: 'Look it up at https://www.virustotal.com, and ask the vendors that flag it to remove it.',
      ko: 'https://www.virustotal.com 에서 도메인을 조회하고, 목록에 올린 곳에 삭제를 요청하세요.',
    },
  },
  ADDITIONAL_VERIFICATION_REQUIRED: {
    note: {
      en: 'Amazon requires additional verification for this domain',
      ko: 'Amazon이 이 도메인을 추가로 확인하려 합니다',
    },
    fix: {
      en: 'Contact AWS Support: https://console.aws.amazon.com/support.',
      ko: 'https://console.aws.amazon.com/support 에서 문의하세요.',
    },
  },
  INVALID_PUBLIC_DOMAIN: {
    note: { en: 'it is not a public domain name', ko: '등록할 수 없는 도메인입니다' },
    fix: { en: 'Choose another --domain.', ko: '다른 --domain을 고르세요.' },
  },
  DOMAIN_VALIDATION_DENIED: { note: { en: 'domain validation was denied', ko: '도메인 검증이 거부되었습니다' } },
  VALIDATION_TIMED_OUT: {
    note: {
      en: 'domain validation timed out after 72 hours',
      ko: 'Amazon이 72시간 안에 도메인 소유 증명을 확인하지 못했습니다',
    },
    fix: {
      en: 'Check that the name servers are set at your registrar: run `stepway doctor`.',
      ko: '등록 업체에 네임서버가 설정되어 있는지 `stepway doctor`로 확인하세요.',
    },
  },
  OTHER: {
    note: { en: 'Amazon gives no reason', ko: 'Amazon이 이유를 밝히지 않았습니다' },
    fix: {
      en: 'If it happens again, contact AWS Support: https://console.aws.amazon.com/support.',
      ko: '다시 발생하면 https://console.aws.amazon.com/support 에서 문의하세요.',
    },
  },
};

const another: Words = {
  en: 'A refused certificate stays refused: run the same command again to request a new one.',
  ko: '거부된 인증서는 되살릴 수 없습니다. 같은 명령을 다시 실행하면 새로 요청합니다.',
};

/** What is wrong with a certificate that will never be issued, and what to do. */
export function refusalOf(reason: string): Required<Refusal> {
  const { note, fix } = refusals[reason] ?? { note: { en: 'the reason is unknown', ko: '알려지지 않은 이유입니다' } };
  const code = reason ? ` (${oneLine(reason)})` : '';
  return {
    note: {
      en: `Amazon refused the certificate: ${note.en}${code}`,
      ko: `Amazon이 인증서 발급을 거부했습니다: ${note.ko}${code}`,
    },
    fix: joined(' ', fix, another),
  };
}
