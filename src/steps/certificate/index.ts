import type { Chapter } from '../chapter.ts';
import { entryOf } from '../entries.ts';
import { entry } from '../firewall/questions.ts';
import { script } from './by-hand.ts';
import { certificate } from './certificate.ts';
import { issued } from './issued.ts';
import { validationElsewhere } from './validation-elsewhere.ts';
import { validationRecords } from './validation-records.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly certificateArn?: string;
    /** What has to stay at a DNS that is elsewhere, as NAME TYPE VALUE. */
    readonly certificateRecords?: readonly string[];
  }
}

const steps = [certificate, validationRecords, validationElsewhere, issued];

export const certificateChapter: Chapter = {
  id: 'certificate',
  title: { en: 'Certificate', ko: '인증서' },
  why: {
    en: 'A certificate puts the padlock in the browser: it proves to visitors that they have reached your domain, and encrypts the traffic. Amazon issues one for free once a record in your zone proves that the domain is yours, and renews it for as long as that record stays.',
    ko: '주소창의 자물쇠는 인증서가 있어야 나타납니다. 인증서는 방문자가 진짜 여러분의 도메인에 접속했음을 증명하고 주고받는 내용을 암호화합니다. 호스팅 영역의 레코드로 도메인이 여러분의 것임이 확인되면 Amazon이 무료로 발급하고, 그 레코드가 남아 있는 한 자동으로 갱신합니다.',
  },
  asks: [],
  steps,
  shows: ({ certificateRecords = [] }) => [
    {
      at: 'names',
      what: {
        en: 'Record at your DNS host that the certificate is renewed by: it has to stay',
        ko: '인증서 갱신에 필요해 DNS 업체에 계속 두어야 하는 레코드',
      },
      lines: certificateRecords,
    },
  ],
  bystanders: (answered) =>
    entryOf(answered(entry))?.https === 'aws'
      ? [
          {
            on: 'beside',
            sign: 'lock',
            name: { en: 'Certificate (ACM)', ko: '인증서(ACM)' },
            details: { en: 'HTTPS; renewed by itself', ko: 'HTTPS, 자동 갱신' },
          },
        ]
      : [],
  links: [{ id: 'certificate', title: { en: 'Certificate', ko: '인증서' }, at: 'certificate', steps }],
  script,
};
