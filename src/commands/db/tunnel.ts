import { exitCodes, Trouble } from '../../errors.ts';
import { quoted } from '../../plain.ts';
import { takePort } from '../../session/tunnel.ts';
import { reveal, revealJson } from '../../ui/output.ts';
import type { DbAction } from './action.ts';
import { takeAny, withDatabase, type OpenDatabase } from './open.ts';
import { stoppable } from '../stoppable.ts';
import type { Surroundings } from '../surroundings.ts';

/** The port that is wanted; else the usual one of the database, unless it is taken. */
async function choose(wanted: number | undefined, usual: number, { screen }: Surroundings) {
  const found = await takePort(wanted ?? usual);
  if (found) return found;
  if (wanted !== undefined) throw taken(wanted);
  screen.remark({
    en: `Port ${usual} of this computer is taken, so another one is used.`,
    ko: `이 컴퓨터의 ${usual} 포트는 이미 쓰이고 있어서 다른 포트를 씁니다.`,
  });
  return takeAny();
}

function show({ world: { output }, screen }: Surroundings, open: OpenDatabase, json: boolean, reveals: boolean): void {
  const { client, address, password } = open;
  const { port, name, user } = address;
  const url = client.url(address, reveals ? password : undefined);
  if (json) {
    const told = { is: 'open', host: '127.0.0.1', port, database: name, user, url };
    return revealJson(output, { ...told, ...(reveals && { password }) });
  }
  reveal(output, `${url}\n`);
  screen.paragraph(
    reveals
      ? {
          en: 'The password is in it. Open until Ctrl-C.',
          ko: '비밀번호가 들어 있는 주소입니다. Ctrl-C를 누를 때까지 열려 있습니다.',
        }
      : {
          en: 'The URL has no password: `stepway db tunnel --reveal` shows it. Open until Ctrl-C.',
          ko: '주소에 비밀번호는 없습니다. `stepway db tunnel --reveal`로 볼 수 있습니다. Ctrl-C를 누를 때까지 열려 있습니다.',
        },
  );
}

/** Until the user stops it, which is how it ends. */
const untilStopped = (here: Surroundings) =>
  stoppable(
    here,
    (signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    'nothing',
  );

export const tunnel: DbAction = {
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
  ],
  run: (doing) =>
    withDatabase(doing, {
      prepare: async ({ port }) => ({ port: await choose(doing.options.port, port, doing.here) }),
      async use(open) {
        show(doing.here, open, doing.options.json ?? false, doing.options.reveal ?? false);
        await untilStopped(doing.here);
        return exitCodes.interrupted;
      },
      told: (trouble) => doing.here.screen.trouble(trouble),
    }),
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

const taken = (port: number) =>
  new Trouble(
    'usage',
    { en: `Port ${port} of this computer is taken.`, ko: `이 컴퓨터의 ${port} 포트는 이미 쓰이고 있습니다.` },
    {
      en: 'Choose another --port, or leave it out to have a free one chosen.',
      ko: '다른 --port를 지정하거나, 빼면 빈 포트를 고릅니다.',
    },
  );
