import {
  ModifyDBInstanceCommand,
  ModifyDBSubnetGroupCommand,
  type ModifyDBInstanceCommandInput,
} from '@aws-sdk/client-rds';
import { here, idOf, policySpoilers, type Spoiler, type Spoilers } from '../../support/spoiling.ts';

const database =
  (change: Omit<ModifyDBInstanceCommandInput, 'DBInstanceIdentifier'>): Spoiler =>
  ({ aws }) =>
    aws.rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'demo-database', ApplyImmediately: true, ...change }),
    );

export const spoilers: Spoilers = {
  database: {
    DBInstanceClass: database({ DBInstanceClass: 'db.t4g.small' }),
    // RDS makes no disk smaller.
    AllocatedStorage: async (stack) => {
      here(stack).databases[0]!.storage = 10;
    },
    StorageType: database({ StorageType: 'gp2' }),
    SecurityGroup: async (stack) => database({ VpcSecurityGroupIds: [idOf(stack, 'server-group', 'groupId')] })(stack),
    PubliclyAccessible: database({ PubliclyAccessible: true }),
    MultiAZ: database({ MultiAZ: true }),
    BackupRetentionPeriod: database({ BackupRetentionPeriod: 0 }),
    CopyTagsToSnapshot: database({ CopyTagsToSnapshot: false }),
    AutoMinorVersionUpgrade: database({ AutoMinorVersionUpgrade: false }),
    DeletionProtection: database({ DeletionProtection: false }),
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
