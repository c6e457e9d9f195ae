import type { DBInstance } from '@aws-sdk/client-rds';
import { Trouble } from '../../errors.ts';
import { verbatim, type Words } from '../../words.ts';

/** What RDS is doing, for the states that people wait through. */
const underWay: Readonly<Record<string, Words>> = {
  creating: { en: 'creating', ko: '생성 중' },
  modifying: { en: 'changing', ko: '변경 중' },
  maintenance: { en: 'in maintenance', ko: '유지 관리 중' },
  upgrading: { en: 'upgrading', ko: '업그레이드 중' },
  rebooting: { en: 'rebooting', ko: '재부팅 중' },
  starting: { en: 'starting', ko: '시작하는 중' },
  stopping: { en: 'stopping', ko: '중지하는 중' },
  deleting: { en: 'deleting', ko: '삭제 중' },
};

/**
 * In these a database answers its clients while RDS does something beside it ("Viewing DB instance status" in the RDS
 * guide; storage-optimization takes up to a day and more, storage-initialization follows a restore).
 */
const operational: ReadonlySet<string> = new Set([
  'available',
  'backing-up',
  'configuring-enhanced-monitoring',
  'configuring-iam-database-auth',
  'configuring-log-exports',
  'configuring-performance-insights',
  'storage-initialization',
  'storage-optimization',
]);

/** States that do not end by themselves; how to fix them, by the database's identifier. */
interface DeadEnd {
  readonly note: Words;
  fix(identifier: string): Words;
}

const seeEvents = (identifier: string): Words => ({
  en: `Its events say why: \`aws rds describe-events --source-type db-instance --source-identifier ${identifier}\`. Fix the cause, then run the same command again.`,
  ko: `이유는 이벤트에 나옵니다: \`aws rds describe-events --source-type db-instance --source-identifier ${identifier}\`. 해결한 뒤 같은 명령을 다시 실행하세요.`,
});

const makeAnew = (identifier: string): Words => ({
  en: `It cannot be repaired. To see why: \`aws rds describe-events --source-type db-instance --source-identifier ${identifier}\`. Delete it with \`stepway up --database none --data delete\`, then run \`stepway up\` with --database again.`,
  ko: `되살릴 수 없습니다. 이유는 이벤트에 나옵니다: \`aws rds describe-events --source-type db-instance --source-identifier ${identifier}\`. \`stepway up --database none --data delete\`로 지운 뒤 --database를 지정해 \`stepway up\`을 다시 실행하세요.`,
});

const deadEnds: Readonly<Record<string, DeadEnd>> = {
  failed: { note: { en: 'RDS could not create it', ko: 'RDS가 만들지 못했습니다' }, fix: makeAnew },
  'restore-error': { note: { en: 'RDS could not restore it', ko: 'RDS가 복원하지 못했습니다' }, fix: makeAnew },
  'incompatible-restore': { note: { en: 'RDS could not restore it', ko: 'RDS가 복원하지 못했습니다' }, fix: makeAnew },
  'incompatible-parameters': {
    note: {
      en: 'it cannot start with the values in its parameter group',
      ko: '파라미터 그룹의 설정으로는 시작할 수 없습니다',
    },
    fix: () => ({
      en: 'Undo the last change to its parameter group in the RDS console and reboot it, then run the same command again.',
      ko: 'RDS 콘솔에서 파라미터 그룹의 마지막 변경을 되돌리고 재부팅한 뒤 같은 명령을 다시 실행하세요.',
    }),
  },
  'incompatible-network': {
    note: {
      en: 'its subnets are unsuitable, for example out of free addresses',
      ko: '서브넷에 빈 주소 등 필요한 것이 없습니다',
    },
    fix: seeEvents,
  },
  'incompatible-option-group': {
    note: { en: 'it is incompatible with its option group', ko: '옵션 그룹과 맞지 않습니다' },
    fix: seeEvents,
  },
  'insufficient-capacity': {
    note: { en: 'AWS has no capacity for this class right now', ko: 'AWS에 해당 유형의 여유가 없습니다' },
    fix: () => ({
      en: 'Choose another --database-class, or wait, then run the same command again.',
      ko: '다른 --database-class를 고르거나 기다린 뒤 같은 명령을 다시 실행하세요.',
    }),
  },
  'inaccessible-encryption-credentials': {
    note: { en: 'its encryption key is not accessible', ko: '암호화 키에 접근할 수 없습니다' },
    fix: seeEvents,
  },
  'storage-full': {
    note: { en: 'its storage is full', ko: '저장 공간이 가득 찼습니다' },
    fix: () => ({
      en: 'Increase it: `stepway up --database-storage GIB`.',
      ko: '`stepway up --database-storage GIB`으로 지금보다 늘리세요.',
    }),
  },
  stopped: {
    note: { en: 'it is stopped', ko: '중지되어 있습니다' },
    fix: (identifier) => ({
      en: `Start it with \`aws rds start-db-instance --db-instance-identifier ${identifier}\`, then run the same command again.`,
      ko: `\`aws rds start-db-instance --db-instance-identifier ${identifier}\`로 시작한 뒤 같은 명령을 다시 실행하세요.`,
    }),
  },
};

