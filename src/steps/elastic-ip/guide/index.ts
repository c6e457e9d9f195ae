import type { Pages } from '../../../guide/topic.ts';
import { elasticIp } from './elastic-ip.ts';

export const pages: Pages = { entry: [elasticIp] };
