import type { CreateDBInstanceCommandInput } from '@aws-sdk/client-rds';
import { newInterface, newPublicIp } from '../ec2/interfaces.ts';
import { one } from '../ec2/resources.ts';
import { refuse } from '../errors.ts';
import { checkPlan } from '../free-tier.ts';
import { capitals, lowers } from '../ids.ts';
import type { Call } from '../service.ts';
import { tagged } from '../tags.ts';
import { databaseClasses, engineVersions, portOf, storage, versionFor } from './catalog.ts';
import type { Database } from './data.ts';
import { checkIdentifier, newSecret, subnetGroupNamed } from './shared.ts';

const noExtendedSupport = 'open-source-rds-extended-support-disabled';
const reserved: Record<string, readonly string[]> = {
  postgres: ['admin', 'rdsadmin', 'rds_superuser', 'rds_replication'],
  mysql: ['rdsadmin', 'mysql', 'root'],
};

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

/** A class on which databases run. */
export function checkClass(instanceClass: string | undefined): string {
  if (!instanceClass || !databaseClasses.includes(instanceClass)) {
    refuse('InvalidParameterValue', `Invalid DB Instance class: ${instanceClass}`);
  }
  return instanceClass;
}

/** A size that a disk can have, in GiB. */
export function checkStorage(size: number | undefined): number {
  if (size === undefined || size < storage.least || size > storage.most) {
    refuse('InvalidParameterValue', `Invalid storage size for engine name and storage type gp3: ${size}`);
  }
  return size;
}

/** A kind of disk that a database can be moved to (API reference, ModifyDBInstance). */
export function checkStorageType(type: string): string {
  if (!['standard', 'gp2', 'gp3', 'io1', 'io2'].includes(type))
    refuse('InvalidParameterValue', `Invalid storage type: ${type}`);
  return type;
}

/** From here on gp3 is striped for the engines played here, with a baseline of its own (CHAP_Storage, gp3). */
const striped = 400;
export const baselineOf = (size: number): number => (size < striped ? 3000 : 12_000);

/** I/O operations a second, which can be named only for a disk that is striped. */
export function checkIops(engine: string, size: number, iops: number | undefined): void {
  if (iops === undefined) return;
  if (size < striped) {
    refuse(
      'InvalidParameterCombination',
      `You can't specify IOPS or storage throughput for engine ${engine} and a storage size less than ${striped}.`,
    );
  }
  if (iops < 12_000 || iops > 64_000) {
    refuse('InvalidParameterCombination', `Invalid iops value for engine name ${engine} and storage type gp3: ${iops}`);
  }
}

/** The database that a request asks for, with its network interface, not yet put into the account. */
export function create(input: CreateDBInstanceCommandInput, call: Call): Database {
  const id = checkIdentifier(input.DBInstanceIdentifier ?? '', 63, 'DBInstanceIdentifier');
  if (call.here.databases.some((database) => database.id === id)) {
    refuse('DBInstanceAlreadyExists', 'DB instance already exists');
  }
  if (call.here.databases.length >= call.scenario.quotas.databases) {
    refuse('InstanceQuotaExceeded', 'DB Instance quota exceeded');
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
  checkPlan(call.scenario, input);
  const size = checkStorage(input.AllocatedStorage);
  checkIops(engine, size, input.Iops);
  // As AWS says it where it picks the zone itself; the API reference has only what it says of one that was named.
  if (call.scenario.fates.databaseClass === 'no capacity' && instanceClass === 'db.t4g.micro') {
    refuse(
      'InsufficientDBInstanceCapacity',
      `Cannot create a ${instanceClass} database instance because there are no Availability Zones with sufficient ` +
        `capacity for VPC and storage type : ${input.StorageType ?? 'gp2'} for ${instanceClass}. ` +
        'Please try the request again at a later time.',
    );
  }
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
    ...(input.Iops && { iops: input.Iops }),
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
    ...(input.ManageMasterUserPassword && { secret: newSecret(call, call.now + takes * 0.3, seed) }),
    createdAt: call.now,
    visibleAt: call.after('database visible'),
    ...(call.scenario.fates.database && { fate: call.scenario.fates.database }),
    // A first backup, when there are backups, is the last part of the wait.
    madeAt: call.now + takes * (retention > 0 ? 0.85 : 1),
    flapUntil: call.after('database flap') + takes * 0.85,
    availableAt: call.now + takes,
    tags: tagged(input.Tags),
  };
}
