import type { Pages } from '../../../guide/topic.ts';
import { internetGateway } from './internet-gateway.ts';
import { natGateway } from './nat-gateway.ts';
import { routeTables } from './route-tables.ts';
import { subnets } from './subnets.ts';
import { vpc } from './vpc.ts';

export const pages: Pages = { network: [vpc, subnets, internetGateway, natGateway, routeTables] };
