import type { Reading } from '../operations/metrics.ts';

type Values = Reading['values'];

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** As many values as there are columns: of those that share one, the highest, since a peak is what one looks for. */
function inColumns(values: Values, width: number): Values {
  if (values.length <= width) return values;
  return Array.from({ length: width }, (_, column) => {
    const from = Math.floor((column * values.length) / width);
    const some = values.slice(from, Math.max(from + 1, Math.floor(((column + 1) * values.length) / width)));
    const known = some.filter((value) => value !== undefined);
    return known.length > 0 ? Math.max(...known) : undefined;
  });
}

/**
 * Values as a line of blocks, from nothing up to the highest of them, or `most` where that is more; a dot is no value.
 */
export function plot(values: Values, width: number, most = 0): string {
  const shown = inColumns(values, width);
  const top = Math.max(most, ...shown.map((value) => value ?? 0));
  return shown
    .map((value) => {
      if (value === undefined) return '·';
      return blocks[top <= 0 ? 0 : Math.min(blocks.length - 1, Math.floor((value / top) * blocks.length))];
    })
    .join('');
}
