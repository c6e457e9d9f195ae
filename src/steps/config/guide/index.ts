import type { Pages } from '../../../guide/topic.ts';
import { config } from './config.ts';

export const pages: Pages = { app: [config] };
