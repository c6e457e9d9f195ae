import {
  ModifyDBInstanceCommand,
  ModifyDBSubnetGroupCommand,
  type ModifyDBInstanceCommandInput,
} from '@aws-sdk/client-rds';
import { here, idOf, policySpoilers, type Spoiler, type Spoilers } from '../../support/spoiling.ts';
import {
  all,
  arn,
  existing,
  labelled,
  linkedRole,
  on,
  prefixed,
  tagsIn,
  type Authorizations,
  type Scene,
} from '../../support/authorizing.ts';
import type { Asked } from '../../support/iam.ts';

const changed =
  (change: Omit<ModifyDBInstanceCommandInput, 'DBInstanceIdentifier'>): Spoiler =>
  ({ aws }) =>
    aws.rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'demo-database', ApplyImmediately: true, ...change }),
    );

export const spoilers: Spoilers = {
  database: {
    DBInstanceClass: changed({ DBInstanceClass: 'db.t4g.small' }),
    // RDS makes no disk smaller.
    AllocatedStorage: async (stack) => {
      here(stack).databases[0]!.storage = 10;
    },
    StorageType: changed({ StorageType: 'gp2' }),
    SecurityGroup: async (stack) => changed({ VpcSecurityGroupIds: [idOf(stack, 'server-group', 'groupId')] })(stack),
    PubliclyAccessible: changed({ PubliclyAccessible: true }),
    MultiAZ: changed({ MultiAZ: true }),
    BackupRetentionPeriod: changed({ BackupRetentionPeriod: 0 }),
    CopyTagsToSnapshot: changed({ CopyTagsToSnapshot: false }),
    AutoMinorVersionUpgrade: changed({ AutoMinorVersionUpgrade: false }),
    DeletionProtection: changed({ DeletionProtection: false }),
  },
  'database-subnets': {
    SubnetIds: (stack) =>
      stack.aws.rds.send(
        new ModifyDBSubnetGroupCommand({
          DBSubnetGroupName: idOf(stack, 'database-subnets', 'groupName'),
          SubnetIds: ['private-subnet-a', 'private-subnet-b', 'public-subnet-a'].map((one) =>
            idOf(stack, one, 'subnetId'),
          ),
        }),
      ),
  },
  'database-secret-policy': policySpoilers('database-secret-policy'),
};

const secret = arn('secretsmanager', 'secret:rds!db-0123abcd-x1y2z3');

/** What RDS does with the caller's permissions when it is to manage the password. */
const managed: readonly Asked[] = [
  on('kms:DescribeKey', arn('kms', 'key/0123')),
  on('secretsmanager:CreateSecret', secret),
  on('secretsmanager:TagResource', secret),
];

const database = (scene: Scene): Asked[] => {
  const id = scene.input.DBInstanceIdentifier;
  return existing(scene, `rds:${scene.operation}`, arn('rds', `db:${id}`), id);
};

export const authorizations: Authorizations = {
  'rds:AddTagsToResource': labelled(
    'rds:AddTagsToResource',
    ({ ResourceName }) => [ResourceName.replace(/^.*:/, '')],
    (id) => arn('rds', `${id.endsWith('-database') ? 'db' : 'subgrp'}:${id}`),
  ),
  'rds:CreateDBInstance': (scene) => {
    const { input } = scene;
    const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
    const own = arn('rds', `db:${input.DBInstanceIdentifier}`);
    const group = input.DBSubnetGroupName;
    return [
      on('rds:CreateDBInstance', own, tags),
      ...existing(scene, 'rds:CreateDBInstance', arn('rds', `subgrp:${group}`), group),
      on('rds:CreateDBInstance', arn('rds', `og:default:${input.Engine}-18`)),
      on('rds:CreateDBInstance', arn('rds', `pg:default.${input.Engine}18`)),
      on('rds:AddTagsToResource', own, tags),
      linkedRole('rds.amazonaws.com', 'AWSServiceRoleForRDS'),
      ...managed,
    ];
  },
  'rds:CreateDBSubnetGroup': ({ input }) => {
    const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
    const own = arn('rds', `subgrp:${input.DBSubnetGroupName}`);
    return [on('rds:CreateDBSubnetGroup', own, tags), on('rds:AddTagsToResource', own, tags)];
  },
  'rds:DeleteDBInstance': (scene) => {
    const { DBInstanceIdentifier: id, FinalDBSnapshotIdentifier: copy } = scene.input;
    const snapshot = arn('rds', `snapshot:${copy}`);
    return [
      ...database(scene),
      ...(copy
        ? [
            ...existing(scene, 'rds:CreateDBSnapshot', arn('rds', `db:${id}`), id),
            on('rds:CreateDBSnapshot', snapshot),
            on('rds:AddTagsToResource', snapshot),
          ]
        : []),
    ];
  },
  'rds:DeleteDBSubnetGroup': (scene) => {
    const id = scene.input.DBSubnetGroupName;
    return existing(scene, 'rds:DeleteDBSubnetGroup', arn('rds', `subgrp:${id}`), id);
  },
  'rds:ModifyDBInstance': all(database, ({ input }) => [
    on('rds:ModifyDBInstance', arn('rds', 'og:default:postgres-18')),
    on('rds:ModifyDBInstance', arn('rds', 'pg:default.postgres18')),
    ...(input.ManageMasterUserPassword ? managed : []),
  ]),
  'rds:ModifyDBSubnetGroup': (scene) => {
    const id = scene.input.DBSubnetGroupName;
    return existing(scene, 'rds:ModifyDBSubnetGroup', arn('rds', `subgrp:${id}`), id);
  },
};
