import {
  CreateDBInstanceCommand,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  ModifyDBInstanceCommand,
  type DBInstance,
  type DBSnapshot,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { isNotFound } from '../../aws/error-names.ts';
import { carries, tagList } from '../../aws/tags.ts';
import { defineStep, drifted, gone, pending, ready, type Kept } from '../../engine/step.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { hourly, monthly, priceOf } from '../../prices/prices.ts';
import { verbatim, type Words } from '../../words.ts';
import { databaseGroup, unguarded, withOurs } from '../firewall/groups.ts';
import { zones } from '../network/zones.ts';
import { classOffered, databaseQuota } from './checks.ts';
import { engines } from './engines.ts';
import { backupsAllowed, classAllowed } from './free-plan.ts';
import {
  backupDays,
  backupDaysOf,
  database as engine,
  databaseClass,
  databaseStorage,
  usualBackupDays,
} from './questions.ts';
import { grown, sized, storageFits } from './storage.ts';
import { deadEndOf, isOperational, noSnapshotOf, underWay } from './states.ts';
import { databaseSubnetGroup } from './subnet-group.ts';

/** Not a name that attackers try first (Security Hub RDS.25), and short enough for MySQL. */
const masterUser = 'app_owner';

/** The one database it starts with. */
export const databaseName = 'app';

const groupsOf = (found: DBInstance | undefined) =>
  found?.VpcSecurityGroups?.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId) ?? [];

interface Settings {
  readonly size: string;
  readonly groupId: string;
  readonly days: number;
}

/** What must stay true of the database, and what to say when it is not. */
const settings: readonly { holds(found: DBInstance, was: Settings): boolean; readonly note: Words }[] = [
  {
    holds: ({ PubliclyAccessible }) => !PubliclyAccessible,
    note: { en: 'publicly accessible', ko: '외부에 공개되어 있습니다' },
  },
  {
    holds: ({ DeletionProtection }) => DeletionProtection === true,
    note: { en: 'deletion protection is off', ko: '삭제 방지가 꺼져 있습니다' },
  },
  {
    holds: (found, { groupId }) => groupsOf(found).includes(groupId),
    note: unguarded,
  },
  {
    holds: ({ BackupRetentionPeriod = 0 }, was) => BackupRetentionPeriod >= backupDaysOf({ ...was }),
    note: { en: 'backups are off or kept too briefly', ko: '백업이 꺼져 있거나 보관 기간이 짧습니다' },
  },
  {
    holds: ({ DBInstanceClass }, { size }) => DBInstanceClass === size,
    note: { en: 'instance class was changed', ko: '인스턴스 클래스가 바뀌었습니다' },
  },
  {
    holds: ({ CopyTagsToSnapshot, AutoMinorVersionUpgrade }) => Boolean(CopyTagsToSnapshot && AutoMinorVersionUpgrade),
    note: { en: 'maintenance settings were changed', ko: '유지 관리 설정이 바뀌었습니다' },
  },
];

const handleOf = (
  identifier: string,
  { group }: { readonly group: { readonly groupId: string } },
  { size, days }: { readonly size: string; readonly days: string },
) => ({ identifier, size, groupId: group.groupId, days: Number(days) });

