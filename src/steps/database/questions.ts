import { isOnFreePlan } from '../../aws/account-plan.ts';
import type { Facts } from '../../facts.ts';
import type { Listed } from '../../prices/kept.ts';
import { inEach } from '../../words.ts';
import { pricedFor } from '../account/priced.ts';
import { region } from '../account/questions.ts';
import { assertClass, classesAt, classesThere, costOf } from './classes.ts';
import { choiceOf, leftBehind } from './left-behind.ts';
import { empty, momentAnswer, sourceOf } from './source.ts';
import { assertVersion } from './versions.ts';
import { confirm, number, select, text, Unsuitable, type Answered } from '../../questions/question.ts';

const usualClass = 'db.t4g.micro';
const usualStorage = 20;

const choices = [
  { value: 'postgres', name: { en: 'PostgreSQL', ko: 'PostgreSQL' } },
  { value: 'mysql', name: { en: 'MySQL', ko: 'MySQL' } },
  { value: 'none', name: { en: 'None', ko: '사용 안 함' } },
] as const;

const fromKey = 'database-from';

/** The engines, each with what it costs. */
const priced = (answered: Answered, listed?: Listed) =>
  choices.map(({ value, name }) => {
    const cost = costOf(usualClass, usualStorage, pricedFor(answered, listed));
    return { value, name: value === 'none' ? name : inEach((language) => `${name[language]}${cost[language]}`) };
  });

export const database = select({
  key: 'database',
  title: { en: 'Database', ko: '데이터베이스' },
  placeholder: 'none|postgres|mysql',
  message: { en: 'Which database?', ko: '어떤 데이터베이스를 쓸까요?' },
  help: { en: 'The database engine, or none.', ko: '데이터베이스 종류입니다(none이면 만들지 않음).' },
  choices,
  offers: priced,
  /** Where earlier databases have left data, whoever is asked for a new one can begin with that. */
  async has({ aws, answered, handleOf, listed }) {
    const left = handleOf('database') ? [] : await leftBehind(aws);
    if (left.length === 0) return [];
    const anew = priced(answered, listed).map((choice) => ({ ...choice, also: { [fromKey]: 'auto' } }));
    return [...anew, ...left.map((one) => ({ ...choiceOf(one), also: { [fromKey]: one.id } }))];
  },
  fallback: () => 'postgres',
});

const wanted = (answered: Answered) => answered(database) !== 'none';

export const databaseClass = text({
  key: 'database-class',
  title: { en: 'Database size', ko: '데이터베이스 크기' },
  placeholder: 'CLASS',
  message: { en: 'Size of the database server', ko: '데이터베이스 서버의 크기(인스턴스 클래스)는?' },
  help: { en: 'The RDS instance class.', ko: 'RDS 인스턴스 클래스입니다.' },
  fallback: () => usualClass,
  suchAs: ['db.t4g.micro', 'db.t4g.small', 'db.t4g.medium'],
  unasked: true,
  offers: (answered, listed) => classesAt(pricedFor(answered, listed)),
  async has({ aws, answered, listed }) {
    const engine = answered(database);
    return engine === 'postgres' || engine === 'mysql' ? classesThere(aws, engine, pricedFor(answered, listed)) : [];
  },
  async test(value, { aws, answered, listed }) {
    const engine = answered(database);
    if (engine === 'postgres' || engine === 'mysql')
      await assertClass(aws, engine, value, answered(region), pricedFor(answered, listed));
  },
  early: true,
  when: wanted,
  read(raw) {
    if (/^db\.[a-z][a-z0-9]{0,19}\.[a-z0-9-]{1,20}$/.test(raw)) return raw;
    throw new Unsuitable({
      en: 'must be an RDS instance class such as db.t4g.micro',
      ko: 'db.t4g.micro 같은 RDS 인스턴스 클래스여야 합니다',
    });
  },
});

export const databaseVersion = text({
  key: 'database-version',
  title: { en: 'Database version', ko: '데이터베이스 버전' },
  placeholder: 'auto|VERSION',
  message: {
    en: 'Which version of it? (auto: the newest major one)',
    ko: '어떤 버전을 쓸까요? (auto: 가장 새로운 메이저 버전)',
  },
  help: {
    en: 'The version of a new database, such as 17 or 8.4; auto is the newest major one in standard support.',
    ko: '새 데이터베이스의 버전입니다(예: 17, 8.4). auto는 표준 지원 중인 가장 새로운 메이저 버전입니다.',
  },
  fallback: () => 'auto',
  unasked: true,
  async test(value, { aws, answered }) {
    const engine = answered(database);
    const size = answered(databaseClass) ?? usualClass;
    if (engine === 'postgres' || engine === 'mysql') await assertVersion(aws, engine, value, size);
  },
  early: true,
  when: wanted,
  read(raw) {
    if (/^(auto|\d{1,2}(\.\d{1,3}){0,2})$/.test(raw)) return raw;
    throw new Unsuitable({
      en: 'must be auto or a version such as 17, 17.6 or 8.4',
      ko: 'auto 또는 17, 17.6, 8.4 같은 버전이어야 합니다',
    });
  },
});

