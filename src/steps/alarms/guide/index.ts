import type { Pages } from '../../../guide/topic.ts';
import { alarmMails } from './alarm-mails.ts';
import { alarms } from './alarms.ts';
import { budget } from './budget.ts';
import { diskMemory } from './disk-memory.ts';
import { whyAlarms } from './why-alarms.ts';

export const pages: Pages = { app: [alarms, alarmMails, whyAlarms, diskMemory, budget] };
