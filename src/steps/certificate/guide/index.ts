import type { Pages } from '../../../guide/topic.ts';
import { acm } from './acm.ts';
import { https } from './https.ts';

export const pages: Pages = { domain: [acm, https] };
