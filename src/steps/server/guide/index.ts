import type { Pages } from '../../../guide/topic.ts';
import { ec2 } from './ec2.ts';
import { imdsv2 } from './imdsv2.ts';
import { sessionManager } from './session-manager.ts';
import { ssh } from './ssh.ts';
import { userData } from './user-data.ts';

export const pages: Pages = { server: [ec2, userData, sessionManager, ssh, imdsv2] };
