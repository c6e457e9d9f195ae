import type { AnyStep } from '../../engine/step.ts';
import type { PlacedLink } from '../chapter.ts';

/** What visitors come in through. */
export const entryLink = (...steps: readonly AnyStep[]): PlacedLink => ({
  id: 'entry',
  title: { en: 'Load balancer or Elastic IP', ko: '로드 밸런서 또는 고정 IP' },
  at: 'entry',
  steps,
});

/** What leads the site's names to it. */
export const recordsLink = (...steps: readonly AnyStep[]): PlacedLink => ({
  id: 'records',
  title: { en: 'DNS records', ko: '도메인 레코드' },
  at: 'records',
  steps,
});
