import {
  CreateDBInstanceCommand,
  DeleteDBInstanceCommand,
  ModifyDBInstanceCommand,
  type DBInstance,
} from '@aws-sdk/client-rds';
import { named } from '../../aws/blocker.ts';
import { describeDatabase } from '../../aws/databases.ts';
import { label } from '../../aws/label.ts';
import { said } from '../../aws/said.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { carries, tagList } from '../../aws/tags.ts';
import { gone, pending, ready } from '../../engine/seen.ts';
import { defineStep } from '../../engine/step.ts';
import type { Json } from '../../facts.ts';
import { hourly, monthly } from '../../prices/prices.ts';
import { verbatim, type Words } from '../../words.ts';
import { databaseGroup, ownGroup, withOurs } from '../firewall/groups.ts';
import { zones } from '../network/zones.ts';
import { leftAlone, nameTaken, whoseIs } from '../ours.ts';
import { classOffered, databaseQuota } from './checks.ts';
import { engines } from './engines.ts';
import { allow, forChecks, later, linkedRole, makes, reads, uses } from '../../permissions/allow.ts';
import { describeSnapshot, finalSnapshot, snapshotName } from './final-snapshot.ts';
import { backupsAllowed, classAllowed } from './free-plan.ts';
import * as prices from './prices.ts';
import {
  backupDays,
  backupDaysOf,
  database as engine,
  databaseClass,
  databaseStorage,
  usualBackupDays,
} from './questions.ts';
import { grown, sized, storageFits } from './storage.ts';
import { deadEndOf, isOperational, noSnapshotOf, nothingToSnapshot, underWay } from './states.ts';
import { databaseSubnetGroup, labelsDatabase } from './subnet-group.ts';

/** Not a name that attackers try first (Security Hub RDS.25), and short enough for MySQL. */
const masterUser = 'app_owner';

/** The one database it starts with. */
export const databaseName = 'app';

const groupsOf = (found: DBInstance | undefined) =>
  found?.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []) ?? [];

/** What takes minutes to hours to change; RDS says available for a moment before it begins. */
const slow = ['DBInstanceClass', 'AllocatedStorage', 'MultiAZ', 'StorageType', 'Iops'] as const;

const atLeast = (is: Json | undefined, wanted: Json) => Number(is ?? 0) >= Number(wanted);

const touchesDatabase = allow(
  'What calls for a database touch without a label: AWS’s option and parameter groups, a snapshot that does not exist yet.',
  [
    'arn:*:rds:*:*:og:default*',
    'arn:*:rds:*:*:pg:default*',
    'arn:*:rds:*:*:snapshot:*-database-final-*',
    'arn:*:rds:*:*:subgrp:*-database-subnets',
  ],
);

const ofRds = allow(
  'RDS creates the secret with the user’s permissions, under its own name prefix.',
  'arn:*:secretsmanager:*:*:secret:rds!db-*',
);

