import { CreateDBInstanceCommand, ModifyDBInstanceCommand, type DBInstance } from '@aws-sdk/client-rds';
import { named } from '../../aws/blocker.ts';
import { describeDatabase } from '../../aws/databases.ts';
import { said } from '../../aws/replies.ts';
import type { Facts } from '../../facts.ts';
import { carries, strangerOf, tagList } from '../../aws/tags.ts';
import { defineStep, drifted, gone, pending, ready } from '../../engine/step.ts';
import { hourly, monthly } from '../../prices/prices.ts';
import { withOurs } from '../firewall/groups.ts';
import { zones } from '../network/zones.ts';
import { nameTaken, whoseIs } from '../ours.ts';
import { labelsDatabase, ofRds, touchesDatabase } from './allowances.ts';
import { classOffered, databaseQuota } from './checks.ts';
import { engines } from './engines.ts';
import { whyNot } from './refusals.ts';
import { forChecks, later, linkedRole, makes, reads, uses } from '../../permissions/allow.ts';
import { databaseGroup } from './firewall.ts';
import { restore } from '../from-backup.ts';
import { empty, identifierFor, sourceOf, sourceTold } from './source.ts';
import { restorable } from './restorable.ts';
import { mayRestore } from './restore-rights.ts';
import { backupsAllowed, classAllowed, standbyOnCredits } from './free-plan.ts';
import * as prices from './prices.ts';
import {
  backupDays,
  backupDaysOf,
  database as engine,
  databaseClass,
  databaseFrom,
  databaseStandby,
  databaseStorage,
  databaseVersion,
  usualBackupDays,
} from './questions.ts';
import { grown, sized, storageFits } from './storage.ts';
import { impossible, inPlace, remove } from './removal.ts';
import { groupsOf, settings, settingsOf } from './settings.ts';
import { busyWith, unmanaged } from './states.ts';
import { databaseSubnetGroup } from './subnet-group.ts';
import { taggedAt } from './tags.ts';
import { versionMeant } from './versions.ts';

/** Not a name that attackers try first (Security Hub RDS.25), and short enough for MySQL. */
const masterUser = 'app_owner';

interface Handle extends Facts {
  readonly identifier: string;
  readonly uid: string | undefined;
  readonly days: number;
  /** Absent from one that was made empty. */
  readonly from?: string;
  /** Whether RDS was asked to manage the password of one that was restored. */
  readonly isManaged?: boolean;
}

const handleOf = (
  found: Pick<DBInstance, 'DBInstanceIdentifier' | 'DbiResourceId' | 'MasterUserSecret' | 'TagList'>,
  { days, from: wanted }: { readonly days: string; readonly from: string },
): Handle => {
  const from = wanted === 'auto' ? sourceTold(found) : wanted;
  return {
    identifier: said(found, 'DBInstanceIdentifier'),
    uid: found.DbiResourceId,
    days: Number(days),
    ...(from !== empty && { from, isManaged: found.MasterUserSecret !== undefined }),
  };
};

/** The one database it starts with. */
export const databaseName = 'app';

