import type { Files } from '../projects.ts';

/** A project in a shape that people have, the size of a screen, and what is to become of it. */
export interface Shape {
  readonly about: string;
  readonly files: Files;
  /** What the server runs in the end; absent for pages, and for what is refused. */
  readonly starts?: string;
  /** Lines with which the server installs. */
  readonly installs?: readonly string[];
  /** Lines before the start. */
  readonly sets?: readonly string[];
  /** What the build makes, without which nothing is sent. */
  readonly makes?: string;
  /** How it is built here. */
  readonly builds?: string;
  /** The folder of pages. */
  readonly shows?: string;
  /** In the sentence by which it is refused, and in that on what to do. */
  readonly refused?: readonly [what: RegExp, instead: RegExp];
  /** In what the user is told to see to; none where it is absent. */
  readonly hints?: readonly RegExp[];
}

export const json = (value: object): string => JSON.stringify(value, undefined, 2);

/** npm's lock file, where nothing is to be found in it. */
export const npmLock: Files = { 'package-lock.json': json({ lockfileVersion: 3, packages: {} }) };
