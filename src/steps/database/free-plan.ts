import { accountPlan, isOnFreePlan } from '../../aws/account-plan.ts';
import type { Context } from '../../engine/step.ts';
import { obstacle, ok, warning, type Check } from '../../engine/verdict.ts';
import type { Words } from '../../words.ts';
import type { Chapter } from '../chapter.ts';
import { freeClasses } from './classes.ts';
import { backupDays, backupDaysOf, freeBackupDays, usualBackupDays } from './questions.ts';

type Given = Context & {
  readonly answers: { readonly size: string; readonly standby: boolean; readonly days: string };
};

const orUpgrade: Words = {
  en: 'or upgrade the account to the paid plan (Billing console)',
  ko: '결제 콘솔에서 유료 플랜으로 바꾸세요',
};

export const classAllowed: Check<Given> = {
  about: { en: 'plan: database class', ko: '요금제: 데이터베이스 클래스' },
  async ask(given) {
    const { size } = given.answers;
    if (!(await isOnFreePlan(given))) return undefined;
    if (freeClasses.includes(size)) return ok;
    return obstacle(
      {
        en: `The account is on the Free plan, which does not include the database class ${size}.`,
        ko: `계정이 무료 플랜이어서 ${size} 데이터베이스 클래스를 쓸 수 없습니다.`,
      },
      {
        en: `Use --database-class ${freeClasses.join(' or ')}, ${orUpgrade.en}.`,
        ko: `--database-class ${freeClasses.join(' 또는 ')} 값을 쓰거나, ${orUpgrade.ko}.`,
      },
      'usage',
    );
  },
};

/** The Free plan includes hours of a database in one zone (https://aws.amazon.com/rds/free/): a second one takes credits. */
export const standbyOnCredits: Check<Given> = {
  about: { en: 'plan: database standby', ko: '요금제: 데이터베이스 예비 인스턴스' },
  async ask(given) {
    if (!given.answers.standby || !(await isOnFreePlan(given))) return undefined;
    return warning(
      {
        en: 'the account is on the Free plan, and a standby uses up its credits twice as fast',
        ko: '계정이 무료 플랜이고, 예비 인스턴스를 두면 크레딧이 두 배로 빨리 줄어듭니다',
      },
      {
        en: 'A first site rarely needs one: --no-database-standby leaves it out.',
        ko: '처음에는 대개 필요 없습니다. 빼려면 --no-database-standby를 쓰세요.',
      },
    );
  },
};

/** Whether the account's plan lets backups be kept that long, and whether there are any. */
export const backupsAllowed: Check<Given> = {
  about: { en: 'database backups', ko: '데이터베이스 백업' },
  async ask(given) {
    const days = Number(given.answers.days);
    if (days === 0)
      return warning(
        {
          en: 'none are kept, so what is deleted by mistake cannot be brought back',
          ko: '백업을 보관하지 않으므로 실수로 지운 데이터를 되살릴 수 없습니다',
        },
        { en: 'Use --backup-days 1 or more.', ko: '--backup-days에 1 이상을 지정하세요.' },
      );
    if (days <= freeBackupDays || !(await isOnFreePlan(given))) return undefined;
    return obstacle(
      {
        en: `The account is on the Free plan, which keeps database backups for ${freeBackupDays} day, not ${days}.`,
        ko: `계정이 무료 플랜이어서 데이터베이스 백업을 ${days}일이 아니라 ${freeBackupDays}일만 보관할 수 있습니다.`,
      },
      {
        en: `Use --backup-days ${freeBackupDays}, ${orUpgrade.en}.`,
        ko: `--backup-days ${freeBackupDays} 값을 쓰거나, ${orUpgrade.ko}.`,
      },
      'usage',
    );
  },
};

/** What to say to whoever got the short backups of the Free plan and has upgraded since. */
export const longerBackups: NonNullable<Chapter['advice']> = async ({ aws, answered, handleOf }) => {
  const handle = handleOf('database');
  if (answered(backupDays) !== 'auto' || !handle || backupDaysOf(handle) >= usualBackupDays) return undefined;
  if ((await accountPlan(aws))?.type !== 'PAID') return undefined;
  return {
    en: `The account is on the paid plan now, so database backups can be kept longer: \`stepway up --backup-days ${usualBackupDays}\`.`,
    ko: `계정이 이제 유료 플랜이라 데이터베이스 백업을 더 오래 보관할 수 있습니다: \`stepway up --backup-days ${usualBackupDays}\``,
  };
};
