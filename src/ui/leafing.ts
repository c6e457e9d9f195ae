import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { wrap } from './table.ts';

export interface Leafing {
  /** Lines of the terminal. */
  readonly rows: number;
  /** How many of them what is asked below takes. */
  readonly beside: number;
  /** Where all of it can be read at once. */
  readonly whole?: Words;
}

/** Where a screenful ends: at the last gap in its second half, else where it is full. */
function endOf(lines: readonly string[], from: number, room: number): number {
  if (lines.length - from <= room) return lines.length;
  const gap = lines.lastIndexOf('', from + room);
  return gap - from > room / 2 ? gap : from + room;
}

/** Shows lines a screen at a time, one more each time it is called; after the last it begins again. */
export function leafing(screen: Screen, lines: readonly string[], { rows, beside, whole }: Leafing): () => void {
  const more = (left: number): Words => ({
    en: `${left} more lines: ?${whole ? ` · ${whole.en}` : ''}`,
    ko: `${left}줄 더 있음: ?${whole ? ` · ${whole.ko}` : ''}`,
  });
  const room = Math.max(4, rows - beside - wrap(screen.say(more(lines.length)), screen.width).length);
  let at = 0;
  return () => {
    const end = endOf(lines, at, room);
    for (const one of lines.slice(at, end)) screen.whole(one);
    const left = lines.length - end;
    if (left > 0) screen.remark(more(left));
    at = left > 0 ? end : 0;
  };
}
