import type { Phase, Recipe } from '../../build/recipe.ts';
import type { Architecture } from '../../build/server.ts';
import type { Words } from '../../words.ts';
import type { Packed } from '../bundle.ts';
import type { OtherRuntime } from '../try/tried.ts';

/** A project that is built before it is sent. */
export interface ToBuild {
  readonly folder: string;
  readonly architecture: Architecture;
  readonly runtime: Recipe['runtime'];
  readonly phases: readonly Phase[];
}

export type BuildProgress =
  | { readonly is: 'building'; readonly phase: Phase['id'] }
  | { readonly is: 'phase-built'; readonly phase: Phase['id']; readonly seconds: number };

/** With what a project is built. */
export interface Building {
  /** The program's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  show(progress: BuildProgress): void;
}

/** A phase that did not go well. */
export interface BuildFailed {
  readonly is: 'build-failed';
  readonly phase: Phase;
  readonly cause: Words;
  readonly fix: Words;
  /** What it printed last. It may hold secrets: for the screen alone. */
  readonly lines: readonly string[];
  /** The one of them that tells why. */
  readonly telling?: string;
}

/** What became of a project that was to be built on this machine. */
export type BuildResult =
  | { readonly is: 'built'; readonly packed: Packed; readonly runtime?: OtherRuntime }
  /** This machine lacks what it takes; nothing was begun. */
  | { readonly is: 'not-built'; readonly why: Words }
  | BuildFailed;
