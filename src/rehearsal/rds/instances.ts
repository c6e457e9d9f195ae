import type { CreateDBInstanceCommandInput, DBInstance } from '@aws-sdk/client-rds';
import { newInterface, newPublicIp } from '../ec2/interfaces.ts';
import { one } from '../ec2/resources.ts';
import { refuse } from '../errors.ts';
import { accountId, capitals, lowers } from '../ids.ts';
import { page } from '../pages.ts';
import type { Call, Operations } from '../service.ts';
import { tagged, tagList } from '../tags.ts';
import { databaseClasses, engineVersions, portOf, storage, versionFor } from './catalog.ts';
import { arnOf, checkIdentifier, databaseNamed, statusOf, subnetGroupNamed, type Database } from './data.ts';
import { newSnapshot } from './snapshots.ts';
import { showSubnetGroup } from './subnet-groups.ts';

/** A moment that does not come: unlike Infinity it can be kept as JSON. */
const never = Number.MAX_SAFE_INTEGER;
const noExtendedSupport = 'open-source-rds-extended-support-disabled';
const reserved: Record<string, readonly string[]> = {
  postgres: ['admin', 'rdsadmin', 'rds_superuser', 'rds_replication'],
  mysql: ['rdsadmin', 'mysql', 'root'],
};

const show = (database: Database, call: Call): DBInstance => ({
  DBInstanceIdentifier: database.id,
  DBInstanceArn: arnOf('db', database.id, call),
  DbiResourceId: database.resourceId,
  DBInstanceClass: database.instanceClass,
  DBInstanceStatus: statusOf(database, call.now),
  Engine: database.engine,
  EngineVersion: database.version,
  EngineLifecycleSupport: database.lifecycleSupport,
  MasterUsername: database.user,
  DBName: database.databaseName,
  AllocatedStorage: database.storage,
  StorageType: 'gp3',
  StorageEncrypted: database.encrypted,
  PubliclyAccessible: database.public,
  MultiAZ: database.multiAz,
  AvailabilityZone: database.zone,
  BackupRetentionPeriod: database.retention,
  CopyTagsToSnapshot: database.copyTags,
  DeletionProtection: database.deletionProtection,
  AutoMinorVersionUpgrade: database.minorUpgrades,
  DBSubnetGroup: showSubnetGroup(subnetGroupNamed(call, database.subnetGroup), call),
  VpcSecurityGroups: database.groupIds.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' })),
  PendingModifiedValues: {
    ...(database.modification?.changes.instanceClass && {
      DBInstanceClass: database.modification.changes.instanceClass,
    }),
    ...(database.modification?.changes.storage && { AllocatedStorage: database.modification.changes.storage }),
  },
  ...(database.madeAt <= call.now && {
    Endpoint: { Address: database.host, Port: database.port, HostedZoneId: `Z${capitals(`rds ${call.region}`, 13)}` },
    InstanceCreateTime: new Date(database.madeAt),
  }),
  ...(database.secret && {
    MasterUserSecret: {
      SecretArn: database.secret.arn,
      SecretStatus: call.now < database.secret.activeAt ? 'creating' : 'active',
      KmsKeyId: `arn:aws:kms:${call.region}:${accountId}:key/aws/secretsmanager`,
    },
  }),
  TagList: tagList(database.tags),
});

/** The engine's version that a new database gets. */
function versionOf({ Engine = '', EngineVersion, EngineLifecycleSupport }: CreateDBInstanceCommandInput): string {
  if (!engineVersions.some(({ engine }) => engine === Engine)) {
    refuse('InvalidParameterValue', `Invalid DB engine: ${Engine}`);
  }
  const version = versionFor(Engine, EngineVersion);
  if (!version) {
    refuse('InvalidParameterCombination', `Cannot find version ${EngineVersion} for ${Engine}`);
  }
  if (version.extended && EngineLifecycleSupport === noExtendedSupport) {
    refuse(
      'InvalidParameterCombination',
      `You can't create the DB instance with ${Engine} ${version.version}: ` +
        'its standard support is over, and the DB instance is not enrolled in RDS Extended Support.',
    );
  }
  return version.version;
}

