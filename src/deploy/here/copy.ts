import { constants, copyFileSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gitignores, ownRules } from '../../init/ignore-files.ts';
import { isLockFile } from '../../init/lock-files.ts';
import { onDisk } from '../../state/disk.ts';
import { ignoresIn, type Asked } from '../ignored.ts';
import { isScratch } from '../leftovers.ts';

/** What a build makes anew, or has nothing to do with. */
const isAside = /(^|\/)(\.git|\.hg|\.svn|\.stepway|node_modules|__pycache__|\.venv(-[^/]*)?)$/;

/**
 * Copies what git would take of a project, as whoever clones it has it; and what the build has been told to install by,
 * and what `.stepwayignore` sends all the same.
 *
 * @param to a folder that is there and empty.
 * @returns what git would ignore of the copy once something is built in it.
 */
export function copyProject(folder: string, to: string): Asked {
  const { ignores, absent, notes } = ignoresIn(folder);
  const own = ownRules(folder);
  const copied = new Set<string>();
  const visit = (path: string) => {
    const found = onDisk('read', join(folder, path), () => lstatSync(join(folder, path)));
    if (isAside.test(path) || absent.has(path)) return;
    const written = found.isDirectory() ? `${path}/` : path;
    if (ignores(written) && !isLockFile(path) && own.of(written) !== 'goes') return;
    const [from, there] = [join(folder, path), join(to, path)];
    if (found.isDirectory()) {
      // The temporary folder may be in the project.
      if (isScratch(from)) return;
      mkdirSync(there);
      walk(path);
    } else if (found.isSymbolicLink()) symlinkSync(readlinkSync(from), there);
    else if (found.isFile()) onDisk('read', from, () => copyFileSync(from, there, constants.COPYFILE_FICLONE));
    copied.add(path);
  };
  const walk = (path: string) => {
    for (const name of onDisk('read', join(folder, path), () => readdirSync(join(folder, path))))
      visit(posix.join(path, name));
  };
  walk('');
  const made = gitignores(to, to);
  return { ignores: (path) => !copied.has(path.replace(/\/$/, '')) && made(path), absent, notes };
}
