import { forChecks, reads } from '../../permissions/allow.ts';
import type { Chapter } from '../chapter.ts';
import { auditBucket, auditBucketClosed, auditBucketExpiry, auditBucketLock, auditBucketPolicy } from './bucket.ts';
import { writing } from './prices.ts';
import { audit } from './questions.ts';
import { auditEvents, auditLogging, auditTrail } from './trail.ts';

const steps = [
  auditBucket,
  auditBucketClosed,
  auditBucketLock,
  auditBucketPolicy,
  auditBucketExpiry,
  auditTrail,
  auditLogging,
  auditEvents,
];

export const auditChapter: Chapter = {
  id: 'audit',
  title: { en: 'Audit', ko: '감사 기록' },
  why: {
    en: 'CloudTrail writes down who made which AWS call, when and from where, in every Region. The record goes to a bucket whose files nobody can delete for 90 days, so that whoever breaks in cannot erase the traces.',
    ko: 'CloudTrail이 모든 리전에서 누가 언제 어디서 어떤 AWS 요청을 했는지 기록합니다. 기록은 90일 동안 누구도 삭제할 수 없는 버킷에 쌓이므로, 계정에 침입한 사람도 흔적을 지울 수 없습니다.',
  },
  asks: [audit],
  steps,
  policy: 'own',
  parts: [
    {
      id: 'audit',
      gives: {
        en: 'A record of who did what in the account, in a locked bucket',
        ko: '계정에서 누가 무엇을 했는지 잠긴 버킷에 기록하기',
      },
      question: audit,
      on: () => 'trail',
      off: [{ question: audit, answer: 'none' }],
      isOn: (answered) => (answered(audit) ?? 'none') !== 'none',
    },
  ],
  // A locked bucket is all that is left of a stack at times, and its name all that is known.
  allows: [forChecks(reads('s3:ListAllMyBuckets'))],
  links: [{ id: 'audit', title: { en: 'Record of AWS calls', ko: 'AWS 요청 기록' }, at: 'delivery', steps }],
  shows: ({ audit }) => [
    { at: 'delivery', what: { en: 'Audit logs', ko: '감사 기록' }, lines: [audit?.bucket && `s3://${audit.bucket}`] },
  ],
  rates: [writing],
};
