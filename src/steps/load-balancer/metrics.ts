import type { Figure } from '../../aws/metrics.ts';
import { after } from '../../cli-commands/symbols.ts';

interface Balancer {
  readonly loadBalancerArn: string;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
const figure =
  (name: string) =>
  ({ loadBalancerArn }: Balancer): Figure => ({
    namespace: 'AWS/ApplicationELB',
    name,
    // The end of an ARN is what CloudWatch calls a load balancer and a target group.
    dimensions: { LoadBalancer: after(loadBalancerArn, ':loadbalancer/') },
  });

export const requests = figure('RequestCount');

/** What it answers itself, where the server does not. */
export const errorsOfBalancer = figure('HTTPCode_ELB_5XX_Count');

export const errorsOfApp = figure('HTTPCode_Target_5XX_Count');

/** In seconds. */
export const responseTime = figure('TargetResponseTime');

/** How many servers pass its checks. */
export function healthyServers({
  loadBalancerArn,
  targetGroupArn,
}: Balancer & { readonly targetGroupArn: string }): Figure {
  const { dimensions, ...of } = figure('HealthyHostCount')({ loadBalancerArn });
  const TargetGroup = `targetgroup/${after(targetGroupArn, ':targetgroup/')}`;
  return { ...of, dimensions: { ...dimensions, TargetGroup } };
}
