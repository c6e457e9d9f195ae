import type { Figure } from '../../aws/metrics.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html */
const figure =
  (name: string) =>
  (identifier: string): Figure => ({
    namespace: 'AWS/RDS',
    name,
    dimensions: { DBInstanceIdentifier: identifier },
  });

/** In percent. */
export const databaseCpu = figure('CPUUtilization');

export const connections = figure('DatabaseConnections');

/** In bytes. */
export const storageLeft = figure('FreeStorageSpace');
