import type { Chapter } from '../chapter.ts';
import { script } from './by-hand.ts';
import { engines } from './engines.ts';
import { databaseFromServer, databaseGroup } from './firewall.ts';
import { longerBackups } from './free-plan.ts';
import { database } from './instance.ts';
import { connections, databaseCpu, storageLeft } from './metrics.ts';
import { rates } from './prices.ts';
import {
  backupDays,
  database as engine,
  databaseClass,
  databaseFrom,
  databaseStandby,
  databaseStorage,
  databaseVersion,
} from './questions.ts';
import { databaseSecretPolicy } from './secret-policy.ts';
import { databaseSubnetGroup } from './subnet-group.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly database?: {
      readonly engine: string;
      readonly host: string;
      readonly port: number;
      /** Where Secrets Manager keeps the user name and the password; absent when RDS does not manage it any more. */
      readonly secretArn?: string;
    };
  }
}

const steps = [databaseSubnetGroup, database, databaseSecretPolicy];

export const databaseChapter: Chapter = {
  id: 'database',
  title: { en: 'Database', ko: '데이터베이스' },
  why: {
    en: 'RDS runs the database for you: daily backups, updates at night, an encrypted disk. AWS generates the password, stores it in Secrets Manager and rotates it every seven days; your app gets a user of its own, whose password stays. The database takes the longest to create, so it starts early.',
    ko: 'RDS는 매일 백업하고 밤에 업데이트하며 디스크를 암호화하는 관리형 데이터베이스입니다. 비밀번호는 AWS가 만들어 Secrets Manager에 보관하고 7일마다 바꿉니다. 앱에는 비밀번호가 바뀌지 않는 전용 사용자를 만들어 줍니다. 만드는 데 가장 오래 걸려서 먼저 시작합니다.',
  },
  asks: [engine, databaseClass, databaseVersion, databaseStorage, databaseStandby, backupDays, databaseFrom],
  steps,
  parts: [
    {
      id: 'database-standby',
      gives: {
        en: 'A standby of the database in a second zone, which takes over',
        ko: '다른 가용 영역에서 대신 이어받는 예비 데이터베이스',
      },
      question: databaseStandby,
      on: () => true,
      off: [{ question: databaseStandby, answer: false }],
      isOn: (answered) => answered(databaseStandby) === true,
    },
  ],
  links: [
    {
      id: 'database',
      title: { en: 'Database', ko: '데이터베이스' },
      at: 'data',
      steps: [databaseGroup, databaseFromServer, ...steps],
    },
  ],
  station(answered) {
    const chosen = answered(engine);
    if (chosen === undefined || chosen === 'none') return undefined;
    const { name, port } = engines[chosen];
    return {
      at: 'data',
      on: 'private',
      sign: 'data',
      name: { en: 'Database', ko: '데이터베이스' },
      details: { en: `RDS ${name} · private`, ko: `RDS ${name} · 인터넷에서 접근 불가` },
      port,
    };
  },
  advice: longerBackups,
  shows({ database }) {
    if (!database) return [];
    const { host, port, secretArn } = database;
    const byHand = { en: 'set by hand; RDS does not manage it', ko: '직접 정한 것(RDS가 관리하지 않음)' };
    return [
      { at: 'data', what: { en: 'Database', ko: '데이터베이스' }, lines: [`${host}:${port}`] },
      {
        at: 'data',
        what: { en: 'Database password', ko: '데이터베이스 비밀번호' },
        lines: [secretArn ? undefined : byHand],
      },
      {
        at: 'access',
        what: {
          en: 'Use the database from this computer: its client, or an address for other tools',
          ko: '이 컴퓨터에서 데이터베이스 쓰기(클라이언트, 다른 도구용 주소)',
        },
        lines: ['stepway db connect', 'stepway db tunnel'],
      },
    ];
  },
  gauges(made) {
    const name = made(database)?.['identifier'];
    if (typeof name !== 'string') return [];
    return [
      {
        id: 'database-cpu',
        at: 'data',
        title: { en: 'CPU of the database', ko: '데이터베이스 CPU' },
        unit: 'percent',
        metric: { ...databaseCpu(name), statistic: 'Average' },
      },
      {
        id: 'database-connections',
        at: 'data',
        title: { en: 'Connections to the database', ko: '데이터베이스 연결 수' },
        unit: 'count',
        metric: { ...connections(name), statistic: 'Maximum' },
      },
      {
        id: 'database-storage',
        at: 'data',
        title: { en: 'Storage left in the database', ko: '데이터베이스의 남은 공간' },
        unit: 'bytes',
        metric: { ...storageLeft(name), statistic: 'Minimum' },
      },
    ];
  },
  howTo: ({ database }) =>
    database
      ? [
          {
            to: 'restore',
            how: {
              en: 'The database backs itself up every day. `stepway db restore --list` shows what can be brought back, and `stepway db restore --to "10 minutes ago"` does it: the database of now is kept beside the new one.',
              ko: '데이터베이스는 매일 자동으로 백업됩니다. 되돌릴 수 있는 시점은 `stepway db restore --list`로 보고, `stepway db restore --to "10분 전"`으로 되돌립니다. 지금 데이터베이스는 그대로 옆에 남습니다.',
            },
          },
          {
            to: 'remove',
            how: {
              en: 'You are asked whether to keep a final snapshot of the database, or to delete its data for good.',
              ko: '데이터베이스의 마지막 사본(스냅샷)을 남길지, 데이터를 완전히 삭제할지 묻습니다.',
            },
          },
        ]
      : [],
  rates,
  script,
};