function checkUser(input: CreateDBInstanceCommandInput): string {
  const { Engine = '', MasterUsername: user = '', MasterUserPassword: password, ManageMasterUserPassword } = input;
  if (!/^[A-Za-z]\w{0,62}$/.test(user)) {
    refuse('InvalidParameterValue', `The parameter MasterUsername is not valid: '${user}'`);
  }
  if (reserved[Engine]?.includes(user.toLowerCase())) {
    refuse(
      'InvalidParameterValue',
      `MasterUsername ${user} cannot be used as it is a reserved word used by the engine`,
    );
  }
  if (ManageMasterUserPassword ? password !== undefined : password === undefined) {
    refuse(
      'InvalidParameterCombination',
      ManageMasterUserPassword
        ? "You can't specify MasterUserPassword when ManageMasterUserPassword is set to true."
        : 'The parameter MasterUserPassword must be provided and must not be blank.',
    );
  }
  return user;
}

function checkClass(instanceClass: string | undefined): string {
  if (!instanceClass || !databaseClasses.includes(instanceClass)) {
    refuse('InvalidParameterValue', `Invalid DB Instance class: ${instanceClass}`);
  }
  return instanceClass;
}

function checkStorage(size: number | undefined): number {
  if (size === undefined || size < storage.least || size > storage.most) {
    refuse('InvalidParameterValue', `Invalid storage size for engine name and storage type gp3: ${size}`);
  }
  return size;
}

function create(input: CreateDBInstanceCommandInput, call: Call): Database {
  const id = checkIdentifier(input.DBInstanceIdentifier ?? '', 63, 'DBInstanceIdentifier');
  if (call.here.databases.some((database) => database.id === id)) {
    refuse('DBInstanceAlreadyExists', 'DB instance already exists');
  }
  const engine = input.Engine ?? '';
  const version = versionOf(input);
  const subnetGroup = subnetGroupNamed(call, input.DBSubnetGroupName ?? 'default');
  const subnets = subnetGroup.subnetIds.map((subnetId) => one(call, 'subnets', subnetId));
  const [subnet = refuse('InvalidSubnet', 'The DB subnet group has no subnets')] = subnets;
  const groups = input.VpcSecurityGroupIds?.length
    ? input.VpcSecurityGroupIds.map((groupId) => one(call, 'groups', groupId))
    : call.here.groups.filter(({ vpcId, name }) => vpcId === subnetGroup.vpcId && name === 'default');
  if (groups.some(({ vpcId }) => vpcId !== subnetGroup.vpcId)) {
    refuse('InvalidVPCNetworkStateFault', 'The DB instance and EC2 security group are in different VPCs.');
  }
  const user = checkUser(input);
  const instanceClass = checkClass(input.DBInstanceClass);
  const size = checkStorage(input.AllocatedStorage);
  const seed = call.seed();
  const isPublic = input.PubliclyAccessible ?? false;
  const groupIds = groups.map((group) => group.id);
  const takes = call.after('database available') - call.now;
  const retention = input.BackupRetentionPeriod ?? 1;
  const port = newInterface(call, subnet, {
    groupIds,
    description: 'RDSNetworkInterface',
    requester: 'amazon-rds',
    ...(isPublic && { publicIp: newPublicIp(call) }),
  });
  return {
    id,
    resourceId: `db-${capitals(seed, 26)}`,
    engine,
    version,
    user,
    ...(input.DBName && { databaseName: input.DBName }),
    port: input.Port ?? portOf(engine),
    instanceClass,
    storage: size,
    subnetGroup: subnetGroup.name,
    groupIds,
    interfaceId: port.id,
    zone: subnet.zone,
    host: `${id}.c${lowers(`rds ${call.region}`, 11)}.${call.region}.rds.amazonaws.com`,
    encrypted: input.StorageEncrypted ?? false,
    public: isPublic,
    multiAz: input.MultiAZ ?? false,
    retention,
    copyTags: input.CopyTagsToSnapshot ?? false,
    deletionProtection: input.DeletionProtection ?? false,
    minorUpgrades: input.AutoMinorVersionUpgrade ?? true,
    lifecycleSupport: input.EngineLifecycleSupport ?? 'open-source-rds-extended-support',
    ...(input.ManageMasterUserPassword && {
      secret: {
        arn: `arn:aws:secretsmanager:${call.region}:${accountId}:secret:rds!db-${lowers(seed, 20)}`,
        activeAt: call.now + takes * 0.3,
      },
    }),
    createdAt: call.now,
    // A first backup, when there are backups, is the last part of the wait.
    madeAt: call.now + takes * (retention > 0 ? 0.85 : 1),
    availableAt: call.now + takes,
    tags: tagged(input.Tags),
  };
}

