import { Trouble } from '../../errors.ts';
import { defineStep, gone, pending, ready } from '../../engine/step.ts';
import { certificate, describe } from './certificate.ts';
import { validationRecords } from './validation-records.ts';

export const issued = defineStep({
  id: 'issued',
  title: { en: 'Certificate issued', ko: '인증서 발급' },
  needs: { certificate, records: validationRecords },
  asks: {},
  // Reports of over an hour exist; others wait 75 minutes.
  takes: { earliest: 10, usual: 120, every: 3, limit: 75 * 60 },

  find: async ({ needs: { certificate } }) => ({ certificateArn: certificate.certificateArn }),

  async check({ acm }, { certificateArn }) {
    const found = await describe(acm, certificateArn);
    if (!found) return gone;
    if (found.Status === 'ISSUED') return ready();
    if (found.Status !== 'PENDING_VALIDATION') throw failedFor(found.FailureReason ?? found.Status);
    return pending({ en: 'Amazon is checking the domain', ko: 'Amazon이 도메인을 확인하는 중' });
  },
});

const failedFor = (reason: string | undefined) =>
  new Trouble(
    'aws',
    {
      en: `Amazon refused the certificate: ${reason}.`,
      ko: `Amazon이 인증서 발급을 거부했습니다: ${reason}.`,
    },
    {
      en: `${reason === 'CAA_ERROR' ? 'Let the CAA records of your domain allow amazon.com. ' : ''}A refused certificate stays refused: run the same command again, which requests another one.`,
      ko: `${reason === 'CAA_ERROR' ? '도메인의 CAA 레코드에서 amazon.com을 허용하세요. ' : ''}거부된 인증서는 되살릴 수 없습니다. 같은 명령을 다시 실행하면 새로 요청합니다.`,
    },
  );
