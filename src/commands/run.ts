import { exitCodes, Trouble } from '../errors.ts';
import { runOnServer, type Streams } from '../operations/run.ts';
import { openServer, rehearseSession } from '../operations/session.ts';
import { printJson } from '../ui/output.ts';
import type { Words } from '../words.ts';
import type { CommandDefinition } from './command.ts';
import { explained } from './explained.ts';
import { siteOf } from './site.ts';
import { builtState } from './stacks.ts';
import { streamsOf } from './streams.ts';
import { announced } from './surroundings.ts';

/** The same streams, but what is said is kept for the one JSON document at the end. */
function kept(streams: Streams): { readonly streams: Streams; readonly said: () => object } {
  const [output, errors]: [Buffer[], Buffer[]] = [[], []];
  const keep = (into: Buffer[]) => (bytes: Buffer) => into.push(bytes) > 0;
  return {
    streams: { ...streams, output: keep(output), errors: keep(errors) },
    said: () => ({ stdout: Buffer.concat(output).toString(), stderr: Buffer.concat(errors).toString() }),
  };
}

export const command: CommandDefinition = {
  argument: {
    name: 'command',
    help: {
      en: 'What to run, after --: its own flags are then left alone.',
      ko: '실행할 명령. -- 뒤에 쓰면 그 명령의 플래그를 그대로 전달합니다.',
    },
    words: true,
  },
  questions: [],
  options: [],
  examples: {
    'stepway run -- npm run migrate': {
      en: 'Run a command of your app on the server',
      ko: '서버에서 앱의 명령 실행하기',
    },
    "stepway run -- sh -c 'df -h . && ls'": {
      en: 'Several commands, by a shell there',
      ko: '서버의 셸로 명령 여러 개 실행하기',
    },
    'stepway run -- python manage.py loaddata - < data.json': {
      en: 'Give it a file of yours to read',
      ko: '내 컴퓨터의 파일을 입력으로 주기',
    },
  },

  async run(world, options, words) {
    if (words.length === 0) throw noCommand();
    const here = await announced(world, options);
    const state = await builtState(here.folder, options.name);
    const isJson = options.json ?? false;
    try {
      const server = await openServer(siteOf(here, options), state, options.region);
      if (here.rehearsing) {
        await rehearseSession(server);
        if (isJson) printJson(world.output, { is: 'rehearsed' });
        else here.screen.paragraph(nothingRan);
        return exitCodes.done;
      }
      const { streams, said } = isJson ? kept(streamsOf(world)) : { streams: streamsOf(world), said: () => ({}) };
      const exitCode = await runOnServer(server, words, streams);
      if (isJson) printJson(world.output, { is: 'done', exitCode, ...said() });
      return exitCode;
    } catch (error) {
      throw explained(error, 'run', { en: 'the session with the server', ko: '서버와의 세션' });
    }
  },
};

const nothingRan: Words = {
  en: 'The session was allowed. Nothing ran: a rehearsal has no server to run it on.',
  ko: '세션은 허용되었습니다. 연습에는 서버가 없으므로 실행한 것은 없습니다.',
};

const noCommand = () =>
  new Trouble(
    'usage',
    { en: 'Which command is to be run on the server?', ko: '서버에서 실행할 명령을 쓰지 않았습니다.' },
    {
      en: 'Write it after --: `stepway run -- ls -l`. For a shell: `stepway shell`.',
      ko: '-- 뒤에 쓰세요: `stepway run -- ls -l`. 셸을 열려면 `stepway shell`을 쓰세요.',
    },
  );
