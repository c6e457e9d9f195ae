import type { Words } from '../words.ts';
import type { Project } from './project.ts';

export const kindNames = ['node', 'spring', 'python', 'static', 'other'] as const;
export type KindName = (typeof kindNames)[number];

/** What kind of project it is, and all that its files need to know of it. Every value is from a list of ours, or a checked name. */
export type Traits =
  | {
      readonly kind: 'node';
      readonly version: number;
      readonly manager: Manager;
      readonly start: NodeStart;
      readonly build: boolean;
    }
  | { readonly kind: 'spring'; readonly version: number; readonly tool: 'gradle' | 'maven'; readonly wrapper: boolean }
  | {
      readonly kind: 'python';
      readonly version: string;
      readonly requires: 'requirements' | 'pyproject' | 'nothing';
      readonly serve: Serve;
    }
  | { readonly kind: 'static'; readonly root: string; readonly build: Manager | undefined }
  | { readonly kind: 'other'; readonly hasStart: boolean };

export type TraitsOf<K extends KindName> = Extract<Traits, { kind: K }>;

export type Manager = 'npm' | 'npm-unlocked' | 'yarn' | 'pnpm';
export type NodeStart = 'npm start' | `node ${string}`;

/** How a Python app is served: by which server of which package, or by itself. */
export interface Serve {
  readonly by: 'uvicorn' | 'gunicorn' | 'itself';
  /** `main:app`, or a file for an app that serves itself. */
  readonly what: string;
}

export interface Detected {
  readonly traits: Traits;
  /** What was seen, and what it says. */
  readonly because: Words;
}

/** How a kind of project is told by its files. */
export interface Kind<K extends KindName> {
  /** Undefined for a project of another kind. */
  detect(project: Project): Detected | undefined;
  /** What one of the kind usually has, where it is not to be seen. */
  usual(project: Project): TraitsOf<K>;
}
