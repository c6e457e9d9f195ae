import type { Said } from '../session/remote.ts';
import { askServer, endedEarly, refused, type Asked, type Server } from './session.ts';

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

/** What the program on the server says last. */
type Outcome = Extract<Said, { is: 'exit' | 'refused' }>;

/**
 * Runs a command on the server to its end.
 *
 * @returns its exit code.
 * @throws Trouble `aws` when nobody knows how it ended.
 */
export async function runOnServer(server: Server, words: readonly string[], streams: Streams): Promise<number> {
  let asked: Asked | undefined;
  const wait = (keepsUp: boolean) => {
    if (keepsUp) return;
    asked?.channel.pause(true);
    streams.drained(() => asked?.channel.pause(false));
  };
  let conclude: (outcome: Outcome) => void = () => undefined;
  const outcome = new Promise<Outcome>((resolve) => {
    conclude = resolve;
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
    asked = await askServer(server, { do: 'run', words }, (said) => {
      if (said.is === 'exit' || said.is === 'refused') conclude(said);
      else if (said.is === 'output') wait(streams.output(said.data));
      else if (said.is === 'errors') wait(streams.errors(said.data));
    });
    const { remote, channel } = asked;
    leave = streams.input(
      (bytes) => remote.input(bytes),
      () => remote.endInput(),
    );
    const ended = await Promise.race([outcome, channel.ended]);
    if (ended.is === 'exit') return ended.code;
    if (ended.is === 'refused') throw refused(ended.why);
    throw endedEarly(ended, '');
  } finally {
    release();
    leave?.();
    await asked?.end();
  }
}