export const database = defineStep({
  id: 'database',
  title: { en: 'Database (RDS)', ko: '데이터베이스(RDS)' },
  needs: { subnets: databaseSubnetGroup, group: databaseGroup, zones },
  asks: { engine, size: databaseClass, storage: databaseStorage, days: backupDays },
  takes: { earliest: 150, usual: 255, every: 5, limit: 40 * 60 },
  goes: { earliest: 60, usual: 115, every: 5, limit: 60 * 60 },
  live: ['size', 'storage', 'days'],
  initial: ['zones'],
  former: { days: String(usualBackupDays) },
  holdsData: true,
  own: ['size', 'groupId', 'days'],
  lasting: {
    en: 'stepway never replaces a database. To change engines, dump your data, run `stepway up --database none --data snapshot`, then `stepway up` with the new engine.',
    ko: '데이터베이스는 자동으로 교체하지 않습니다. 엔진을 바꾸려면 데이터를 덤프해 두고 `stepway up --database none --data snapshot`을 실행한 다음, 새 엔진으로 `stepway up`을 실행하세요.',
  },
  when: (answers) => answers.engine !== 'none',

  preflight: [classOffered, classAllowed, backupsAllowed, databaseQuota, storageFits(describe)],

  async find({ rds, name, tags, needs, answers }) {
    const found = await describe(rds, name);
    if (found && !carries(found.TagList, tags)) throw strangerOf('RDS database', name);
    return found && handleOf(name, needs, answers);
  },

  async create({ rds, name, tags, needs, answers }) {
    const { version, port } = engines[answers.engine === 'mysql' ? 'mysql' : 'postgres'];
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: name,
        Engine: answers.engine,
        EngineVersion: version,
        DBInstanceClass: answers.size,
        ...sized(answers.storage),
        StorageType: 'gp3',
        StorageEncrypted: true,
        DBName: databaseName,
        Port: port,
        MasterUsername: masterUser,
        // RDS generates the password and stores it in Secrets Manager; stepway never sees it.
        ManageMasterUserPassword: true,
        DBSubnetGroupName: needs.subnets.groupName,
        VpcSecurityGroupIds: [needs.group.groupId],
        // The default is true.
        PubliclyAccessible: false,
        MultiAZ: false,
        BackupRetentionPeriod: Number(answers.days),
        CopyTagsToSnapshot: true,
        AutoMinorVersionUpgrade: true,
        DeletionProtection: true,
        // After standard support ends, extended support costs several times as much; this opts out of it.
        EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
        Tags: tagList(tags),
      }),
    );
    return handleOf(name, needs, answers);
  },

  async check({ rds, tags }, handle) {
    const { identifier } = handle;
    const found = await describe(rds, identifier);
    // Somebody may have deleted ours and made one of the same name.
    if (!found || !carries(found.TagList, tags)) return gone;
    const { DBInstanceStatus: status, PendingModifiedValues: coming } = found;
    const isChanging = Boolean(coming?.DBInstanceClass || coming?.AllocatedStorage);
    const deadEnd = isChanging ? undefined : deadEndOf(identifier, status ?? '');
    if (deadEnd) throw deadEnd;
    const doing = isOperational(status ?? '') && isChanging ? 'modifying' : (status ?? '');
    if (!isOperational(doing)) return pending(underWay[doing] ?? verbatim(doing));
    if (!found.Endpoint?.Address) return pending({ en: 'waiting for its address', ko: '접속 주소를 기다리는 중' });
    const changed = settings.find(({ holds }) => !holds(found, handle));
    if (changed) return drifted(changed.note);
    const secretArn = found.MasterUserSecret?.SecretArn;
    return ready(
      {
        engine: found.Engine!,
        host: found.Endpoint.Address,
        port: found.Endpoint.Port!,
        // Said in any case: a fact that is missing would be a damaged state.
        secretArn: secretArn ?? null,
      },
      secretArn ? undefined : unmanaged(identifier),
    );
  },

  async change({ rds, needs, answers }, handle) {
    const { identifier } = handle;
    const found = await describe(rds, identifier);
    const days = Number(answers.days);
    // Who set more by hand keeps it, unless asked for less.
    const kept = days === backupDaysOf(handle) ? (found?.BackupRetentionPeriod ?? 0) : 0;
    await rds.send(
      new ModifyDBInstanceCommand({
        DBInstanceIdentifier: identifier,
        ApplyImmediately: true,
        DBInstanceClass: answers.size,
        ...grown(answers.storage, found ?? {}),
        VpcSecurityGroupIds: withOurs(groupsOf(found), needs.group.groupId),
        PubliclyAccessible: false,
        BackupRetentionPeriod: Math.max(days, kept),
        CopyTagsToSnapshot: true,
        AutoMinorVersionUpgrade: true,
        DeletionProtection: true,
      }),
    );
    return handleOf(identifier, needs, answers);
  },

  async delete({ rds, tags, region, data, since }, { identifier }) {
    if (!data) throw new Error('nobody has said what becomes of the data');
    const found = await describe(rds, identifier);
    if (found && !carries(found.TagList, tags)) return;
    const snapshot = `${identifier}-final-${new Date(since).toISOString().replace(/\D/g, '').slice(0, 14)}`;
    // Requested before a crash: it is being taken, and the choice made then stands.
    const taken = found?.DBInstanceStatus === 'deleting' || !found ? await describeSnapshot(rds, snapshot) : undefined;
    if (taken) return [finalSnapshot(snapshot, taken.AllocatedStorage ?? 0, region)];
    if (found?.DBInstanceStatus === 'deleting') return;
    const obstacle = data === 'snapshot' && noSnapshotOf(identifier, found?.DBInstanceStatus ?? '');
    if (obstacle) throw obstacle;
    if (found?.DeletionProtection)
      await rds.send(
        new ModifyDBInstanceCommand({
          DBInstanceIdentifier: identifier,
          DeletionProtection: false,
          ApplyImmediately: true,
        }),
      );
    await rds.send(
      new DeleteDBInstanceCommand({
        DBInstanceIdentifier: identifier,
        ...(data === 'snapshot'
          ? { SkipFinalSnapshot: false, FinalDBSnapshotIdentifier: snapshot }
          : { SkipFinalSnapshot: true }),
        DeleteAutomatedBackups: true,
      }),
    );
    return data === 'snapshot' ? [finalSnapshot(snapshot, found?.AllocatedStorage ?? 0, region)] : [];
  },

  price: ({ size, storage }) => [
    hourly({ en: `Database ${size}`, ko: `데이터베이스 ${size}` }, `rds.${size}`),
    monthly({ en: `Database storage, ${storage} GB`, ko: `데이터베이스 저장 공간 ${storage}GB` }, 'rds.gp3', storage),
    monthly({ en: 'Database password secret', ko: '비밀번호 보관(Secrets Manager)' }, 'secret'),
  ],

  outputs: ({ engine, host, port, secretArn }) => ({
    database: { engine, host, port, ...(secretArn && { secretArn }) },
  }),
});

