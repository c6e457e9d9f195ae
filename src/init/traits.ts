import type { Words } from '../words.ts';
import type { Project } from './project.ts';

export const kindNames = ['node', 'spring', 'python', 'go', 'static', 'docker', 'other'] as const;
export type KindName = (typeof kindNames)[number];

/** What kind of project it is, and all that its files need to know of it. Every value is from a list of ours, or a checked name. */
export type Traits =
  | {
      readonly kind: 'node';
      readonly version: number;
      readonly packages: Packages;
      /** Where what is started is, from the project's folder: a workspace, or `.`. */
      readonly folder: string;
      readonly start: NodeStart;
      readonly build?: Build;
      /** Whether the build puts all packages that it needs into what it makes. */
      readonly isComplete?: true;
      /** What it is to be told of the nginx in front of it. */
      readonly environment?: Readonly<Record<string, string>>;
      /** Folders that belong into what the build makes, and which it leaves beside it. */
      readonly joins?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'spring'; readonly version: number; readonly tool: 'gradle' | 'maven'; readonly wrapper: boolean }
  | {
      readonly kind: 'python';
      readonly version: string;
      readonly requires: Requires;
      readonly serve: Serve;
      /** Whether it puts its static files together itself before it starts. */
      readonly collects?: true;
    }
  | { readonly kind: 'go'; readonly main: string }
  | {
      readonly kind: 'static';
      readonly root: string;
      readonly build?: (Build & { readonly packages: Packages }) | undefined;
    }
  | { readonly kind: 'docker' }
  | { readonly kind: 'other' };

export type TraitsOf<K extends KindName> = Extract<Traits, { kind: K }>;

/** Who installs the packages of a project, in the version that it asks for, and whether a lock file says which. */
export interface Packages {
  readonly manager: Manager;
  readonly version: string;
  readonly locked: boolean;
}

export type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun';
export type NodeStart = 'npm start' | `npm run ${string}` | `node ${string}` | `bun ${string}`;

export interface Build {
  /** The script of `package.json` that builds. */
  readonly script: string;
  /** The workspace whose script it is, where the top of all has none. */
  readonly folder?: string;
  /** A file or folder of what it makes, without which nothing can be started or shown. */
  readonly makes?: string;
}

/** What says which packages of PyPI it needs. */
export type Requires = 'requirements' | 'uv' | 'poetry' | 'pipfile' | 'pyproject' | 'nothing';

/** How a Python app is served: by which server of which package, or by itself. */
export interface Serve {
  readonly by: 'uvicorn' | 'gunicorn' | 'itself';
  /** `main:app`, `shop:create_app()`, or a file for an app that serves itself. */
  readonly what: string;
  /** The folder that its modules are in, where that is not the project's. */
  readonly path?: string;
  /** Whether it is a function that makes the app. */
  readonly isFactory?: true;
}

export interface Detected {
  readonly traits: Traits;
  /** What was seen, and what it says. */
  readonly because: Words;
}

/** What is known and cannot be run as it is, and the way out. */
export interface Refused {
  readonly what: Words;
  readonly instead: Words;
}

/**
 * How a kind of project is told by its files; undefined for a project of another kind.
 *
 * @param isSaid whether the user says that it is one: then less has to be seen.
 */
export type Detect = (project: Project, isSaid: boolean) => Detected | Refused | undefined;
