import type { DBInstance } from '@aws-sdk/client-rds';
import { describeDatabase } from '../../aws/databases.ts';
import type { Context } from '../../engine/step.ts';
import { obstacle, ok, warning, type Check } from '../../engine/verdict.ts';

/** From this size, in GiB, gp3 has a baseline of its own for PostgreSQL and MySQL, which RDS wants named ("gp3 storage"). */
const striped = 400;
const baseline = 12_000;

/** Iops belong to the size from there on, and are refused below. */
export const sized = (gigabytes: number, had = 0) => ({
  AllocatedStorage: gigabytes,
  ...(gigabytes >= striped && { Iops: Math.max(baseline, had) }),
});

/** What a change says of the storage: nothing unless it grows. It may have been grown by hand, and never shrinks. */
export const grown = (wanted: number, { AllocatedStorage = 0, Iops }: DBInstance) =>
  wanted > AllocatedStorage ? sized(wanted, Iops) : {};

/** RDS rounds an increase of less than a tenth up to one (ModifyDBInstance, AllocatedStorage). */
const rounded = (wanted: number, has: number) => Math.max(wanted, Math.ceil((has * 11) / 10));

type Given = Context & { readonly answers: { readonly storage: number } };

/** Whether the storage can become what is wanted. */
export const storageFits: Check<Given> = {
  about: { en: 'database storage', ko: '데이터베이스 저장 공간' },

  async ask({ rds, answers: { storage } }, id, was) {
    const found = id === undefined ? undefined : await describeDatabase(rds, id);
    const has = found?.AllocatedStorage;
    // Who grew it by hand, or got more by rounding, need not say so to change something else.
    if (!found || !has || storage === was?.['storage'] || storage === has) return has ? ok : undefined;
    if (storage < has) return cannotShrink(has);
    if (found.DBInstanceStatus === 'storage-optimization') return optimizing;
    const becomes = rounded(storage, has);
    if (becomes === storage) return ok;
    return warning(
      {
        en: `RDS grows storage by a tenth at least: it becomes ${becomes} GiB, not ${storage}`,
        ko: `RDS는 저장 공간을 10% 이상씩 늘리므로 ${storage}GiB가 아니라 ${becomes}GiB가 됩니다`,
      },
      {
        en: `To choose the size yourself, use --database-storage ${becomes} or more.`,
        ko: `직접 정하려면 --database-storage ${becomes} 값을 쓰세요.`,
      },
    );
  },
};

const cannotShrink = (has: number) =>
  obstacle(
    {
      en: `The database has ${has} GiB of storage, and RDS storage cannot shrink.`,
      ko: `데이터베이스 저장 공간은 이미 ${has}GiB이며 줄일 수 없습니다.`,
    },
    { en: `Set --database-storage to ${has} or more.`, ko: `--database-storage에 ${has} 이상을 지정하세요.` },
    'usage',
  );

const optimizing = obstacle(
  {
    en: 'RDS is still optimizing the storage after it last grew, and cannot grow it again meanwhile.',
    ko: '저장 공간을 늘린 뒤의 최적화가 아직 끝나지 않아 지금은 더 늘릴 수 없습니다.',
  },
  {
    en: 'The database works meanwhile. Try again in six hours; it may take a day.',
    ko: '그동안에도 데이터베이스는 동작합니다. 6시간 뒤에 다시 해 보세요. 하루가 걸리기도 합니다.',
  },
);
