import type { Outputs } from '../../engine/outputs.ts';
import type { Shown } from '../chapter.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    /** The load balancer's DNS name. */
    readonly loadBalancer?: string;
  }
}

export const shows = ({ loadBalancer }: Outputs): readonly Shown[] => [
  { at: 'entry', what: { en: 'Load balancer', ko: '로드 밸런서' }, lines: [loadBalancer] },
];
