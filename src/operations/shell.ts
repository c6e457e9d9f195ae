import { payloadTypes } from '../session/message.ts';
import { askServer, endedEarly, refused, type Asked, type Server } from './session.ts';

/** The terminal of the user, for a shell on the server. */
export interface Terminal {
  /** Says whether it keeps up. */
  output(bytes: Buffer): boolean;
  /** Calls `go` once what did not keep up does again. */
  drained(go: () => void): void;
  size(): { readonly columns: number; readonly rows: number };
  /** Calls `resized` each time it is made larger or smaller, and returns how to unsubscribe. */
  onResize(resized: () => void): () => void;
  /** Passes every key on to `take`, Ctrl-C too, until what it returns is called. */
  raw(take: (keys: Buffer) => void): () => void;
  /** The shell is there: as the app, or as whoever looks after the server. */
  opened(as: string): void;
  /** The connection was cut and is being restored, or is there again. */
  cut(isCut: boolean): void;
  /** Calls `stop` each time the program is to end, and returns how to unsubscribe. */
  onStop(stop: () => void): () => void;
  /** Ends the program at once. */
  quit(): void;
}

/** Ctrl-C, as a terminal sends it. */
const interrupt = 3;

/**
 * Opens a shell on the server, and stays until it ends.
 *
 * @param admin whether it is one of whoever looks after the server, also where an app is.
 * @returns whether it ended by itself; else the user left it.
 * @throws Trouble `aws` when it was ended by something else.
 */
export async function shellOnServer(server: Server, admin: boolean, terminal: Terminal): Promise<boolean> {
  let asked: Asked | undefined;
  let isCut = false;
  let cook: (() => void) | undefined;
  let conclude: (outcome: 'left' | { readonly refused: string }) => void = () => undefined;
  const outcome = new Promise<'left' | { readonly refused: string }>((resolve) => {
    conclude = resolve;
  });
  const leave = () => conclude('left');
  let stops = 0;
  const stop = () => {
    stops += 1;
    if (stops > 1) terminal.quit();
    leave();
  };
  const tellSize = () => {
    const { columns: cols, rows } = terminal.size();
    void asked?.channel.send(payloadTypes.size, Buffer.from(JSON.stringify({ cols, rows })));
  };
  const begin = (as: string) => {
    terminal.opened(as);
    cook = terminal.raw((keys) => {
      // Nobody else hears it then.
      if (isCut && keys.includes(interrupt)) leave();
      else void asked?.channel.send(payloadTypes.output, keys);
    });
  };
  const restful = [terminal.onStop(stop), terminal.onResize(tellSize)];
  try {
    const opening = askServer(
      server,
      { do: 'shell', admin },
      (said) => {
        if (said.is === 'shell') begin(said.as);
        else if (said.is === 'refused') conclude({ refused: said.why });
        else if (said.is === 'output' && !terminal.output(said.data)) {
          asked?.channel.pause(true);
          terminal.drained(() => asked?.channel.pause(false));
        }
      },
      (cut) => {
        isCut = cut;
        if (cook) terminal.cut(cut);
      },
    );
    const first = await Promise.race([opening, outcome.then(() => undefined)]);
    if (!first) {
      await opening.then((late) => late.end()).catch(() => undefined);
      return false;
    }
    asked = first;
    tellSize();
    const ended = await Promise.race([outcome, asked.channel.ended]);
    if (ended === 'left') return false;
    if ('refused' in ended) throw refused(ended.refused);
    // What AWS ends it says why; a shell that ends says nothing.
    if (ended.is !== 'closed' || ended.said.trim() || !cook) throw endedEarly(ended, '');
    return true;
  } finally {
    for (const rest of restful) rest();
    cook?.();
    await asked?.end();
  }
}
