import { allow, later } from '../../permissions/allow.ts';
import type { Chapter } from '../chapter.ts';

/** Nothing is built: what is there sends its figures by itself, and `stepway status --watch` reads them. */
export const metricsChapter: Chapter = {
  id: 'metrics',
  title: { en: 'Metrics', ko: '지표' },
  why: {
    en: 'How many requests come, how fast they are answered, and how busy server and database are. AWS collects that by itself, free of charge.',
    ko: '요청이 얼마나 오고 얼마나 빨리 응답하는지, 서버와 데이터베이스가 얼마나 바쁜지를 AWS가 무료로 모읍니다.',
  },
  asks: [],
  steps: [],
  policy: 'own',
  allows: [
    later(
      allow(
        'CloudWatch has no smaller scope for its figures. They tell how much there is, and of what.',
        '*',
      )('cloudwatch:GetMetricData'),
    ),
  ],
};
