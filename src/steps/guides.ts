import type { Pages } from '../guide/topic.ts';
import { pages as account } from './account/guide/index.ts';
import { pages as bill } from './bill/guide/index.ts';
import { pages as alarms } from './alarms/guide/index.ts';
import { pages as audit } from './audit/guide/index.ts';
import { pages as build } from './build/guide/index.ts';
import { pages as certificate } from './certificate/guide/index.ts';
import { pages as config } from './config/guide/index.ts';
import { pages as database } from './database/guide/index.ts';
import { pages as delivery } from './delivery/guide/index.ts';
import { pages as domain } from './domain/guide/index.ts';
import { pages as elasticIp } from './elastic-ip/guide/index.ts';
import { pages as files } from './files/guide/index.ts';
import { pages as firewall } from './firewall/guide/index.ts';
import { pages as images } from './images/guide/index.ts';
import { pages as loadBalancer } from './load-balancer/guide/index.ts';
import { pages as logs } from './logs/guide/index.ts';
import { pages as network } from './network/guide/index.ts';
import { pages as restore } from './restore/guide/index.ts';
import { pages as server } from './server/guide/index.ts';
import { pages as tracing } from './tracing/guide/index.ts';

/** The pages of each chapter, apart from its steps: to read a page takes none of them. */
export const guides: readonly Pages[] = [
  account,
  network,
  firewall,
  loadBalancer,
  elasticIp,
  server,
  database,
  restore,
  domain,
  certificate,
  delivery,
  images,
  build,
  files,
  logs,
  bill,
  alarms,
  audit,
  config,
  tracing,
];