export const database = defineStep({
  id: 'database',
  title: { en: 'Database (RDS)', ko: '데이터베이스(RDS)' },
  needs: { subnets: databaseSubnetGroup, group: databaseGroup, zones },
  asks: {
    engine,
    size: databaseClass,
    version: databaseVersion,
    storage: databaseStorage,
    standby: databaseStandby,
    days: backupDays,
    from: databaseFrom,
  },
  allows: [
    reads('kms:DescribeKey', 'rds:DescribeDBInstances'),
    forChecks(
      reads(
        'freetier:GetAccountPlanState',
        'rds:DescribeDBInstanceAutomatedBackups',
        'rds:DescribeOrderableDBInstanceOptions',
        'servicequotas:GetServiceQuota',
      ),
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
  // A restored one has the password of its source, which RDS does not manage until it is asked to.
  making: { takes: { earliest: 150, usual: 255, every: 5, limit: 40 * 60 }, inherits: true },
  follows: {
    live: ['size', 'storage', 'standby', 'days'],
    replaces: ['from'],
    initial: ['zones', 'version'],
    former: { version: 'auto', days: String(usualBackupDays), standby: false, from: empty },
    own: ['uid', 'days', 'from', 'isManaged'],
    otherwise: {
      en: 'The data of one engine cannot be read by the other, so stepway never replaces a database. To change engines, dump it on the server (`stepway outputs` shows its shell, host and password): `pg_dump` or `mysqldump`. Then run `stepway up --database none --data snapshot`, `stepway up` with the new engine, and load the converted dump.',
      ko: '엔진이 다르면 데이터를 그대로 읽을 수 없어 데이터베이스를 자동으로 교체하지 않습니다. 엔진을 바꾸려면 서버에서 `pg_dump`나 `mysqldump`로 덤프하고(셸, 호스트, 비밀번호는 `stepway outputs`에 나옵니다) `stepway up --database none --data snapshot`, 이어서 새 엔진으로 `stepway up`을 실행한 뒤 변환한 덤프를 넣으세요.',
    },
  },
  when: (answers) => answers.engine !== 'none',

  preflight: [
    classOffered,
    classAllowed,
    standbyOnCredits,
    backupsAllowed,
    mayRestore,
    restorable,
    databaseQuota,
    storageFits,
  ],

  settings,

  async find(given) {
    const { rds, name, answers } = given;
    const identifier = identifierFor(name, answers.from);
    const found = await describeDatabase(rds, identifier);
    if (found && !carries(found.TagList, given))
      throw strangerOf({ en: 'RDS database', ko: 'RDS 데이터베이스' }, identifier);
    return found && handleOf(found, answers);
  },

  async create(given) {
    const { rds, name, tags, needs, answers } = given;
    const { SecurityGroup, AllocatedStorage, ...wanted } = given.wanted;
    const { from } = answers;
    if (from !== empty) {
      const { StorageType: _gp3, ...settings } = wanted;
      const identifier = identifierFor(name, from);
      const { groupName } = needs.subnets;
      const where = { identifier, from, groupName, groupId: SecurityGroup, settings };
      const restored = await restore(given, where).catch(whyNot(given, answers));
      return handleOf({ ...restored, DBInstanceIdentifier: identifier, MasterUserSecret: undefined }, answers);
    }
    const kind = answers.engine === 'mysql' ? 'mysql' : 'postgres';
    const { DBInstance } = await rds
      .send(
        new CreateDBInstanceCommand({
          ...wanted,
          DBInstanceIdentifier: name,
          Engine: answers.engine,
          EngineVersion: versionMeant(kind, answers.version),
          ...sized(AllocatedStorage),
          StorageEncrypted: true,
          DBName: databaseName,
          Port: engines[kind].port,
          MasterUsername: masterUser,
          // RDS generates the password and stores it in Secrets Manager; stepway never sees it.
          ManageMasterUserPassword: true,
          DBSubnetGroupName: needs.subnets.groupName,
          VpcSecurityGroupIds: [SecurityGroup],
          // After standard support ends, extended support costs several times as much; this opts out of it.
          EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
          Tags: tagList(tags),
        }),
      )
      .catch(whyNot(given, answers));
    return handleOf({ ...DBInstance, DBInstanceIdentifier: name }, answers);
  },

  async check(context, handle) {
    const { identifier } = handle;
    const found = await describeDatabase(context.rds, identifier);
    if (!found) return gone;
    if (whoseIs(inPlace(found), handle, context) === 'theirs') return nameTaken;
    const busy = busyWith(identifier, found);
    if (busy) return pending(busy);
    if (!found.Endpoint?.Address) return pending({ en: 'waiting for its address', ko: '접속 주소를 기다리는 중' });
    const secretArn = found.MasterUserSecret?.SecretArn;
    const compared = () => ({
      tags: taggedAt(context, found.TagList, said(found, 'DBInstanceArn')),
      settings: settingsOf(found),
    });
    if (!secretArn && 'isManaged' in handle && !handle.isManaged)
      return drifted(
        { en: 'has the password of what it was restored from', ko: '복원한 원본의 비밀번호를 그대로 쓰는 중' },
        undefined,
        compared,
      );
    return ready(
      {
        engine: said(found, 'Engine'),
        host: found.Endpoint.Address,
        port: said(found.Endpoint, 'Port'),
        // Said in any case: a fact that is missing would be a damaged state.
        secretArn: secretArn ?? null,
      },
      compared,
      secretArn ? undefined : unmanaged(identifier),
    );
  },

  async change({ rds, answers, wanted: { SecurityGroup, AllocatedStorage, ...wanted } }, handle) {
    const { identifier } = handle;
    const found = await describeDatabase(rds, identifier);
    const days = Number(answers.days);
    // Who set more by hand keeps it, unless asked for less.
    const isInherited = 'isManaged' in handle && !handle.isManaged;
    const kept = days === backupDaysOf(handle) ? (found?.BackupRetentionPeriod ?? 0) : 0;
    await rds.send(
      new ModifyDBInstanceCommand({
        ...wanted,
        DBInstanceIdentifier: identifier,
        ApplyImmediately: true,
        ...grown(AllocatedStorage, found ?? {}),
        VpcSecurityGroupIds: withOurs(groupsOf(found), SecurityGroup),
        BackupRetentionPeriod: Math.max(days, kept),
        ...(isInherited && { ManageMasterUserPassword: true }),
      }),
    );
    return { ...handle, days, ...(isInherited && { isManaged: true }) };
  },

  going: {
    takes: { earliest: 60, usual: 115, every: 5, limit: 60 * 60 },
    /** In most other states RDS does not delete it, and most of them pass. */
    async blockers({ rds }, { identifier }) {
      const { DBInstanceStatus: status = '' } = (await describeDatabase(rds, identifier)) ?? {};
      return status === 'available' ? [] : [named({ en: 'its status:', ko: '현재 상태:' }, status, true)];
    },
    data: { kept: { en: 'a final snapshot', ko: '마지막 사본(스냅샷)' }, impossible },
  },

  delete: remove,

  says: {
    price: ({ size, storage, standby }) => [
      hourly(
        standby
          ? { en: `Database ${size} and its standby`, ko: `데이터베이스 ${size}(예비 인스턴스 포함)` }
          : { en: `Database ${size}`, ko: `데이터베이스 ${size}` },
        prices.running(size, standby),
      ),
      monthly(
        standby
          ? { en: `Database storage, twice ${storage} GB`, ko: `데이터베이스 저장 공간 ${storage}GB씩 두 벌` }
          : { en: `Database storage, ${storage} GB`, ko: `데이터베이스 저장 공간 ${storage}GB` },
        prices.storage(standby),
        storage,
      ),
      monthly({ en: 'Database password secret', ko: '비밀번호 보관(Secrets Manager)' }, prices.secret),
    ],
    outputs: ({ engine, host, port, secretArn }) => ({
      database: { engine, host, port, ...(secretArn && { secretArn }) },
    }),
    answers: ({ DBInstanceClass, AllocatedStorage, MultiAZ, BackupRetentionPeriod }, { engine, ...handle }) => ({
      engine,
      size: DBInstanceClass,
      storage: AllocatedStorage,
      standby: MultiAZ,
      days: BackupRetentionPeriod,
      from: sourceOf(handle),
    }),
    absence: { engine: 'none' },
  },
});
