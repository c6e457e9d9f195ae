import { Trouble } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { quoted } from '../plain.ts';
import type { CommandDefinition } from './command.ts';
import { connect } from './db-connect.ts';
import { dump } from './db-dump.ts';
import { tunnel } from './db-tunnel.ts';
import type { DbAction, DbOptions } from './db-action.ts';
import { restore } from './db-restore.ts';
import { dataOption } from './options.ts';
import { explained } from './explained.ts';
import { announced } from './surroundings.ts';

const actions: Readonly<Record<string, DbAction>> = { connect, tunnel, dump, restore };

/** Every flag that only some of the actions take, by what it is called among the options. */
const own: Readonly<Partial<Record<keyof DbOptions, string>>> = {
  port: '--port',
  reveal: '--reveal',
  force: '--force',
  to: '--to',
  back: '--back',
  removeOld: '--remove-old',
  drill: '--drill',
  list: '--list',
  data: '--data',
};

export const command: CommandDefinition = {
  argument: {
    name: 'action',
    help: {
      en: 'connect, tunnel, dump FILE (- for the output), or restore. What stands after connect -- goes to the client.',
      ko: 'connect, tunnel, dump 파일(-이면 표준 출력), restore. connect -- 뒤에 쓴 것은 클라이언트에 그대로 전달',
    },
    words: true,
    values: Object.keys(actions),
  },
  questions: [],
  options: [
    {
      flags: '--port <PORT>',
      read: readPort,
      help: {
        en: "tunnel: the port on this computer (default: the database's usual one, or another if it is taken).",
        ko: 'tunnel: 내 컴퓨터에서 쓸 포트(기본값: 데이터베이스의 기본 포트, 쓰이고 있으면 다른 포트)',
      },
    },
    {
      flags: '--reveal',
      help: { en: 'tunnel: show the password in the URL.', ko: 'tunnel: 주소에 비밀번호도 보여 주기' },
    },
    {
      flags: '--force',
      help: { en: 'dump: replace a file that exists.', ko: 'dump: 이미 있는 파일 덮어쓰기' },
    },
    {
      flags: '--to <TIME|SNAPSHOT>',
      values: ['latest', '10m', '1h'],
      help: {
        en: 'restore: the moment ("10 minutes ago", "2026-11-27 15:00", latest) or the snapshot to go back to.',
        ko: 'restore: 되돌릴 시점("10분 전", "2026-11-27 15:00", latest) 또는 스냅샷',
      },
    },
    {
      flags: '--list',
      help: {
        en: 'restore: show which times and snapshots there are to go back to.',
        ko: 'restore: 되돌릴 수 있는 시점과 스냅샷 보기',
      },
    },
    {
      flags: '--back',
      help: {
        en: 'restore: return to the database before the last restore.',
        ko: 'restore: 마지막 복원 전의 데이터베이스로 돌아가기',
      },
    },
    {
      flags: '--remove-old',
      help: {
        en: 'restore: remove the database that a restore has left beside the new one.',
        ko: 'restore: 복원한 뒤 남겨 둔 이전 데이터베이스 지우기',
      },
    },
    {
      flags: '--drill',
      help: {
        en: 'restore: practise. Restore a copy, measure how long it takes, and remove it.',
        ko: 'restore: 연습. 사본을 복원해 걸리는 시간을 재고 지우기',
      },
    },
    dataOption,
  ],
  examples: {
    'stepway db connect': { en: "Open the database's client", ko: '데이터베이스 클라이언트로 접속하기' },
    "stepway db connect -- -c 'select count(*) from users'": {
      en: 'One statement; what stands after -- goes to the client',
      ko: 'SQL 하나만 실행하기(-- 뒤는 클라이언트에 전달)',
    },
    'stepway db tunnel': {
      en: 'Show a local URL for any other tool, until Ctrl-C',
      ko: '다른 도구에서 쓸 로컬 주소 보기(Ctrl-C를 누를 때까지)',
    },
    'stepway db restore --list': {
      en: 'Show what can be brought back: times, and snapshots',
      ko: '되돌릴 수 있는 시점과 스냅샷 보기',
    },
    'stepway db restore --to "10 minutes ago"': {
      en: 'Bring back the data of that moment; the database of now is kept beside it',
      ko: '그 시점의 데이터로 되돌리기(지금 데이터베이스는 옆에 남김)',
    },
    'stepway db dump backup.sql': { en: 'Save everything in it to a file', ko: '내용 전체를 파일로 저장하기' },
  },

  async run(world, options: DbOptions, [action = '', ...words]) {
    const doing = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!doing) throw unknownAction(action);
    for (const [name, flag] of Object.entries(own))
      if (options[name as keyof DbOptions] !== undefined && !doing.flags.includes(name as keyof DbOptions))
        throw wrongFlag(action, flag);
    if (words.length > 0 && !doing.takes) throw takesNothing(action);
    const here = await announced(world, options);
    return doing.run({ here, options, words }).catch((error: unknown) => {
      throw explained(error, `db ${action}`, { en: 'the database', ko: '데이터베이스' });
    });
  },
};

function readPort(raw: string): number {
  const port = Number(raw);
  if (/^\d{1,5}$/.test(raw) && port >= 1 && port <= 65_535) return port;
  throw new Trouble(
    'usage',
    {
      en: `--port must be a port from 1 to 65535, not ${quoted(raw)}.`,
      ko: `--port 값은 1~65535 사이의 포트여야 합니다. 입력한 값: ${quoted(raw)}.`,
    },
    { en: 'For example: --port 15432.', ko: '예: --port 15432' },
  );
}

const help = { en: 'Run `stepway db --help` to see how.', ko: '사용법은 `stepway db --help`에서 볼 수 있습니다.' };

/** What other tools call it. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['psql', 'connect'],
  ['mysql', 'connect'],
  ['shell', 'connect'],
  ['open', 'connect'],
  ['proxy', 'tunnel'],
  ['forward', 'tunnel'],
  ['url', 'tunnel'],
  ['backup', 'dump'],
  ['export', 'dump'],
  ['pull', 'dump'],
  ['save', 'dump'],
  ['rollback', 'restore'],
  ['recover', 'restore'],
  ['undo', 'restore'],
]);

const unknownAction = (action: string) => {
  const names = Object.keys(actions);
  return new Trouble(
    'usage',
    {
      en: `The word after db is one of ${names.join(', ')}.`,
      ko: `db 다음에는 ${names.join(', ')} 중 하나를 씁니다.`,
    },
    didYouMean(action === '' ? undefined : (elsewhere.get(action) ?? nearest(action, names)), help),
  );
};

const wrongFlag = (action: string, flag: string) =>
  new Trouble(
    'usage',
    { en: `db ${action} does not take ${flag}.`, ko: `db ${action} 명령에는 ${flag} 플래그를 쓸 수 없습니다.` },
    help,
  );

const takesNothing = (action: string) =>
  new Trouble(
    'usage',
    { en: `db ${action} takes only flags.`, ko: `db ${action} 뒤에는 플래그만 쓸 수 있습니다.` },
    help,
  );
