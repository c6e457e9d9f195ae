import type { Words } from '../../words.ts';

/** A runtime that is of another version here than on the server. */
export interface OtherRuntime {
  readonly name: string;
  readonly here: string;
  readonly there: string;
  readonly isOlder: boolean;
}

/** `deploy/install.sh`, then `deploy/run.sh`. */
export type Phase = 'install' | 'start';

interface Came {
  readonly phase: Phase;
  readonly what: Words;
  readonly runtime?: OtherRuntime | undefined;
  /** What it printed last. It may hold secrets of the app: for the screen alone. */
  readonly lines: readonly string[];
  /** The one of them that tells why. */
  readonly telling?: string;
}

/** It did not come to a good response, here. */
export interface Failed extends Came {
  readonly is: 'failed';
  readonly cause: Words;
  readonly fix: Words;
}

/** What became of a bundle that was to be tried on this machine. */
export type Tried =
  | {
      readonly is: 'well';
      readonly status: number;
      /** From its start to its response. */
      readonly seconds: number;
      /** The processes of its Procfile that run on the server only: what they change is there. */
      readonly notRun?: readonly string[];
      readonly runtime?: OtherRuntime | undefined;
    }
  | { readonly is: 'not-tried'; readonly why: Words }
  /** It failed in a way that says nothing about the server. */
  | (Came & { readonly is: 'unproven'; readonly why: Words })
  | Failed;

/** As what a bundle is tried. */
export interface Trying {
  /** The program's own environment, of which the app sees little. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The name by which visitors will ask for it. */
  readonly host: string;
  readonly healthPath: string;
  /** The one that the server tells it to listen on first. */
  readonly appPort: number;
  readonly region: string;
  /** What the app has on AWS only; asked for when it fails. */
  lacks(): Promise<readonly Words[]>;
  readonly signal: AbortSignal;
  show(phase: Phase): void;
}
