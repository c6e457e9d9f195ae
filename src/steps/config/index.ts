import type { Chapter } from '../chapter.ts';
import { configBucket, configBucketClosed, configBucketExpiry, configBucketPolicy } from './bucket.ts';
import { checking, recording } from './prices.ts';
import { configChannel, configRecorder, configRecording } from './recorder.ts';
import { configRole } from './role.ts';
import { configRules } from './rules.ts';

const steps = [
  configBucket,
  configBucketClosed,
  configBucketPolicy,
  configBucketExpiry,
  configRole,
  configRecorder,
  configChannel,
  configRecording,
  ...configRules,
];

export const configChapter: Chapter = {
  id: 'config',
  title: { en: 'Configurations', ko: '구성 기록' },
  why: {
    en: 'The trail says who called what. AWS Config says how a firewall, a bucket or the server was set up at any moment, what changed, and whether it still keeps to a few rules that matter.',
    ko: '추적은 누가 어떤 요청을 했는지 알려 줍니다. AWS Config는 방화벽, 버킷, 서버가 어느 시점에 어떻게 설정되어 있었고 무엇이 바뀌었는지, 중요한 규칙을 지금도 지키는지 알려 줍니다.',
  },
  asks: [],
  steps,
  policy: 'own',
  links: [{ id: 'config', title: { en: 'Record of configurations', ko: '구성 기록' }, at: 'delivery', steps }],
  shows: ({ config }) => [
    {
      at: 'delivery',
      what: { en: 'Configurations', ko: '구성 기록' },
      lines: [config?.bucket && `s3://${config.bucket}`],
    },
  ],
  rates: [recording, checking],
};
