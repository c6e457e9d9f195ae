import { byHand, waitFor, type ByHand } from '../../cli-commands/by-hand.ts';
import { waitForRecords } from '../domain/elsewhere/by-hand.ts';
import { healthy } from './healthy.ts';
import { loadBalancer } from './load-balancer.ts';
import { aliasElsewhere } from './site-elsewhere.ts';

export const script: readonly ByHand[] = [
  byHand(loadBalancer, {
    late: 'CreateLoadBalancer',
    wait: (recorder, { output }) =>
      waitFor(recorder, 'elbv2', 'load-balancer-available', {
        LoadBalancerArns: [output.loadBalancerArn],
      }),
  }),
  byHand(aliasElsewhere, { wait: (recorder, { output, say }) => waitForRecords(recorder, say, output) }),
  byHand(healthy, {
    wait: (recorder, { output }) =>
      waitFor(recorder, 'elbv2', 'target-in-service', { TargetGroupArn: output.targetGroupArn }),
  }),
];
