import { exitCodes, Trouble } from '../errors.ts';
import { openServer, rehearseSession } from '../operations/session.ts';
import { shellOnServer } from '../operations/shell.ts';
import { printJson } from '../ui/output.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { explained } from './explained.ts';
import { siteOf } from './site.ts';
import { builtState } from './stacks.ts';
import { announced, type Surroundings } from './surroundings.ts';
import { terminalOf } from './terminal.ts';

interface ShellOptions extends CommonOptions {
  readonly admin?: true;
}

/** The terminal, which says in words what becomes of the shell. */
function speaking({ world, screen }: Surroundings, admin: boolean) {
  return {
    ...terminalOf(world),
    opened(as: string) {
      if (as === 'app')
        screen.remark({
          en: 'A shell as your app: its folder, its settings, its user. Ctrl-D leaves.',
          ko: '앱과 같은 폴더, 설정, 사용자로 연 셸입니다. Ctrl-D로 나갑니다.',
        });
      else if (admin)
        screen.remark({
          en: 'A shell of the server; `sudo -i` makes you root. Ctrl-D leaves.',
          ko: '서버의 셸입니다. `sudo -i`로 root가 됩니다. Ctrl-D로 나갑니다.',
        });
      else
        screen.remark({
          en: 'No version of your app is on the server yet: this is a shell of the server itself. Ctrl-D leaves.',
          ko: '아직 서버에 올린 앱이 없어서 서버 자체의 셸을 열었습니다. Ctrl-D로 나갑니다.',
        });
    },
    cut(isCut: boolean) {
      screen.line();
      if (isCut)
        screen.remark({
          en: 'The connection was cut. Restoring it; Ctrl-C leaves.',
          ko: '연결이 끊겨 다시 연결하는 중입니다. Ctrl-C로 나갑니다.',
        });
      else screen.remark({ en: 'It is there again.', ko: '다시 연결되었습니다.' });
    },
  };
}

export const command: CommandDefinition = {
  questions: [],
  options: [
    {
      flags: '--admin',
      help: {
        en: 'A shell of the server, with sudo, instead of one as the app.',
        ko: '앱 대신 서버 관리자 셸(sudo 사용 가능) 열기',
      },
    },
  ],
  examples: {
    'stepway shell': {
      en: "A shell in your app's folder, with its settings",
      ko: '앱의 폴더에서 앱의 설정으로 셸 열기',
    },
    'stepway shell --admin': { en: 'A shell of the server itself', ko: '서버 자체의 셸 열기' },
  },

  async run(world, options: ShellOptions) {
    const { json: isJson = false, admin = false } = options;
    if (options.rehearse === undefined && !(world.input.isTTY && world.output.isTTY)) throw noTerminal();
    const here = await announced(world, options);
    const state = await builtState(here.folder, options.name);
    try {
      const server = await openServer(siteOf(here, options), state, options.region);
      if (here.rehearsing) {
        await rehearseSession(server);
        if (isJson) printJson(world.output, { is: 'rehearsed' });
        else here.screen.paragraph(noShell);
        return exitCodes.done;
      }
      const isDone = await shellOnServer(server, admin, speaking(here, admin));
      if (isJson) printJson(world.output, { is: isDone ? 'done' : 'left' });
      return isDone ? exitCodes.done : exitCodes.interrupted;
    } catch (error) {
      throw explained(error, 'shell', { en: 'the session with the server', ko: '서버와의 세션' });
    }
  },
};

const noShell = {
  en: 'The session was allowed. A rehearsal has no server to open a shell on.',
  ko: '세션은 허용되었습니다. 연습에는 셸을 열 서버가 없습니다.',
};

const noTerminal = () =>
  new Trouble(
    'usage',
    {
      en: 'A shell needs a terminal, and this is none.',
      ko: '셸을 열려면 터미널이 필요한데, 지금은 터미널이 아닙니다.',
    },
    {
      en: 'In a script, run one command: `stepway run -- sh -c "ls && pwd"`.',
      ko: '스크립트에서는 명령을 하나씩 실행하세요: `stepway run -- sh -c "ls && pwd"`.',
    },
  );
