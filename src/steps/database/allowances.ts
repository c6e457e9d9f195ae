import { allow } from '../../permissions/allow.ts';

export const labelsDatabase = allow(
  'By name: RDS cannot tell labels at creation from later ones, and copies them to the final snapshot.',
  [
    'arn:*:rds:*:*:db:*-database',
    'arn:*:rds:*:*:snapshot:*-database-final-*',
    'arn:*:rds:*:*:subgrp:*-database-subnets',
  ],
);

export const touchesDatabase = allow(
  'What calls for a database touch without a label: AWS’s option and parameter groups, a snapshot that does not exist yet.',
  [
    'arn:*:rds:*:*:og:default*',
    'arn:*:rds:*:*:pg:default*',
    'arn:*:rds:*:*:snapshot:*-database-final-*',
    'arn:*:rds:*:*:subgrp:*-database-subnets',
  ],
);

export const ofRds = allow(
  'RDS creates the secret with the user’s permissions, under its own name prefix.',
  'arn:*:secretsmanager:*:*:secret:rds!db-*',
);
