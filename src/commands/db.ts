import { Trouble } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import type { CommandDefinition, CommandOption } from './command.ts';
import type { DbAction, DbOptions } from './db/action.ts';
import { connect } from './db/connect.ts';
import { dump } from './db/dump.ts';
import { restore } from './db/restore.ts';
import { tunnel } from './db/tunnel.ts';
import { explained } from './explained.ts';
import { flagOf, isGiven } from './options.ts';
import { announced } from './surroundings.ts';

const actions: Readonly<Record<string, DbAction>> = { connect, tunnel, dump, restore };

/** Every flag that only some of the actions take. */
const own = Object.values(actions).flatMap(({ options }) => options);

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
  options: own,
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
    for (const option of own)
      if (isGiven(option, options) && !doing.options.includes(option)) throw wrongFlag(action, option);
    if (words.length > 0 && !doing.takes) throw takesNothing(action);
    const here = await announced(world, options);
    return doing.run({ here, options, words }).catch((error: unknown) => {
      throw explained(error, `db ${action}`, { en: 'the database', ko: '데이터베이스' });
    });
  },
};

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

function wrongFlag(action: string, option: CommandOption): Trouble {
  const flag = flagOf(option);
  return new Trouble(
    'usage',
    { en: `db ${action} does not take ${flag}.`, ko: `db ${action} 명령에는 ${flag} 플래그를 쓸 수 없습니다.` },
    help,
  );
}

const takesNothing = (action: string) =>
  new Trouble(
    'usage',
    { en: `db ${action} takes only flags.`, ko: `db ${action} 뒤에는 플래그만 쓸 수 있습니다.` },
    help,
  );
