import { authoritiesFile } from '../../db/authorities.ts';
import { clientOf, type Address, type Client } from '../../db/clients.ts';
import { exitCodes, Trouble } from '../../errors.ts';
import { databaseOf, reach, rehearseReach, type DatabaseThere } from '../../operations/database.ts';
import { endedEarly, openServer } from '../../operations/session.ts';
import { oneLine } from '../../plain.ts';
import { takePort, type Port } from '../../session/tunnel.ts';
import { databaseName } from '../../steps/database/instance.ts';
import { printJson } from '../../ui/output.ts';
import type { DbDoing } from './action.ts';
import { explained } from '../explained.ts';
import { siteOf } from '../site.ts';
import { builtState } from '../stacks.ts';
import { stoppable } from '../stoppable.ts';

/** A database that can be reached at a port of this computer. */
export interface OpenDatabase {
  readonly client: Client;
  readonly address: Address;
  readonly password: string;
  /** What was lost of the way there meanwhile. */
  trouble(): Trouble | undefined;
}

/** Any local port that is free. */
export const takeAny = async () => {
  const port = await takePort(0);
  if (!port) throw new Trouble('usage', noPort, closeSome);
  return port;
};

/** What is done with a database once it can be reached. */
interface Plan<T extends { readonly port: Port }> {
  /** What has to be there before AWS is asked for anything: a local port at least. */
  prepare(database: DatabaseThere): Promise<T>;
  /** Returns the exit code. */
  use(open: OpenDatabase, prepared: T): Promise<number>;
  /** Hears at once when the way is lost. */
  told?(trouble: Trouble): void;
}

/** Opens a way to the database, and closes it again after its use. A rehearsal asks AWS whether it may, and no more. */
export async function withDatabase<T extends { readonly port: Port }>(
  { here, options }: DbDoing,
  { prepare, use, told }: Plan<T>,
): Promise<number> {
  const state = await builtState(here.folder, options.name);
  const database = databaseOf(state);
  const open = (signal: AbortSignal) =>
    openServer(siteOf(here, options, { show: () => undefined, signal }), state, options.region);
  if (here.rehearsing) {
    await stoppable(here, async (signal) => rehearseReach(await open(signal), database));
    if (options.json) printJson(here.world.output, { is: 'rehearsed' });
    else here.screen.paragraph(noDatabase);
    return exitCodes.done;
  }
  const prepared = await prepare(database);
  let lost: Trouble | undefined;
  const lose = (error: unknown) => {
    const trouble = explained(error, 'db', { en: 'the database', ko: '데이터베이스' });
    lost = trouble instanceof Trouble ? trouble : noWay(trouble);
    told?.(lost);
  };
  const reached = await stoppable(here, async (signal) => {
    try {
      const way = await reach(await open(signal), database, prepared.port, {
        unreached: () => lose(unreached(database.host)),
        broken: (ended) => lose(endedEarly(ended, '')),
        refused: lose,
      });
      if (!signal.aborted) return way;
      await way.tunnel.end();
      throw stopped();
    } catch (error) {
      prepared.port.close();
      throw error;
    }
  });
  const { user, password, tunnel } = reached;
  const authorities = reached.authorities === undefined ? undefined : authoritiesFile(reached.authorities);
  try {
    const address = {
      host: database.host,
      port: tunnel.port,
      name: databaseName,
      user,
      authorities: authorities?.path,
    };
    return await use({ client: clientOf(database.engine), address, password, trouble: () => lost }, prepared);
  } finally {
    authorities?.remove();
    await tunnel.end();
  }
}

const noWay = (cause: unknown) =>
  new Trouble(
    'aws',
    {
      en: `The way to the database was lost: ${oneLine(String(cause))}.`,
      ko: `데이터베이스로 가는 연결을 잃었습니다: ${oneLine(String(cause))}.`,
    },
    { en: 'Run the same command again.', ko: '같은 명령을 다시 실행하세요.' },
    { cause },
  );

const stopped = () =>
  new Trouble(
    'interrupted',
    { en: 'Stopped before the database was reached.', ko: '데이터베이스에 연결하기 전에 멈췄습니다.' },
    { en: 'Run the same command again to reach it.', ko: '연결하려면 같은 명령을 다시 실행하세요.' },
  );

const noDatabase = {
  en: 'The sessions were allowed. A rehearsal has no database to reach.',
  ko: '세션은 허용되었습니다. 연습에는 접속할 데이터베이스가 없습니다.',
};

const unreached = (host: string) =>
  new Trouble(
    'aws',
    {
      en: `The server does not reach the database (${host}).`,
      ko: `서버가 데이터베이스(${host})에 연결하지 못합니다.`,
    },
    {
      en: 'It may be restarting. `stepway doctor` finds what is in the way.',
      ko: '다시 시작하는 중일 수 있습니다. 막힌 곳은 `stepway doctor`로 찾을 수 있습니다.',
    },
  );

const noPort = { en: 'No port of this computer is free.', ko: '이 컴퓨터에 빈 포트가 없습니다.' };
const closeSome = { en: 'Close some programs, and run it again.', ko: '다른 프로그램을 닫고 다시 실행하세요.' };
