import type { Pages } from '../../../guide/topic.ts';
import { alarms } from './alarms.ts';
import { budget } from './budget.ts';
import { whyAlarms } from './why-alarms.ts';

export const pages: Pages = { app: [alarms, whyAlarms, budget] };
