import type { Rate } from '../../prices/prices.ts';

/** An hour of a load balancer. */
export const balancing: Rate = {
  key: 'alb',
  usd: {
    'us-east-1': 0.0225,
    'us-east-2': 0.0225,
    'us-west-2': 0.0225,
    'ap-northeast-1': 0.0243,
    'ap-northeast-2': 0.0225,
    'ap-southeast-1': 0.0252,
    'ap-south-1': 0.0239,
    'eu-central-1': 0.027,
    'eu-west-1': 0.0252,
  },
  product: {
    serviceCode: 'AWSELB',
    is: { productFamily: 'Load Balancer-Application', operation: 'LoadBalancing:Application' },
    // Not its trust stores' usage type: TS-LoadBalancerUsage.
    usage: /^(?!.*TS-).*LoadBalancerUsage$/,
  },
};
