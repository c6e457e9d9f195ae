import type { Pages } from '../../../guide/topic.ts';
import { alb } from './alb.ts';
import { appPort } from './app-port.ts';
import { healthChecks } from './health-checks.ts';
import { nlb } from './nlb.ts';

export const pages: Pages = { entry: [alb, nlb, healthChecks, appPort] };
