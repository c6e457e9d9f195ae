import type { Answered } from '../../questions/question.ts';
import type { Station } from '../chapter.ts';
import { entry } from '../firewall/questions.ts';
import { loadBalancerEntry } from './entry.ts';

export const station = (answered: Answered): Station | undefined =>
  answered(entry) === loadBalancerEntry.id
    ? {
        at: 'entry',
        name: { en: 'Load balancer', ko: '로드 밸런서' },
        details: { en: 'ALB · certificate from ACM', ko: 'ALB · ACM 인증서' },
        port: 443,
      }
    : undefined;