export const databaseStorage = number({
  key: 'database-storage',
  title: { en: 'Database storage, GiB', ko: '데이터베이스 저장 공간(GiB)' },
  placeholder: 'GIB',
  message: { en: 'Database storage, in GiB', ko: '저장 공간은 몇 GiB로 할까요?' },
  help: {
    en: 'Database storage in GiB; it can grow later, but never shrink.',
    ko: '데이터베이스 저장 공간(GiB)입니다. 나중에 늘릴 수 있지만 줄일 수는 없습니다.',
  },
  fallback: () => usualStorage,
  suchAs: [20, 50, 100],
  unasked: true,
  when: wanted,
  min: 20,
  max: 65536,
});

export const databaseStandby = confirm({
  key: 'database-standby',
  title: { en: 'Database standby', ko: '데이터베이스 예비 인스턴스' },
  message: {
    en: 'Keep a standby of the database in a second zone? It takes over within a minute or two, and doubles the price.',
    ko: '다른 가용 영역에 데이터베이스 예비 인스턴스를 둘까요? 장애가 나면 1~2분 안에 이어받고, 비용은 두 배가 됩니다.',
  },
  help: {
    en: 'Keeps a standby of the database in a second zone (Multi-AZ), which takes over; doubles its price.',
    ko: '다른 가용 영역에 데이터베이스 예비 인스턴스를 두어(다중 AZ) 장애 때 이어받게 합니다. 비용은 두 배입니다.',
  },
  fallback: () => false,
  when: wanted,
  unasked: true,
});

/** `auto` is what the database that is there was made from; where there is none, nothing. */
export const databaseFrom = text({
  key: fromKey,
  title: { en: 'Data of the database', ko: '데이터베이스의 데이터' },
  placeholder: 'auto|empty|SNAPSHOT|TIME',
  message: {
    en: 'What to make the database from: a snapshot, or a moment of the one before',
    ko: '데이터베이스를 무엇으로 만들까요? (스냅샷 또는 이전 데이터베이스의 시점)',
  },
  help: {
    en: 'A snapshot to make the database from, or a moment (2026-11-27T15:00:00Z) of the one before; auto leaves it as it is.',
    ko: '데이터베이스를 만들 스냅샷, 또는 이전 데이터베이스의 시점(2026-11-27T15:00:00Z)입니다. auto면 그대로 둡니다.',
  },
  fallback: () => 'auto',
  when: wanted,
  unasked: true,
  read(raw) {
    if (raw === 'auto' || raw === empty) return raw;
    const moment = /^\d{4}-\d\d-\d\dT/.test(raw) ? Date.parse(raw) : Number.NaN;
    // Without a zone nobody knows which moment it is.
    if (/(Z|[+-]\d\d:?\d\d)$/.test(raw) && !Number.isNaN(moment)) return momentAnswer(moment);
    if (/^(rds:)?[A-Za-z](-?[A-Za-z0-9])*$/.test(raw) && raw.length <= 255) return raw.toLowerCase();
    throw new Unsuitable({
      en: 'must be auto, empty, the name of a snapshot, or a time with its zone such as 2026-11-27T15:00:00Z',
      ko: 'auto, empty, 스냅샷 이름, 또는 2026-11-27T15:00:00Z처럼 시간대가 있는 시각이어야 합니다',
    });
  },
  async resolve(value, { handleOf }) {
    if (value !== 'auto') return value;
    const made = handleOf('database');
    return made ? sourceOf(made) : empty;
  },
});

/** For how many days automatic backups are kept, unless told otherwise; the Free plan allows one. */
export const usualBackupDays = 7;
export const freeBackupDays = 1;

/** The days that a database was made or changed with; one that is older than the question has the usual ones. */
export const backupDaysOf = (handle: Facts): number => ('days' in handle ? Number(handle['days']) : usualBackupDays);

const mostBackupDays = 35;

/** `auto` stays what it was for a database that is there: an upgraded account changes nothing by itself. */
export const backupDays = text({
  key: 'backup-days',
  title: { en: 'Days of backups', ko: '백업 보관 일수' },
  placeholder: 'auto|DAYS',
  message: {
    en: 'Days to keep database backups (auto: 7, or 1 on the Free plan)',
    ko: '데이터베이스 백업을 며칠 동안 보관할까요? (auto: 7일, 무료 플랜에서는 1일)',
  },
  help: {
    en: 'How many days to keep database backups (0 to 35); auto is 7, or 1 on the Free plan.',
    ko: '데이터베이스 백업을 보관할 일수(0~35)입니다. auto는 7일, AWS 무료 플랜에서는 1일입니다.',
  },
  fallback: () => 'auto',
  suchAs: ['1', '14', '30'],
  when: wanted,
  unasked: true,
  read(raw) {
    if (raw === 'auto') return raw;
    if (/^\d{1,2}$/.test(raw) && Number(raw) <= mostBackupDays) return String(Number(raw));
    throw new Unsuitable({
      en: `must be auto or a whole number from 0 to ${mostBackupDays}`,
      ko: `auto 또는 0부터 ${mostBackupDays}까지의 정수여야 합니다`,
    });
  },
  async resolve(value, { aws, answered, handleOf }) {
    if (value !== 'auto' || !wanted(answered)) return value;
    const made = handleOf('database');
    if (made) return String(backupDaysOf(made));
    return String((await isOnFreePlan(aws)) ? freeBackupDays : usualBackupDays);
  },
});
