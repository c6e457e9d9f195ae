import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Trouble } from '../errors.ts';
import { typed } from '../plain.ts';
import { onDisk } from '../state/disk.ts';
import type { CommandArgument } from './command.ts';
import type { Surroundings } from './surroundings.ts';

export const folderArgument: CommandArgument = {
  name: 'folder',
  help: {
    en: 'Your project folder (default: that of --dir, or this folder).',
    ko: '프로젝트 폴더(기본값: --dir 폴더, 없으면 현재 폴더)',
  },
};

/**
 * The project that a command is about: the folder that was named, or the one where the stacks' states are.
 *
 * @throws Trouble `usage` when there is no such folder.
 */
export function projectFolder({ folder, world }: Surroundings, [given]: readonly string[]): string {
  if (given === undefined) return folder.root;
  const path = resolve(world.cwd, given);
  if (onDisk('read', path, () => statSync(path, { throwIfNoEntry: false }))?.isDirectory()) return path;
  throw new Trouble(
    'usage',
    { en: `The folder ${typed(given)} does not exist.`, ko: `${typed(given)} 폴더가 없습니다.` },
    { en: 'Give the path of your project folder.', ko: '프로젝트 폴더를 지정하세요.' },
  );
}
