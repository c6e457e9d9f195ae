import { Trouble } from '../../errors.ts';
import { either } from '../../engine/needs.ts';
import { defineStep, gone, pending, ready } from '../../engine/step.ts';
import { reads } from '../../permissions/allow.ts';
import { certificate, describe } from './certificate.ts';
import { refusalOf } from './refusals.ts';
import { validationElsewhere } from './validation-elsewhere.ts';
import { validationRecords } from './validation-records.ts';

export const issued = defineStep({
  id: 'issued',
  title: { en: 'Certificate issued', ko: '인증서 발급' },
  needs: { certificate, records: either(validationRecords, validationElsewhere) },
  allows: [reads('acm:DescribeCertificate')],
  making: {
    // People report over an hour; other tools wait 75 minutes.
    takes: { earliest: 10, usual: 120, every: 3, limit: 75 * 60 },
  },

  find: async ({ needs: { certificate } }) => ({ certificateArn: certificate.certificateArn }),

  async check({ acm }, { certificateArn }) {
    const found = await describe(acm, certificateArn);
    if (!found) return gone;
    if (found.Status === 'ISSUED') return ready();
    if (found.Status !== 'PENDING_VALIDATION') throw failedFor(found.FailureReason ?? found.Status);
    return pending({ en: 'Amazon is validating the domain', ko: 'Amazon이 도메인을 확인하는 중' });
  },
});

function failedFor(reason: string | undefined): Trouble {
  const { note, fix } = refusalOf(reason ?? '');
  return new Trouble('aws', { en: `${note.en}.`, ko: `${note.ko}.` }, fix);
}
