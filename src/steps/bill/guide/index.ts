import type { Pages } from '../../../guide/topic.ts';
import { bill } from './bill.ts';

export const pages: Pages = { app: [bill] };
