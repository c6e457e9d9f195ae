import type { Answered } from '../../questions/question.ts';
import type { Station } from '../chapter.ts';
import { elasticIp } from '../elastic-ip/questions.ts';
import { entryOf } from '../entries.ts';
import { appPort, entry } from '../firewall/questions.ts';
import { instanceType } from './questions.ts';

export function station(answered: Answered): Station {
  const direct = entryOf(answered(entry))?.https === 'server';
  const fixed = direct || answered(elasticIp);
  const type = answered(instanceType);
  return {
    at: 'server',
    name: { en: 'Server', ko: '서버' },
    details: {
      en: `EC2 ${type}${fixed ? ' · fixed IP (Elastic IP)' : ''}`,
      ko: `EC2 ${type}${fixed ? ' · 고정 IP(탄력적 IP)' : ''}`,
    },
    port: direct ? 443 : answered(appPort),
  };
}
