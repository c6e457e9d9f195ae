import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { Trouble } from '../errors.ts';
import { onDisk } from '../state/disk.ts';

/** Files in one, which is the same for the same content. */
export interface Zip {
  readonly bytes: Uint8Array;
  /** SHA-256 of it, as hexadecimal digits. */
  readonly hash: string;
  readonly paths: readonly string[];
  readonly executables: ReadonlySet<string>;
}

/** Bytes, before they are compressed: all of it is in memory at once. */
const most = 512 * 1024 * 1024;

/** The same for every bundle, as far back as a zip file can say. */
const options = (executable: boolean) => ({
  mtime: new Date(1980, 0, 1),
  // Unix: only then the agent's unzip takes the mode over.
  os: 3,
  attrs: (0o100000 | (executable ? 0o755 : 0o644)) << 16,
});

/**
 * Packs files of a folder.
 *
 * @param scripts can be run, whatever they were.
 * @param besides what is in no file of the folder: texts by path, given the paths of what can be run.
 * @throws Trouble `usage` when there is too much of it.
 */
export function zip(
  folder: string,
  files: readonly string[],
  scripts: ReadonlySet<string>,
  besides: (executables: readonly string[]) => Readonly<Record<string, string>> = () => ({}),
): Zip {
  const executables = new Set<string>();
  const content: Zippable = {};
  let size = 0;
  for (const path of files) {
    const file = join(folder, path);
    const { mode, bytes } = onDisk('read', file, () => {
      const found = statSync(file);
      size += found.size;
      if (size > most) throw tooLarge();
      return { mode: found.mode, bytes: readFileSync(file) };
    });
    if ((mode & 0o111) !== 0 || scripts.has(path)) executables.add(path);
    content[path] = [bytes, options(executables.has(path))];
  }
  for (const [path, text] of Object.entries(besides([...executables])))
    content[path] = [Buffer.from(text), options(false)];
  const bytes = zipSync(content, { level: 6 });
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { bytes, hash, paths: Object.keys(content), executables };
}

const tooLarge = () =>
  new Trouble(
    'usage',
    {
      en: `The project files add up to more than ${most / 1024 / 1024} MB.`,
      ko: `프로젝트 파일을 합치면 ${most / 1024 / 1024}MB가 넘습니다.`,
    },
    {
      en: 'List what the server does not need in .stepwayignore; `stepway deploy --list` shows what goes.',
      ko: '서버에 필요 없는 것을 .stepwayignore에 적으세요. 무엇이 가는지는 `stepway deploy --list`로 볼 수 있습니다.',
    },
  );
