import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder that stands for the root of a server. */
export interface Root {
  readonly folder: string;
  /** A text of the server with its absolute paths led into the folder, and back. */
  inside(text: string): string;
  outside(text: string): string;
  write(path: string, content: string | Buffer, mode?: number): void;
  read(path: string): string;
  /** Every file in it, by the path that it has on the server. */
  files(): string[];
}

/** What a server has of its own stays the one of this machine: /usr, /bin. */
const ofServer = /(?<![\w./$}-])\/(?=(?:etc|opt|proc|run|var)\/)/g;

export function newRoot(folder: string): Root {
  const write: Root['write'] = (path, content, mode = 0o644) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  };
  return {
    folder,
    inside: (text) => text.replace(ofServer, `${folder}/`),
    outside: (text) => text.replaceAll(folder, ''),
    write,
    read: (path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : ''),
    files: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => statSync(join(folder, path)).isFile())
        .map((path) => `/${path}`)
        .toSorted(),
  };
}
