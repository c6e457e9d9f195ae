import type { Topic } from '../topic.ts';

export const alb: Topic = {
  id: 'alb',
  title: { en: 'Load balancer (ALB)', ko: '로드 밸런서(ALB)' },
  summary: { en: 'the entrance of the site', ko: '사이트의 입구' },
  words: ['load balancer', 'elb', '로드밸런서'],
  text: { en: `The entrance.`, ko: `사이트의 입구입니다.` },
};
