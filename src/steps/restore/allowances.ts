import { allow, later, makes, reads, uses, type Allowance } from '../../permissions/allow.ts';

const restoring = ['rds:RestoreDBInstanceToPointInTime', 'rds:RestoreDBInstanceFromDBSnapshot'];

const touchesRestored = allow(
  'A restore is authorized on what it takes as well: the snapshot that it is of, which may be of an earlier stack, and the parameters and options that the new database gets.',
  ['arn:*:rds:*:*:og:*', 'arn:*:rds:*:*:pg:*', 'arn:*:rds:*:*:snapshot:*'],
);

/** What makes a database of another one, or of a snapshot: any stack with a database may be asked to. */
export const restores: readonly Allowance[] = [
  reads('rds:DescribeDBInstanceAutomatedBackups'),
  ...[makes, uses, touchesRestored].map((scope) => scope(...restoring)),
].map(later);
