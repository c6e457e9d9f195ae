import type { Pages } from '../../../guide/topic.ts';
import { codebuild } from './codebuild.ts';

export const pages: Pages = { app: [codebuild] };
