import { exitCodes, Trouble } from '../errors.ts';
import { takePort } from '../session/tunnel.ts';
import { reveal, revealJson } from '../ui/output.ts';
import type { DbAction } from './db-action.ts';
import { takeAny, withDatabase, type OpenDatabase } from './db-open.ts';
import { stoppable } from './stoppable.ts';
import type { Surroundings } from './surroundings.ts';

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
  flags: ['port', 'reveal'],
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

const taken = (port: number) =>
  new Trouble(
    'usage',
    { en: `Port ${port} of this computer is taken.`, ko: `이 컴퓨터의 ${port} 포트는 이미 쓰이고 있습니다.` },
    {
      en: 'Choose another --port, or leave it out to have a free one chosen.',
      ko: '다른 --port를 지정하거나, 빼면 빈 포트를 고릅니다.',
    },
  );
