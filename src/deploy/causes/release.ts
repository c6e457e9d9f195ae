import type { Cause } from './cause.ts';

/** What is to be done once before a version starts, and its lack. */
export const ofRelease: readonly Cause[] = [
  {
    text: /The release command failed/,
    cause: {
      en: 'The release command of the Procfile failed; the version before serves as before.',
      ko: 'Procfile의 release 명령이 실패했습니다. 방문자는 이전 버전을 계속 보고 있습니다.',
    },
    fix: {
      en: 'Its last lines show why. Fix it, then deploy again: it runs again as well.',
      ko: '마지막 출력에 이유가 있습니다. 고친 뒤 다시 배포하면 release 명령도 다시 실행합니다.',
    },
  },
  {
    text: /relation "[^"]*" does not exist|no such table|Table .[^ ]+. doesn.t exist|ER_NO_SUCH_TABLE|UndefinedTable|table `[^`]*` does not exist in the current database/,
    cause: {
      en: 'A table is missing: the migrations were not run against this database.',
      ko: '테이블이 없습니다. 이 데이터베이스에 마이그레이션을 실행하지 않았습니다.',
    },
    fix: {
      en: 'Have a Procfile run them before each new version: `release: npx prisma migrate deploy`, for example. `stepway explain processes` has more.',
      ko: '새 버전마다 먼저 실행되도록 Procfile에 적으세요. 예: `release: npx prisma migrate deploy`. 자세한 것은 `stepway explain processes`에 있습니다.',
    },
  },
];