export const database = defineStep({
  id: 'database',
  title: { en: 'Database (RDS)', ko: '데이터베이스(RDS)' },
  needs: { subnets: databaseSubnetGroup, group: databaseGroup, zones },
  asks: { engine, size: databaseClass, storage: databaseStorage, days: backupDays },
  allows: [
    reads('kms:DescribeKey', 'rds:DescribeDBInstances'),
    forChecks(
      reads('freetier:GetAccountPlanState', 'rds:DescribeOrderableDBInstanceOptions', 'servicequotas:GetServiceQuota'),
    ),
    makes('rds:CreateDBInstance'),
    touchesDatabase('rds:CreateDBInstance'),
    labelsDatabase('rds:AddTagsToResource'),
    ofRds('secretsmanager:CreateSecret', 'secretsmanager:TagResource'),
    linkedRole('rds.amazonaws.com'),
    later(reads('rds:DescribeDBSnapshots')),
    later(uses('rds:CreateDBSnapshot', 'rds:DeleteDBInstance', 'rds:ModifyDBInstance')),
    later(touchesDatabase('rds:CreateDBSnapshot', 'rds:ModifyDBInstance')),
  ],
  making: { takes: { earliest: 150, usual: 255, every: 5, limit: 40 * 60 } },
  follows: {
    live: ['size', 'storage', 'days'],
    initial: ['zones'],
    former: { days: String(usualBackupDays) },
    otherwise: {
      en: 'stepway never replaces a database. To change engines, dump your data, run `stepway up --database none --data snapshot`, then `stepway up` with the new engine.',
      ko: '데이터베이스는 자동으로 교체하지 않습니다. 엔진을 바꾸려면 데이터를 덤프해 두고 `stepway up --database none --data snapshot`을 실행한 다음, 새 엔진으로 `stepway up`을 실행하세요.',
    },
  },
  own: ['uid', 'days'],
  when: (answers) => answers.engine !== 'none',

  preflight: [classOffered, classAllowed, backupsAllowed, databaseQuota, storageFits],

  async find(given) {
    const { rds, name, answers } = given;
    const found = await describeDatabase(rds, name);
    if (!found) return undefined;
    if (!carries(found.TagList, given)) throw strangerOf({ en: 'RDS database', ko: 'RDS 데이터베이스' }, name);
    return { identifier: name, uid: found.DbiResourceId, days: Number(answers.days) };
  },

  async create(given) {
    const { rds, name, tags, needs, answers } = given;
    const { version, port } = engines[answers.engine === 'mysql' ? 'mysql' : 'postgres'];
    const { DBInstance } = await rds.send(
      new CreateDBInstanceCommand({
        ...wanted(given),
        DBInstanceIdentifier: name,
        Engine: answers.engine,
        EngineVersion: version,
        ...sized(answers.storage),
        StorageEncrypted: true,
        DBName: databaseName,
        Port: port,
        MasterUsername: masterUser,
        // RDS generates the password and stores it in Secrets Manager; stepway never sees it.
        ManageMasterUserPassword: true,
        DBSubnetGroupName: needs.subnets.groupName,
        VpcSecurityGroupIds: [needs.group.groupId],
        // After standard support ends, extended support costs several times as much; this opts out of it.
        EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
        Tags: tagList(tags),
      }),
    );
    return { identifier: name, uid: DBInstance?.DbiResourceId, days: Number(answers.days) };
  },

  async check(context, handle) {
    const { identifier } = handle;
    const found = await describeDatabase(context.rds, identifier);
    if (!found) return gone;
    if (whoseIs(inPlace(found), handle, context) === 'theirs') return nameTaken;
    const { DBInstanceStatus: status, PendingModifiedValues: coming } = found;
    const isChanging = slow.some((one) => coming?.[one] !== undefined);
    const deadEnd = isChanging ? undefined : deadEndOf(identifier, status ?? '');
    if (deadEnd) throw deadEnd;
    const doing = isOperational(status ?? '') && isChanging ? 'modifying' : (status ?? '');
    if (!isOperational(doing)) return pending(underWay[doing] ?? verbatim(doing));
    if (!found.Endpoint?.Address) return pending({ en: 'waiting for its address', ko: '접속 주소를 기다리는 중' });
    const secretArn = found.MasterUserSecret?.SecretArn;
    return ready(
      {
        engine: said(found, 'Engine'),
        host: found.Endpoint.Address,
        port: said(found.Endpoint, 'Port'),
        // Said in any case: a fact that is missing would be a damaged state.
        secretArn: secretArn ?? null,
      },
      () => ({
        tags: found.TagList,
        settings: {
          DBInstanceClass: found.DBInstanceClass,
          AllocatedStorage: found.AllocatedStorage,
          StorageType: found.StorageType,
          SecurityGroup: groupsOf(found),
          PubliclyAccessible: found.PubliclyAccessible,
          MultiAZ: found.MultiAZ,
          BackupRetentionPeriod: found.BackupRetentionPeriod,
          CopyTagsToSnapshot: found.CopyTagsToSnapshot,
          AutoMinorVersionUpgrade: found.AutoMinorVersionUpgrade,
          DeletionProtection: found.DeletionProtection,
        },
      }),
      secretArn ? undefined : unmanaged(identifier),
    );
  },

  wants: (given) => ({
    ...wanted(given),
    AllocatedStorage: given.answers.storage,
    SecurityGroup: given.needs.group.groupId,
  }),
  settings: {
    DBInstanceClass: { title: { en: 'instance class', ko: '인스턴스 클래스' } },
    AllocatedStorage: { title: { en: 'storage in GiB', ko: '저장 공간(GiB)' }, holds: atLeast },
    StorageType: { title: { en: 'storage type', ko: '저장 공간 유형' } },
    SecurityGroup: ownGroup,
    PubliclyAccessible: { title: { en: 'access from the internet', ko: '인터넷에서 접근' } },
    MultiAZ: { title: { en: 'standby in a second zone (Multi-AZ)', ko: '다중 AZ(예비 인스턴스)' } },
    BackupRetentionPeriod: { title: { en: 'days of backups', ko: '백업 보관 일수' }, holds: atLeast },
    CopyTagsToSnapshot: { title: { en: 'copying tags to snapshots', ko: '스냅샷에 태그 복사' } },
    AutoMinorVersionUpgrade: { title: { en: 'automatic minor upgrades', ko: '마이너 버전 자동 업그레이드' } },
    DeletionProtection: { title: { en: 'deletion protection', ko: '삭제 방지' } },
  },

  async tag(context, { identifier }) {
    const arn = (await describeDatabase(context.rds, identifier))?.DBInstanceArn;
    if (arn) await label.database(context, arn);
  },

  async change(given, handle) {
    const { identifier } = handle;
    const { rds, needs, answers } = given;
    const found = await describeDatabase(rds, identifier);
    const days = Number(answers.days);
    // Who set more by hand keeps it, unless asked for less.
    const kept = days === backupDaysOf(handle) ? (found?.BackupRetentionPeriod ?? 0) : 0;
    await rds.send(
      new ModifyDBInstanceCommand({
        ...wanted(given),
        DBInstanceIdentifier: identifier,
        ApplyImmediately: true,
        ...grown(answers.storage, found ?? {}),
        VpcSecurityGroupIds: withOurs(groupsOf(found), needs.group.groupId),
        BackupRetentionPeriod: Math.max(days, kept),
      }),
    );
    return { ...handle, days };
  },

  going: {
    takes: { earliest: 60, usual: 115, every: 5, limit: 60 * 60 },
    /** In most other states RDS does not delete it, and most of them pass. */
    async blockers({ rds }, { identifier }) {
      const { DBInstanceStatus: status = '' } = (await describeDatabase(rds, identifier)) ?? {};
      return status === 'available' ? [] : [named({ en: 'its status:', ko: '현재 상태:' }, status, true)];
    },
    data: {
      async impossible(context, handle) {
        const { rds, data, since } = context;
        if (data !== 'snapshot') return undefined;
        const { identifier } = handle;
        const found = await describeDatabase(rds, identifier);
        const isOurs = found && whoseIs(inPlace(found), handle, context) !== 'theirs';
        // One that is being deleted takes no snapshot any more but the one that was ordered with that.
        if (isOurs && found.DBInstanceStatus !== 'deleting')
          return noSnapshotOf(identifier, found.DBInstanceStatus ?? '');
        return (await describeSnapshot(rds, snapshotName(identifier, since)))
          ? undefined
          : nothingToSnapshot(identifier);
      },
    },
  },

  async delete(context, handle) {
    const { rds, region, data, since } = context;
    if (!data) throw new Error('nobody has said what becomes of the data');
    const { identifier } = handle;
    const there = await describeDatabase(rds, identifier);
    const owner = there && whoseIs(inPlace(there), handle, context);
    if (owner === 'unknown') return leftAlone(handle);
    const found = owner === 'ours' ? there : undefined;
    const snapshot = snapshotName(identifier, since);
    // Requested before a crash: it is being taken, and the choice made then stands.
    const taken = found?.DBInstanceStatus === 'deleting' || !found ? await describeSnapshot(rds, snapshot) : undefined;
    if (taken) return [finalSnapshot(snapshot, taken.AllocatedStorage ?? 0, region)];
    const isGoing = !found || found.DBInstanceStatus === 'deleting';
    if (isGoing && data === 'snapshot') throw nothingToSnapshot(identifier);
    // One made a moment ago may not be listed yet, which the engine is patient with.
    if (!there) throw Object.assign(new Error(`${identifier} is not listed`), { name: 'DBInstanceNotFoundFault' });
    if (isGoing) return [];
    const obstacle = data === 'snapshot' && noSnapshotOf(identifier, found.DBInstanceStatus ?? '');
    if (obstacle) throw obstacle;
    if (found.DeletionProtection)
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
    return data === 'snapshot' ? [finalSnapshot(snapshot, found.AllocatedStorage ?? 0, region)] : [];
  },

  says: {
    price: ({ size, storage }) => [
      hourly({ en: `Database ${size}`, ko: `데이터베이스 ${size}` }, prices.running(size)),
      monthly(
        { en: `Database storage, ${storage} GB`, ko: `데이터베이스 저장 공간 ${storage}GB` },
        prices.storage,
        storage,
      ),
      monthly({ en: 'Database password secret', ko: '비밀번호 보관(Secrets Manager)' }, prices.secret),
    ],
    outputs: ({ engine, host, port, secretArn }) => ({
      database: { engine, host, port, ...(secretArn && { secretArn }) },
    }),
    answers: ({ DBInstanceClass, AllocatedStorage, BackupRetentionPeriod }, { engine }) => ({
      engine,
      size: DBInstanceClass,
      storage: AllocatedStorage,
      days: BackupRetentionPeriod,
    }),
    absence: { engine: 'none' },
  },
});

/** Settings that creating and changing it take alike, in RDS's own terms. */
const wanted = ({ answers }: { readonly answers: { readonly size: string; readonly days: string } }) => ({
  DBInstanceClass: answers.size,
  StorageType: 'gp3',
  // The default is true.
  PubliclyAccessible: false,
  MultiAZ: false,
  BackupRetentionPeriod: Number(answers.days),
  CopyTagsToSnapshot: true,
  AutoMinorVersionUpgrade: true,
  DeletionProtection: true,
});

const inPlace = ({ TagList, DbiResourceId }: DBInstance) => ({ tags: TagList, uid: DbiResourceId });

/** Switched off by hand: switched on again by us, RDS would change the password under whoever uses it. */
const unmanaged = (identifier: string): Words => {
  const command = `aws rds modify-db-instance --db-instance-identifier ${identifier} --manage-master-user-password --apply-immediately`;
  return {
    en: `RDS no longer manages its password: the app has to know it by other means. To let RDS manage it again (this changes the password): ${command}`,
    ko: `RDS가 비밀번호를 관리하지 않으므로 앱이 비밀번호를 따로 알아야 합니다. 다시 RDS에 맡기려면(비밀번호가 바뀜): ${command}`,
  };
};
