import type { Pages } from '../../../guide/topic.ts';
import { audit } from './audit.ts';

export const pages: Pages = { app: [audit] };
