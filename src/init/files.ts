import type { Words } from '../words.ts';
import type { Traits } from './detect.ts';

/** What of a stack goes into the files; without a stack each is left for the user to set. */
export interface Destination {
  readonly region: string;
  readonly bucket: string;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly roleArn: string | undefined;
}

/** All that the files are written from. */
export interface Setting {
  readonly traits: Traits;
  readonly healthPath: string;
  readonly database: 'postgres' | 'mysql' | 'none';
  readonly branch: string;
  readonly destination: Destination | undefined;
}

export interface GeneratedFile {
  /** From the project's folder, with slashes. */
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
  /** What it is for, in a few words. */
  readonly about: Words;
}

/** A text as bash takes it for one word, whatever is in it. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A text as YAML takes it for one string, whatever is in it. */
export const yamlString = (text: string): string => JSON.stringify(text);

/** The head of every script: what it is, and that the first failure ends it. */
export const script = (about: string, body: string): string =>
  `#!/bin/bash
# ${about.trim().split('\n').join('\n# ')}
# Written by \`stepway init\`. It is yours to change.
set -euo pipefail

${body.trim()}
`;

/** Tests run the scripts in a folder of their own. */
export const inRoot = `root="\${STEPWAY_ROOT:-}"`;
