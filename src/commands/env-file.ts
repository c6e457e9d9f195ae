import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readDotenv } from '../env/dotenv.ts';
import { Trouble } from '../errors.ts';
import { typed } from '../plain.ts';
import { onDisk } from '../state/disk.ts';

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** What a .env file of the user's sets. */
export function settingsIn(cwd: string, file: string): ReadonlyMap<string, string> {
  const path = resolve(cwd, file);
  return readDotenv(
    onDisk('read', path, () => {
      try {
        return readFileSync(path, 'utf8');
      } catch (error) {
        throw codeOf(error) === 'ENOENT' ? absent(file, error) : error;
      }
    }),
  );
}

/** Writes settings to a new file that only its owner can read. */
export function saveSettings(cwd: string, file: string, text: string): void {
  const path = resolve(cwd, file);
  onDisk('save', path, () => {
    try {
      writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      throw codeOf(error) === 'EEXIST' ? occupied(file, error) : error;
    }
  });
}

const absent = (file: string, cause: unknown) =>
  new Trouble(
    'usage',
    { en: `There is no file ${typed(file)}.`, ko: `파일이 없습니다: ${typed(file)}.` },
    {
      en: 'Nothing was changed. Check the path after --file.',
      ko: '아무것도 바꾸지 않았습니다. --file 경로를 확인하세요.',
    },
    { cause },
  );

const occupied = (file: string, cause: unknown) =>
  new Trouble(
    'usage',
    { en: `${typed(file)} exists already.`, ko: `이미 있는 파일입니다: ${typed(file)}.` },
    {
      en: 'It was left as it is. Choose another --file, or move it away first.',
      ko: '그 파일은 건드리지 않았습니다. 다른 --file을 지정하거나 먼저 옮기세요.',
    },
    { cause },
  );
