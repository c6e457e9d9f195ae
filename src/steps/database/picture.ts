import type { Answered } from '../../questions/question.ts';
import type { Station } from '../chapter.ts';
import { engines } from './engines.ts';
import { database } from './questions.ts';

export function station(answered: Answered): Station | undefined {
  const engine = answered(database);
  if (engine === undefined || engine === 'none') return undefined;
  const { name, port } = engines[engine];
  return {
    at: 'data',
    name: { en: 'Database', ko: '데이터베이스' },
    details: { en: `RDS ${name} · private`, ko: `RDS ${name} · 인터넷에서 접근 불가` },
    port,
  };
}
