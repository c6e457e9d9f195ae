import type { Files } from '../../init/projects.ts';
import { brokenBuilds } from './broken-builds.ts';
import { brokenDatabases } from './broken-databases.ts';
import { brokenInstalls } from './broken-installs.ts';
import { brokenNode } from './broken-node.ts';
import { brokenPython } from './broken-python.ts';
import { brokenServers } from './broken-servers.ts';

/** A small project that fails for one reason, and what stepway has to make of what it prints. */
export interface Broken {
  /** Names the file with what it printed, and its last line the test. */
  readonly name: string;
  /** In which part of a deployment it fails. */
  readonly event: 'Build' | 'BeforeInstall' | 'AfterInstall' | 'ApplicationStart';
  /** Programs, of this machine's PATH, that it takes. */
  readonly takes: readonly string[];
  readonly files: Files;
  /** Bash, in the folder of the files. */
  readonly run: string;
  readonly cause: RegExp;
  /** The line that is marked. */
  readonly line: RegExp;
  /** What it takes that a test does not have: it failed once, where its record was made, and is not made to fail again. */
  readonly once?: boolean;
}

export const broken: readonly Broken[] = [
  ...brokenBuilds,
  ...brokenInstalls,
  ...brokenNode,
  ...brokenPython,
  ...brokenDatabases,
  ...brokenServers,
];
