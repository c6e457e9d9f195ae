import { everywhere, type Rate } from '../../prices/prices.ts';

/** An hour of a load balancer. */
export const balancing: Rate = {
  key: 'alb',
  usd: everywhere(0.0225),
  product: {
    serviceCode: 'AWSELB',
    is: { productFamily: 'Load Balancer-Application', operation: 'LoadBalancing:Application' },
    // Not its trust stores' usage type: TS-LoadBalancerUsage.
    usage: /^(?!.*TS-).*LoadBalancerUsage$/,
  },
};
