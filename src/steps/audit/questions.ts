import { select } from '../../questions/question.ts';

export const audit = select({
  key: 'audit',
  title: { en: 'Audit', ko: '감사 기록' },
  placeholder: 'none|trail|trail+config',
  message: { en: 'Keep a record of who does what in the account?', ko: '계정에서 누가 무엇을 했는지 기록할까요?' },
  help: {
    en: 'Record every AWS call in a bucket that nobody can empty early (trail), and how each resource was set up, checked by rules, besides (trail+config), or only as AWS does by itself (none).',
    ko: '모든 AWS 요청을 아무도 미리 비울 수 없는 버킷에 기록하고(trail), 자원 설정의 변경까지 기록해 규칙으로 점검합니다(trail+config). none이면 AWS가 기본으로 남기는 기록만 씁니다.',
  },
  choices: [
    { value: 'none', name: { en: 'None: AWS itself keeps 90 days', ko: '없음: AWS의 기본 기록(90일)만 사용' } },
    { value: 'trail', name: { en: 'Trail: CloudTrail, in a locked bucket', ko: '기록: CloudTrail, 잠긴 버킷에 보관' } },
    {
      value: 'trail+config',
      name: {
        en: 'Trail and AWS Config: how things were set up as well, checked by rules',
        ko: '기록과 AWS Config: 자원 설정의 변경도 기록하고 규칙으로 점검',
      },
    },
  ],
  fallback: () => 'none',
  unasked: true,
});
