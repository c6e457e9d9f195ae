import { byHand, type ByHand } from '../../cli-commands/by-hand.ts';
import { buildProject } from './project.ts';

export const script: readonly ByHand[] = [byHand(buildProject, { late: 'CreateProject' })];
