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

/** All of them, a line each: as small plots with the last and the highest value, or in numbers alone. */
export function showGauges(screen: Screen, readings: readonly Reading[], asNumbers: boolean): void {
  const { say, paint, columns } = screen;
  if (readings.length === 0)
    return screen.paragraph({
      en: 'Nothing of this stack sends metrics yet.',
      ko: '아직 지표를 보내는 것이 없습니다.',
    });
  if (asNumbers) {
    for (const reading of readings)
      screen.paragraph({
        en: `${reading.gauge.title.en}: ${inNumbers(reading).en}`,
        ko: `${reading.gauge.title.ko}: ${inNumbers(reading).ko}`,
      });
    return;
  }
  // Beside the title and the numbers.
  const room = Math.max(8, Math.min(36, columns - 50));
  screen.table(
    readings.map((reading) => {
      const all = known(reading);
      const { unit, title } = reading.gauge;
      const [last, highest] = [all.at(-1), Math.max(...all)];
      return [
        say(title),
        paint('cyan', plot(reading.values, room, ends[unit])),
        last === undefined ? say(none) : paint('bold', writings[unit](last)),
        last === undefined
          ? ''
          : paint('dim', say({ en: `max ${writings[unit](highest)}`, ko: `최대 ${writings[unit](highest)}` })),
      ];
    }),
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
