import { select } from '../../questions/question.ts';

export const audit = select({
  key: 'audit',
  title: { en: 'Audit', ko: '감사 기록' },
  placeholder: 'none|trail',
  message: { en: 'Keep a record of who does what in the account?', ko: '계정에서 누가 무엇을 했는지 기록할까요?' },
  help: {
    en: 'Record every AWS call in a bucket that nobody can empty early (trail), or only as AWS does by itself (none).',
    ko: '모든 AWS 요청을 아무도 미리 비울 수 없는 버킷에 기록합니다(trail). none이면 AWS가 기본으로 남기는 기록만 씁니다.',
  },
  choices: [
    { value: 'none', name: { en: 'None: AWS itself keeps 90 days', ko: '없음: AWS의 기본 기록(90일)만 사용' } },
    { value: 'trail', name: { en: 'Trail: CloudTrail, in a locked bucket', ko: '기록: CloudTrail, 잠긴 버킷에 보관' } },
  ],
  fallback: () => 'none',
  unasked: true,
});
