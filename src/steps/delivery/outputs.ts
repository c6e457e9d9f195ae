import type { Outputs } from '../../engine/outputs.ts';
import type { Shown } from '../chapter.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    /** How the user's app is deployed. */
    readonly delivery?: {
      readonly bucket?: string;
      readonly application?: string;
      readonly deploymentGroup?: string;
      /** The role that the repository's workflow assumes. */
      readonly role?: string;
    };
  }
}

export const shows = ({ delivery }: Outputs): readonly Shown[] => [
  { at: 'delivery', what: { en: 'Deployment bucket', ko: '앱 배포용 버킷' }, lines: [delivery?.bucket] },
  {
    at: 'delivery',
    what: { en: 'Role for the GitHub workflow', ko: 'GitHub 워크플로의 역할' },
    lines: [delivery?.role],
  },
];
