import { createServer, type Server as Port, type Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Ended, Opening, Session } from './channel.ts';
import { Line } from './line.ts';

export type { Port };

export interface Digging {
  readonly clock: Clock;
  /** Opens a session that forwards the port which is meant. */
  open(hears: Pick<Opening, 'received'>): Promise<Session>;
  /** The server did not reach the other end. */
  unreached(): void;
  /** Connections were lost: a session with some in it ended by itself. */
  broken(why: Ended): void;
  /** No session could be opened for a connection. */
  refused(error: unknown): void;
}

/** A local port, each connection to which goes through a session. */
export interface Tunnel {
  readonly port: number;
  end(): Promise<void>;
}

/** The address that only this computer reaches. */
export const thisComputer = '127.0.0.1';

/**
 * In milliseconds. A session in which nothing is said ends after the time that the account has set, at least a minute:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-timeout.html
 */
const stirEvery = 30_000;

/** Takes a local port, 0 for any that is free; undefined when it is somebody else's. */
export const takePort = (port: number): Promise<Port | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer({ pauseOnConnect: true });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen(port, thisComputer, () => resolve(server));
  });

/**
 * Leads the connections to a local port through one session, however many there are. While there are any it is kept
 * from being idle; without any it may end, and the next connection opens another.
 *
 * @throws what is in the way of the first session.
 */
export async function dig(server: Port, { clock, open, unreached, broken, refused }: Digging): Promise<Tunnel> {
  const stopping = new AbortController();
  const lines = new Set<Line>();
  let current: Promise<Line> | undefined;
  let isDug = false;

  const openLine = async () => {
    const forget = () => {
      if (current === opening) current = undefined;
    };
    const opening: Promise<Line> = Line.open(open, {
      unreached() {
        // The name may lead elsewhere by now, which the agent asks once a session.
        forget();
        void opening.then((line) => line.retire());
        unreached();
      },
      ended(why, connections) {
        forget();
        void opening.then((line) => lines.delete(line));
        if (connections > 0) broken(why);
      },
    });
    current = opening;
    try {
      const line = await opening;
      lines.add(line);
      return line;
    } catch (error) {
      forget();
      throw error;
    }
  };

  const lead = async (socket: Socket) => {
    // Who leaves meanwhile is no reason to end.
    socket.on('error', () => undefined);
    try {
      const line = await (current ?? openLine());
      if (stopping.signal.aborted || socket.destroyed) socket.destroy();
      else line.carry(socket);
    } catch (error) {
      socket.destroy();
      if (isDug) refused(error);
    }
  };

  const stir = async () => {
    while (!stopping.signal.aborted) {
      await clock.sleep(stirEvery, stopping.signal);
      for (const line of lines) line.stir();
    }
  };

  server.on('connection', (socket) => void lead(socket));
  await openLine().catch((error: unknown) => {
    server.close();
    throw error;
  });
  isDug = true;
  void stir();
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async end() {
      stopping.abort();
      server.close();
      await Promise.all([...lines].map((line) => line.end()));
    },
  };
}
