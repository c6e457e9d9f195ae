import type { Outputs } from '../../engine/outputs.ts';
import type { Shown } from '../chapter.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly nameServers?: readonly string[];
    readonly hostedZoneId?: string;
  }
}

export const shows = ({ url, nameServers = [] }: Outputs): readonly Shown[] => [
  { at: 'site', what: { en: 'Site', ko: '사이트' }, lines: [url] },
  { at: 'names', what: { en: 'Name servers', ko: '네임서버' }, lines: nameServers },
];
