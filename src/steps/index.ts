import { account } from './account/index.ts';
import { billChapter } from './bill/index.ts';
import { alarmsChapter } from './alarms/index.ts';
import { auditChapter } from './audit/index.ts';
import { buildChapter } from './build/index.ts';
import { certificateChapter } from './certificate/index.ts';
import type { Chapter } from './chapter.ts';
import { configChapter } from './config/index.ts';
import { databaseChapter } from './database/index.ts';
import { deliveryChapter } from './delivery/index.ts';
import { domainChapter } from './domain/index.ts';
import { elasticIpChapter } from './elastic-ip/index.ts';
import { filesChapter } from './files/index.ts';
import { firewall } from './firewall/index.ts';
import { loadBalancerChapter } from './load-balancer/index.ts';
import { logsChapter } from './logs/index.ts';
import { metricsChapter } from './metrics/index.ts';
import { networkChapter } from './network/index.ts';
import { imagesChapter } from './images/index.ts';
import { inOrder } from './order.ts';
import { restoreChapter } from './restore/index.ts';
import { server } from './server/index.ts';
import { tracingChapter } from './tracing/index.ts';

/** The chapters from an empty account to the site, in the order the user meets them. */
export const chapters: readonly Chapter[] = [
  account,
  networkChapter,
  firewall,
  server,
  elasticIpChapter,
  databaseChapter,
  restoreChapter,
  domainChapter,
  certificateChapter,
  loadBalancerChapter,
  deliveryChapter,
  imagesChapter,
  buildChapter,
  filesChapter,
  logsChapter,
  metricsChapter,
  billChapter,
  alarmsChapter,
  auditChapter,
  configChapter,
  tracingChapter,
];

/** Every question, in the order it is asked. */
export const questions = chapters.flatMap(({ asks }) => asks);

/** Every step, each after those it needs. */
export const steps = inOrder(chapters.flatMap((chapter) => chapter.steps));

/** What can be added to a stack, and removed again. */
export const additions = chapters.flatMap(({ parts = [] }) => parts);