/** DB instances. */
export const databases = {
  CreateDBInstance(input, call) {
    const database = create(input, call);
    call.here.databases.push(database);
    return { DBInstance: show(database, call) };
  },

  DescribeDBInstances({ DBInstanceIdentifier, Filters, MaxRecords = 100, Marker }, call) {
    const asked = DBInstanceIdentifier ? [databaseNamed(call, DBInstanceIdentifier)] : call.here.databases;
    const found = asked.filter((database) =>
      (Filters ?? []).every(({ Name, Values = [] }) => {
        if (Name === 'db-instance-id') return Values.includes(database.id);
        if (Name === 'engine') return Values.includes(database.engine);
        return refuse('InvalidParameterValue', `Unrecognized filter name: ${Name}`);
      }),
    );
    const { items, next } = page(found, MaxRecords, Marker);
    return { DBInstances: items.map((database) => show(database, call)), Marker: next };
  },

  ModifyDBInstance(input, call) {
    const database = databaseNamed(call, input.DBInstanceIdentifier);
    if (statusOf(database, call.now) !== 'available' || database.modification?.beginsAt) {
      refuse('InvalidDBInstanceState', 'Database instance is not in available state.');
    }
    const { DBInstanceClass, AllocatedStorage } = input;
    const changes = {
      ...(DBInstanceClass &&
        DBInstanceClass !== database.instanceClass && { instanceClass: checkClass(DBInstanceClass) }),
      ...(AllocatedStorage && AllocatedStorage !== database.storage && { storage: checkStorage(AllocatedStorage) }),
    };
    if (changes.storage && changes.storage < database.storage) {
      refuse('InvalidParameterCombination', 'Requested storage size is less than the current one.');
    }
    if (Object.keys(changes).length > 0) {
      // RDS still says available for a moment. What does not apply immediately waits for the maintenance window.
      const beginsAt = input.ApplyImmediately ? call.after('database modification begun') : never;
      const endsAt = beginsAt + call.after('database modified') - call.now;
      database.modification = { changes, beginsAt, endsAt };
    }
    if (input.VpcSecurityGroupIds) {
      database.groupIds = input.VpcSecurityGroupIds.map((id) => one(call, 'groups', id).id);
      const port = call.here.interfaces.find(({ id }) => id === database.interfaceId);
      if (port) port.groupIds = database.groupIds;
    }
    database.deletionProtection = input.DeletionProtection ?? database.deletionProtection;
    database.retention = input.BackupRetentionPeriod ?? database.retention;
    database.copyTags = input.CopyTagsToSnapshot ?? database.copyTags;
    database.public = input.PubliclyAccessible ?? database.public;
    database.minorUpgrades = input.AutoMinorVersionUpgrade ?? database.minorUpgrades;
    database.multiAz = input.MultiAZ ?? database.multiAz;
    return { DBInstance: show(database, call) };
  },

  DeleteDBInstance({ DBInstanceIdentifier, SkipFinalSnapshot, FinalDBSnapshotIdentifier }, call) {
    const database = databaseNamed(call, DBInstanceIdentifier);
    if (database.deleting) {
      refuse('InvalidDBInstanceState', `Instance ${database.id} is already being deleted.`);
    }
    if (database.deletionProtection) {
      refuse(
        'InvalidParameterCombination',
        'Cannot delete protected DB Instance, please disable deletion protection and try again.',
      );
    }
    if (SkipFinalSnapshot ? FinalDBSnapshotIdentifier : !FinalDBSnapshotIdentifier) {
      refuse(
        'InvalidParameterCombination',
        SkipFinalSnapshot
          ? 'FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is specified as true.'
          : 'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
      );
    }
    database.goneAt = call.after('database deleted');
    if (FinalDBSnapshotIdentifier) {
      const snapshot = newSnapshot(FinalDBSnapshotIdentifier, database, call);
      database.goneAt += snapshot.availableAt - call.now;
      call.here.snapshots.push(snapshot);
    }
    database.deleting = true;
    const port = call.here.interfaces.find(({ id }) => id === database.interfaceId);
    if (port) port.goneAt = database.goneAt;
    return { DBInstance: show(database, call) };
  },
} satisfies Operations<typeof import('@aws-sdk/client-rds')>;
