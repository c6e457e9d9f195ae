import { instance } from '../server/instance.ts';
import type { Chapter } from '../chapter.ts';
import { figuresAgent } from './agent.ts';
import { diskUsed, memoryUsed } from './figures.ts';

/** What can be watched of a server that sends figures of its own. */
export const gauges: NonNullable<Chapter['gauges']> = (made) => {
  const id = made(instance)?.['instanceId'];
  if (typeof id !== 'string' || !made(figuresAgent)) return [];
  return [
    {
      id: 'server-disk',
      at: 'server',
      title: { en: 'Disk of the server', ko: '서버 디스크' },
      unit: 'percent',
      metric: { ...diskUsed(id), statistic: 'Maximum' },
    },
    {
      id: 'server-memory',
      at: 'server',
      title: { en: 'Memory of the server', ko: '서버 메모리' },
      unit: 'percent',
      metric: { ...memoryUsed(id), statistic: 'Maximum' },
    },
  ];
};
