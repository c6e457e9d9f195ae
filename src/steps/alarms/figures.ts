import type { Figure } from '../../aws/metrics.ts';

/** Where the figures are that the server itself sends: AWS does not look into it. */
export const namespace = 'stepway';

const figure =
  (name: string, besides: Figure['dimensions'] = {}) =>
  (instanceId: string): Figure => ({ namespace, name, dimensions: { InstanceId: instanceId, ...besides } });

/** In percent, of the one file system that there is: Amazon Linux 2023 has XFS there. */
export const diskUsed = figure('disk_used_percent', { path: '/', fstype: 'xfs' });

/** In percent, without what is cached and can be given up. */
export const memoryUsed = figure('mem_used_percent');

/** For how many days the certificate that nginx shows is still good. */
export const certificateDays = figure('certificate_days');
