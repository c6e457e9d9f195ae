import type { Language } from '../words.ts';

const units = {
  en: { gap: ' ', minute: 'm', second: 's' },
  ko: { gap: '', minute: '분', second: '초' },
} as const satisfies Record<Language, object>;

/** 75 → "1 m 15 s" */
export function duration(seconds: number, language: Language): string {
  const { gap, minute, second } = units[language];
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = `${whole % 60}${gap}${second}`;
  if (minutes === 0) return rest;
  return `${minutes}${gap}${minute}${whole % 60 > 0 ? ` ${rest}` : ''}`;
}
