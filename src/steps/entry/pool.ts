import { optional } from '../../engine/needs.ts';
import { targetGroup } from '../load-balancer/target-group.ts';

/** From which the entry takes the server that answers, where there is a choice: a deployment takes it out meanwhile. */
export const pool = optional(targetGroup);
