/** What somebody means by a time: milliseconds since 1970, or the newest that there is. */
export type Meant = number | 'latest';

const day = 86_400_000;
const units: readonly (readonly [words: RegExp, milliseconds: number])[] = [
  [/^(s|secs?|seconds?|초)$/, 1000],
  [/^(m|mins?|minutes?|분)$/, 60_000],
  [/^(h|hrs?|hours?|시간)$/, 3_600_000],
  [/^(d|days?|일)$/, day],
  [/^(w|weeks?|주|주일)$/, 7 * day],
];

/** "10 minutes ago", "2h", "10분 전". */
function before(text: string, now: number): number | undefined {
  const [, count, unit = ''] = /^(\d{1,6})\s*([a-z]+|초|분|시간|일|주|주일)(?:\s+ago|\s*전)?$/.exec(text) ?? [];
  const length = units.find(([words]) => words.test(unit))?.[1];
  return count === undefined || length === undefined ? undefined : now - Number(count) * length;
}

/** By how much the clocks of a time zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(moment);
  return Date.parse(`${parts.replace(' ', 'T')}Z`) - Math.floor(moment / 1000) * 1000;
}

/** The moment at which the clocks of a time zone show this; not a number for what no clock shows. */
function local(shown: string, timeZone: string): number {
  const utc = Date.parse(`${shown}Z`);
  if (Number.isNaN(utc)) return utc;
  // The offset there may be another one than that at the same figures of UTC.
  return utc - offsetAt(utc - offsetAt(utc, timeZone), timeZone);
}

/** "2026-11-27 15:00", "15:00" of today, with seconds, and with `Z` or an offset. */
function dated(text: string, now: number, timeZone: string): number | undefined {
  const today = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(now);
  const [, date = today, time, zone] =
    /^(?:(\d{4}-\d\d-\d\d)[t ])?(\d\d:\d\d(?::\d\d)?)\s*(z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  if (time === undefined) return undefined;
  const shown = `${date}T${time.length === 5 ? `${time}:00` : time}`;
  const moment =
    zone === undefined
      ? local(shown, timeZone)
      : Date.parse(`${shown}${zone === 'z' ? 'Z' : zone.replace(/(\d\d)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(moment) ? undefined : moment;
}

/**
 * What somebody means by a time, in English or Korean; undefined for what is none. A time without a zone is by the clocks
 * of `timeZone` (IANA's name).
 */
export function momentMeant(raw: string, now: number, timeZone: string): Meant | undefined {
  const text = raw.normalize('NFC').trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (/^(latest|now|최신|지금)$/.test(text)) return 'latest';
  return before(text, now) ?? dated(text, now, timeZone);
}
