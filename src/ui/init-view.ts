import stringWidth from 'string-width';
import { diff, hunks, type DiffLine } from '../init/diff.ts';
import type { Comparison } from '../init/write.ts';
import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { table, wrap } from './table.ts';

const states: Readonly<Record<Comparison['state'], Words>> = {
  new: { en: 'new', ko: '새 파일' },
  same: { en: 'unchanged', ko: '그대로' },
  differs: { en: 'differs', ko: '내용 다름' },
};

const colours = { '+': 'green', '-': 'red', ' ': 'dim' } as const;

/** What would be written, each file with what it is for. */
export function showFiles({ line, say, width }: Screen, files: readonly Comparison[]): void {
  const rows = table(files.map(({ file, state }) => [file.path, say(states[state]), say(file.about)]));
  line();
  if (rows.every((row) => stringWidth(row) + 2 <= width)) rows.forEach((row) => line(`  ${row}`));
  else
    for (const { file, state } of files) {
      line(`  ${file.path} (${say(states[state])})`);
      wrap(`    ${say(file.about)}`, width).forEach(line);
    }
  line();
}

/** The files as they would be: a new one whole, another as what would change in it. */
export function showContents(screen: Screen, files: readonly Comparison[]): void {
  for (const { file, state, present } of files) {
    if (state === 'same') continue;
    screen.line(screen.paint('bold', `── ${file.path} (${screen.say(states[state])})`));
    if (state === 'new')
      file.content
        .trimEnd()
        .split('\n')
        .forEach((text) => screen.whole(`  ${text}`));
    else hunks(diff(present, file.content)).forEach((change) => showChange(screen, change));
    screen.line();
  }
}

const showChange = ({ whole, paint }: Screen, { mark, text }: DiffLine) =>
  whole(paint(colours[mark], `${mark} ${oneLine(text) === '' ? '' : text}`));
