import type { Pages } from '../../../guide/topic.ts';
import { restoring } from './restoring.ts';

export const pages: Pages = { database: [restoring] };
