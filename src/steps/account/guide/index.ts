import type { Pages } from '../../../guide/topic.ts';
import { account } from './account.ts';
import { region } from './region.ts';

export const pages: Pages = { start: [account, region] };
