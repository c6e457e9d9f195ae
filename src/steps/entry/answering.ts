import { optional } from '../../engine/needs.ts';
import { healthy } from '../load-balancer/healthy.ts';

/** What tells that the site answers visitors, where the entry knows. */
export const answering = optional(healthy);
