import type { Pages } from '../../../guide/topic.ts';
import { files } from './files.ts';

export const pages: Pages = { app: [files] };
