import type { Words } from '../words.ts';

/** "2026-11-26 19:10" by the clocks of a time zone (IANA's name); nothing for no moment. */
export function localTime(moment: Date | undefined, timeZone: string): string {
  if (!moment) return '';
  // Swedish is written as ISO 8601 wants it.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(moment);
}

export const timesIn = (timeZone: string): Words => ({
  en: `times in ${timeZone}`,
  ko: `시각은 ${timeZone} 기준`,
});
