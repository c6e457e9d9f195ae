import type { DBInstance } from '@aws-sdk/client-rds';
import type { Context, Settings } from '../../engine/step.ts';
import { pick, type Json } from '../../facts.ts';
import { ownGroup } from '../firewall/groups.ts';

type Given = Context & {
  readonly needs: { readonly group: { readonly groupId: string } };
  readonly answers: {
    readonly size: string;
    readonly storage: number;
    readonly standby: boolean;
    readonly days: string;
  };
};

const atLeast = (is: Json | undefined, wanted: Json) => Number(is ?? 0) >= Number(wanted);

/** In RDS's own terms, which creating, changing and describing it share. */
const alike = {
  DBInstanceClass: {
    title: { en: 'instance class', ko: '인스턴스 클래스' },
    wanted: ({ answers }: Given) => answers.size,
  },
  StorageType: { title: { en: 'storage type', ko: '저장 공간 유형' }, wanted: 'gp3' },
  // The default is true.
  PubliclyAccessible: { title: { en: 'access from the internet', ko: '인터넷에서 접근' }, wanted: false },
  MultiAZ: {
    title: { en: 'standby in a second zone (Multi-AZ)', ko: '다중 AZ(예비 인스턴스)' },
    wanted: ({ answers }: Given) => answers.standby,
  },
  BackupRetentionPeriod: {
    title: { en: 'days of backups', ko: '백업 보관 일수' },
    wanted: ({ answers }: Given) => Number(answers.days),
    holds: atLeast,
  },
  CopyTagsToSnapshot: { title: { en: 'copying tags to snapshots', ko: '스냅샷에 태그 복사' }, wanted: true },
  AutoMinorVersionUpgrade: {
    title: { en: 'automatic minor upgrades', ko: '마이너 버전 자동 업그레이드' },
    wanted: true,
  },
  DeletionProtection: { title: { en: 'deletion protection', ko: '삭제 방지' }, wanted: true },
  AllocatedStorage: {
    title: { en: 'storage in GiB', ko: '저장 공간(GiB)' },
    wanted: ({ answers }: Given) => answers.storage,
    holds: atLeast,
  },
} satisfies Settings<Given>;

export const settings = {
  ...alike,
  SecurityGroup: { ...ownGroup, wanted: ({ needs }: Given) => needs.group.groupId },
} satisfies Settings<Given>;

export const groupsOf = (found: DBInstance | undefined): string[] =>
  found?.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []) ?? [];

export const settingsOf = (found: DBInstance) => ({
  ...pick(found, Object.keys(alike) as (keyof typeof alike)[]),
  SecurityGroup: groupsOf(found),
});
