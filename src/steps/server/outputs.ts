import type { Outputs } from '../../engine/outputs.ts';
import type { Shown } from '../chapter.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly instanceId?: string;
  }
}

export const shows = ({ instanceId }: Outputs, where: string): readonly Shown[] => [
  {
    at: 'access',
    what: { en: 'Open a shell on the server', ko: '서버 셸 접속' },
    lines: [instanceId && `aws ssm start-session --target ${instanceId}${where}`],
  },
];
