import { ourLoadBalancer } from '../../aws/load-balancing.ts';
import type { Context } from '../../engine/step.ts';

/** A load balancer's DNS name begins with its own name, which is unique in a region. */
export const isOurBalancer = async (context: Context, to: string): Promise<boolean> =>
  to.replace(/^dualstack\./, '').startsWith(`${ourLoadBalancer(context)}-`.toLowerCase()) &&
  to.endsWith(`.${context.region}.elb.amazonaws.com`);