/** The error for a database stuck in a state; undefined in any other state. */
function deadEndOf(identifier: string, status: string): Trouble | undefined {
  const deadEnd = deadEnds[status.replace(/-recoverable$/, '')];
  if (!deadEnd) return undefined;
  const { note, fix } = deadEnd;
  return new Trouble(
    'aws',
    {
      en: `The database ${identifier} is in the state "${status}": ${note.en}.`,
      ko: `데이터베이스 ${identifier}의 상태가 "${status}"입니다. ${note.ko}.`,
    },
    fix(identifier),
  );
}

/** What takes minutes to hours to change; RDS says available for a moment before it begins. */
const slow = ['DBInstanceClass', 'AllocatedStorage', 'MultiAZ', 'StorageType', 'Iops'] as const;

/**
 * What RDS is doing with it, if that has to be waited for.
 *
 * @throws Trouble in a state that does not end by itself.
 */
export function busyWith(
  identifier: string,
  { DBInstanceStatus: status = '', PendingModifiedValues: coming }: DBInstance,
): Words | undefined {
  const isChanging = slow.some((one) => coming?.[one] !== undefined);
  const deadEnd = isChanging ? undefined : deadEndOf(identifier, status);
  if (deadEnd) throw deadEnd;
  const doing = operational.has(status) && isChanging ? 'modifying' : status;
  return operational.has(doing) ? undefined : (underWay[doing] ?? verbatim(doing));
}

/** The error when RDS cannot take a final snapshot in this state. */
export const noSnapshotOf = (identifier: string, status: string): Trouble | undefined =>
  /^(failed|incompatible-(restore|network))$/.test(status)
    ? new Trouble(
        'aws',
        {
          en: `The database ${identifier} is in the state "${status}", and RDS cannot take a snapshot of it.`,
          ko: `데이터베이스 ${identifier}의 상태가 "${status}"이어서 RDS가 스냅샷을 만들지 못합니다.`,
        },
        {
          en: 'Nothing was deleted. If you need the data, restore an earlier backup first (RDS console, Restore to point in time); then run the command again with --data delete.',
          ko: '데이터베이스는 지우지 않았습니다. 데이터가 필요하면 먼저 RDS 콘솔에서 이전 백업을 복원하고(특정 시점으로 복원), --data delete로 다시 실행하세요.',
        },
      )
    : undefined;

/** The error when a final snapshot was ordered of a database that is not there any more. */
export const nothingToSnapshot = (identifier: string): Trouble =>
  new Trouble(
    'aws',
    {
      en: `The database ${identifier} no longer exists or is being deleted, and there is no final snapshot of it.`,
      ko: `데이터베이스가 이미 없거나 삭제되는 중이고, 마지막 스냅샷도 없습니다: ${identifier}.`,
    },
    {
      en: 'Look for a backup in the RDS console (Snapshots, Automated backups) before anything else is deleted; then run the command again with --data delete.',
      ko: '더 삭제하기 전에 RDS 콘솔의 스냅샷과 자동 백업에 남은 백업이 있는지 확인하고, --data delete로 다시 실행하세요.',
    },
  );

/** Switched off by hand: switched on again by us, RDS would change the password under whoever uses it. */
export const unmanaged = (identifier: string): Words => {
  const command = `aws rds modify-db-instance --db-instance-identifier ${identifier} --manage-master-user-password --apply-immediately`;
  return {
    en: `RDS no longer manages its password: the app has to know it by other means. To let RDS manage it again (this changes the password): ${command}`,
    ko: `RDS가 비밀번호를 관리하지 않으므로 앱이 비밀번호를 따로 알아야 합니다. 다시 RDS에 맡기려면(비밀번호가 바뀜): ${command}`,
  };
};
