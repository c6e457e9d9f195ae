import { describe, expect, test } from 'vitest';
import { momentMeant } from '../src/moment.ts';

const now = Date.parse('2026-11-27T06:00:00Z');
const meant = (text: string, timeZone = 'Asia/Seoul') => {
  const moment = momentMeant(text, now, timeZone);
  return typeof moment === 'number' ? new Date(moment).toISOString() : moment;
};

describe('a time that somebody types', () => {
  test.each([
    ['10 minutes ago', '2026-11-27T05:50:00.000Z'],
    ['10m', '2026-11-27T05:50:00.000Z'],
    ['1 hour ago', '2026-11-27T05:00:00.000Z'],
    ['10분 전', '2026-11-27T05:50:00.000Z'],
    ['2시간전', '2026-11-27T04:00:00.000Z'],
    ['3일 전', '2026-11-24T06:00:00.000Z'],
  ])('may be so long ago: %s', (text, wanted) => {
    expect(meant(text)).toBe(wanted);
  });

  test.each([
    ['2026-11-27 15:00', '2026-11-27T06:00:00.000Z'],
    ['14:30', '2026-11-27T05:30:00.000Z'],
    ['2026-11-27T15:00:05', '2026-11-27T06:00:05.000Z'],
  ])('without a zone is by the clock of this computer: %s', (text, wanted) => {
    expect(meant(text)).toBe(wanted);
  });

  test.each([
    ['2026-11-27T15:00:00Z', '2026-11-27T15:00:00.000Z'],
    ['2026-11-27 15:00 +0900', '2026-11-27T06:00:00.000Z'],
  ])('with a zone is by that: %s', (text, wanted) => {
    expect(meant(text)).toBe(wanted);
  });

  test('is by the clock of that day, where clocks change in summer', () => {
    expect(meant('2026-07-01 12:00', 'America/New_York')).toBe('2026-07-01T16:00:00.000Z');
    expect(meant('2026-11-27 12:00', 'America/New_York')).toBe('2026-11-27T17:00:00.000Z');
  });

  test.each(['latest', 'now', '최신'])('may be the newest that there is: %s', (text) => {
    expect(meant(text)).toBe('latest');
  });

  test.each(['shop-database-final-20261101090000', '25:99', '2026-13-45 10:00', 'yesterday-ish', ''])(
    'is none: %s',
    (text) => {
      expect(meant(text)).toBeUndefined();
    },
  );
});