/** Switched off by hand: switched on again by us, RDS would change the password under whoever uses it. */
const unmanaged = (identifier: string): Words => {
  const command = `aws rds modify-db-instance --db-instance-identifier ${identifier} --manage-master-user-password --apply-immediately`;
  return {
    en: `RDS no longer manages its password: the app has to know it by other means. To let RDS manage it again (this changes the password): ${command}`,
    ko: `RDS가 비밀번호를 관리하지 않으므로 앱이 비밀번호를 따로 알아야 합니다. 다시 RDS에 맡기려면(비밀번호가 바뀜): ${command}`,
  };
};

async function describe(rds: RDSClient, DBInstanceIdentifier: string): Promise<DBInstance | undefined> {
  try {
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
    return DBInstances?.[0];
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function describeSnapshot(rds: RDSClient, DBSnapshotIdentifier: string): Promise<DBSnapshot | undefined> {
  try {
    return (await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }))).DBSnapshots?.[0];
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function finalSnapshot(id: string, gigabytes: number, region: string): Kept {
  const { total, complete } = priceOf([monthly(verbatim(id), 'snapshot', gigabytes)], region);
  const most = total.toFixed(2);
  return {
    id,
    why: {
      en: `the final snapshot of your data; its storage is billed until you delete it${complete ? ` (at most ${most} USD a month)` : ''}`,
      ko: `데이터의 마지막 스냅샷, 삭제할 때까지 저장 비용 발생${complete ? `(월 최대 ${most}달러)` : ''}`,
    },
  };
}
