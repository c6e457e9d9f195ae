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
  {
    text: /column "[^"]*" does not exist|no such column|Unknown column|UndefinedColumn/,
    cause: {
      en: 'A column is missing: a migration was not run against this database.',
      ko: '열(column)이 없습니다. 이 데이터베이스에 실행하지 않은 마이그레이션이 있습니다.',
    },
    fix: {
      en: 'Commit the migration, and have a Procfile run it before each new version: `stepway explain processes`.',
      ko: '마이그레이션을 커밋하고, 새 버전마다 먼저 실행되도록 Procfile에 적으세요: `stepway explain processes`.',
    },
  },
  {
    text: /(relation|column|type|table) ["\x27`][^"\x27`]*["\x27`] already exists|Duplicate column name/,
    cause: {
      en: 'A table or column is there already: the database was changed by hand, or by another set of migrations.',
      ko: '테이블이나 열이 이미 있습니다. 데이터베이스를 직접 바꿨거나, 다른 마이그레이션으로 만들었습니다.',
    },
    fix: {
      en: 'Mark the migration as done (`prisma migrate resolve --applied NAME`, Django: `migrate --fake-initial`), then deploy again.',
      ko: '그 마이그레이션을 적용된 것으로 표시하고(`prisma migrate resolve --applied 이름`, Django는 `migrate --fake-initial`) 다시 배포하세요.',
    },
  },
];
