import { lockFiles as ofNode } from './node/packages.ts';
import { sources as ofPython } from './python/manifest.ts';

const all: ReadonlySet<string> = new Set([...ofNode, ...ofPython.map(([file]) => file), 'go.sum']);

/** Whether a path says which packages a project is installed with: builds and servers go by it, even if git ignores it. */
export const isLockFile = (path: string): boolean => all.has(path);
