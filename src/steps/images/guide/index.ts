import type { Pages } from '../../../guide/topic.ts';
import { docker } from './docker.ts';

export const pages: Pages = { app: [docker] };
