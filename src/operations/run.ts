import { askServer, endedEarly, refused, type Asked, type Request, type Server } from './session.ts';

/** Where what a command on the server says goes, and what it is told comes from. */
export interface Streams {
  /** Each says whether it keeps up. */
  output(bytes: Buffer): boolean;
  errors(bytes: Buffer): boolean;
  /** Calls `go` once what did not keep up does again. */
  drained(go: () => void): void;
  /** Passes input on to `take` and ends; `take` is waited for. Returns how to leave off. */
  input(take: (bytes: Buffer) => Promise<void>, end: () => Promise<void>): () => void;
  /** Calls `stop` each time the user wants to stop, and returns how to unsubscribe. */
  onStop(stop: () => void): () => void;
  /** Ends the program at once. */
  quit(): void;
}

/**
 * Runs a command on the server to its end.
 *
 * @returns its exit code.
 * @throws Trouble `aws` when nobody knows how it ended.
 */
export async function runOnServer(server: Server, request: Request, streams: Streams): Promise<number> {
  let code: number | undefined;
  let why: string | undefined;
  let asked: Asked | undefined;
  const wait = (keepsUp: boolean) => {
    if (keepsUp) return;
    asked?.channel.pause(true);
    streams.drained(() => asked?.channel.pause(false));
  };
  let over = () => {};
  const isOver = new Promise<undefined>((resolve) => {
    over = () => resolve(undefined);
  });
  // Ctrl-C is the command's; whoever presses it a third time has waited enough.
  let stops = 0;
  const release = streams.onStop(() => {
    stops += 1;
    if (stops > 2 || !asked) return streams.quit();
    void asked.remote.signal('INT');
  });
  let leave: (() => void) | undefined;
  try {
    asked = await askServer(server, request, (said) => {
      if (said.is === 'output') wait(streams.output(said.data));
      else if (said.is === 'errors') wait(streams.errors(said.data));
      else if (said.is === 'exit') {
        code = said.code;
        over();
      } else if (said.is === 'refused') {
        why = said.why;
        over();
      }
    });
    const { remote, channel } = asked;
    leave = streams.input(
      (bytes) => remote.input(bytes),
      () => remote.endInput(),
    );
    const ended = await Promise.race([isOver, channel.ended]);
    if (code !== undefined) return code;
    if (why !== undefined) throw refused(why);
    throw endedEarly(ended ?? { is: 'closed', said: '' }, '');
  } finally {
    release();
    leave?.();
    await asked?.end();
  }
}
