import type { Outputs } from '../../engine/outputs.ts';
import type { Shown } from '../chapter.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    /** The Elastic IP; without one the server's address changes, so it is not recorded. */
    readonly publicIp?: string;
  }
}

export const shows = ({ publicIp }: Outputs): readonly Shown[] => [
  { at: 'address', what: { en: 'Elastic IP', ko: '고정 IP' }, lines: [publicIp] },
];
