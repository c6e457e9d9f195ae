import type { Pages } from '../../../guide/topic.ts';
import { logs } from './logs.ts';

export const pages: Pages = { app: [logs] };
