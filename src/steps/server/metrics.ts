import type { Figure } from '../../aws/metrics.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html */
const figure =
  (name: string) =>
  (instanceId: string): Figure => ({ namespace: 'AWS/EC2', name, dimensions: { InstanceId: instanceId } });

/** In percent. */
export const serverCpu = figure('CPUUtilization');

/** Minutes of a whole CPU. */
export const creditsLeft = figure('CPUCreditBalance');
