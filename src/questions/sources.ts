import type { Words } from '../words.ts';

/** Where an answer can come from, the strongest first. */
export const sources = {
  flag: { en: 'flag', ko: '플래그' },
  file: { en: 'answers file', ko: '답변 파일' },
  saved: { en: 'saved', ko: '지난번 답' },
  asked: { en: 'entered', ko: '직접 입력' },
  example: { en: 'example', ko: '예시' },
  default: { en: 'default', ko: '기본값' },
} as const satisfies Record<string, Words>;

export type Source = keyof typeof sources;
