import type { Pages } from '../../../guide/topic.ts';
import { tracing } from './tracing.ts';

export const pages: Pages = { app: [tracing] };
