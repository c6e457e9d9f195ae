import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import type { Reading } from '../../src/operations/metrics.ts';
import { showGauges } from '../../src/ui/gauges-view.ts';
import { linesOf, screenOf } from '../../src/ui/screen.ts';
import { speech } from '../../src/ui/speech.ts';

const gauge = (id: string, en: string, ko: string, unit: Reading['gauge']['unit']): Reading['gauge'] => ({
  id,
  at: 'data',
  title: { en, ko },
  unit,
  metric: { namespace: 'AWS/RDS', name: id, dimensions: {}, statistic: 'Average' },
});
const values = Array.from({ length: 36 }, (_, at) => 1234 * at);
const readings: readonly Reading[] = [
  { gauge: gauge('requests', 'Requests', '요청', 'count'), values },
  {
    gauge: gauge('time', 'Slowest tenth of responses', '가장 느린 응답 10%', 'seconds'),
    values,
  },
  { gauge: gauge('left', 'Storage left in the database', '데이터베이스의 남은 공간', 'bytes'), values: [] },
];

const shown = (columns: number, language: 'en' | 'ko') => {
  const screen = { columns, write: () => true } as unknown as NodeJS.WriteStream;
  return linesOf(screenOf({ screen }, speech(language, false)), (on) => showGauges(on, readings, false));
};

test.each([
  [120, 'en'],
  [120, 'ko'],
  [80, 'en'],
  [80, 'ko'],
] as const)('each figure that is watched is one line on %i columns, with its plot (%s)', (columns, language) => {
  const lines = shown(columns, language);
  expect(lines).toHaveLength(readings.length);
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  expect(lines[0]).toMatch(/[▁▂▃▄▅▆▇█]{8}/);
});

test.each(['en', 'ko'] as const)('where there is no room for a plot, it is told in numbers (%s)', (language) => {
  const lines = shown(40, language);
  expect(lines.join('\n')).not.toMatch(/[▁▂▃▄▅▆▇█]/);
  expect(lines.join(' ')).toContain('43190');
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(40);
});
