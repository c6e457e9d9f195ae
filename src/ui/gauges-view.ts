import stringWidth from 'string-width';
import { hoursBack, type Reading } from '../operations/metrics.ts';
import type { Gauge } from '../steps/chapter.ts';
import type { Language, Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { plot } from './plot.ts';

const writings: Readonly<Record<Gauge['unit'], (value: number) => string>> = {
  count: (value) => String(Math.round(value)),
  percent: (value) => `${value.toFixed(1)}%`,
  seconds: (value) => `${Math.round(value * 1000)} ms`,
  bytes: (value) => `${(value / 1024 ** 3).toFixed(1)} GB`,
};

/** What full is, where the scale has an end. */
const ends: Partial<Record<Gauge['unit'], number>> = { percent: 100 };

const known = ({ values }: Reading) => values.filter((value) => value !== undefined);

const none: Words = { en: 'nothing sent yet', ko: '아직 보낸 값 없음' };

/** One gauge in numbers. */
function inNumbers(reading: Reading): Words {
  const all = known(reading);
  const last = all.at(-1);
  if (last === undefined) return none;
  const written = writings[reading.gauge.unit];
  const [lowest, highest] = [written(Math.min(...all)), written(Math.max(...all))];
  return {
    en: `${written(last)}, lowest ${lowest}, highest ${highest}`,
    ko: `${written(last)}, 최소 ${lowest}, 최대 ${highest}`,
  };
}

export const gaugesTitle: Words = {
  en: `The last ${hoursBack} hours, five minutes a step`,
  ko: `지난 ${hoursBack}시간(5분 단위)`,
};

/** Columns of a plot: less shows nothing, and more no more than there are values. */
const [narrowest, widest] = [8, 36];

/** All of them, a line each: as small plots with the last and the highest value, or where there is no room in numbers. */
export function showGauges(screen: Screen, readings: readonly Reading[], asNumbers: boolean): void {
  const { say, paint, columns } = screen;
  if (readings.length === 0)
    return screen.paragraph({
      en: 'Nothing of this stack sends metrics yet.',
      ko: '아직 지표를 보내는 것이 없습니다.',
    });
  const rows = readings.map((reading) => {
    const { unit, title } = reading.gauge;
    const all = known(reading);
    const last = all.at(-1);
    if (last === undefined) return { reading, title: say(title), last: say(none), most: '' };
    const highest = writings[unit](Math.max(...all));
    return {
      reading,
      title: say(title),
      last: writings[unit](last),
      most: say({ en: `max ${highest}`, ko: `최대 ${highest}` }),
    };
  });
  const beside = (['title', 'last', 'most'] as const).map((cell) =>
    Math.max(...rows.map((row) => stringWidth(row[cell]) + '  '.length)),
  );
  const room = Math.min(widest, columns - beside.reduce((sum, width) => sum + width, 0));
  if (asNumbers || room < narrowest) {
    for (const reading of readings)
      screen.paragraph({
        en: `${reading.gauge.title.en}: ${inNumbers(reading).en}`,
        ko: `${reading.gauge.title.ko}: ${inNumbers(reading).ko}`,
      });
    return;
  }
  screen.table(
    rows.map(({ reading: { gauge, values }, title, last, most }) => [
      title,
      paint('cyan', plot(values, room, ends[gauge.unit])),
      paint('bold', last),
      paint('dim', most),
    ]),
  );
}

export const gaugesJson = (readings: readonly Reading[], language: Language) =>
  readings.map(({ gauge: { id, title, unit, metric }, values }) => ({
    id,
    title: title[language],
    unit,
    metric: `${metric.namespace}/${metric.name}`,
    statistic: metric.statistic,
    values: values.map((value) => value ?? null),
  }));
