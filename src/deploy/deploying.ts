import type { BuildPhaseType } from '@aws-sdk/client-codebuild';
import type { Aws } from '../aws/clients.ts';
import type { Clock } from '../clock.ts';
import type { Target } from './deployments.ts';
import type { BuildProgress, BuildResult } from './here/building.ts';
import type { ImageProgress } from './image/docker.ts';
import type { Phase, Tried } from './try/tried.ts';

/** How a part of a build or of a deployment stands. */
export interface Stage {
  readonly status: 'InProgress' | 'Succeeded' | 'Failed';
  readonly seconds?: number;
}

/** What happens during a deployment, as it happens. */
export type Progress =
  | BuildProgress
  | Exclude<BuildResult, { is: 'built' }>
  | ImageProgress
  | { readonly is: 'trying'; readonly phase: Phase }
  | { readonly is: 'tried'; readonly tried: Tried }
  | {
      readonly is: 'uploaded' | 'sources-uploaded';
      readonly version: string;
      readonly files: number;
      readonly bytes: number;
    }
  | { readonly is: 'build-started' | 'build-found'; readonly build: string }
  | ({ readonly is: 'phase'; readonly phase: BuildPhaseType } & Stage)
  | { readonly is: 'started' | 'found' | 'rolling-back'; readonly deployment: string; readonly revision: string }
  | ({ readonly is: 'event'; readonly event: string } & Stage);

export interface Deploying {
  readonly aws: Pick<Aws, 'codeBuild' | 'codeDeploy' | 'logs' | 's3'>;
  readonly clock: Clock;
  readonly target: Target;
  /** The project in CodeBuild in which the app is built; absent where it is built elsewhere. */
  readonly buildProject?: string | undefined;
  readonly intentFile: string;
  readonly signal: AbortSignal;
  show(progress: Progress): void;
}

/** How long a deployment, or its rollback, may take to show after it was made, in seconds. */
const lag = [0, 2, 4];

/** Looks for what AWS may not show yet, until it is there or has had time enough to show. */
export async function lookPatiently<T>(clock: Clock, look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (const seconds of lag) {
    await clock.sleep(seconds * 1000);
    const found = await look();
    if (found !== undefined) return found;
  }
  return undefined;
}
