import type { Words } from '../../../words.ts';

/** Where a domain may have been registered, and how its name servers are set there. */
export interface Registrar {
  /** The same as that of the DNS host that it also is. */
  readonly host: string;
  readonly name: Words;
  /** Most of those who have their DNS there have registered elsewhere. */
  readonly dnsOnly?: true;
  /** What to do there, a sentence a step; the name servers to type are shown beside. */
  readonly steps: readonly Words[];
  /** What is peculiar there. */
  readonly note?: Words;
  /** What people look for it by, in lower case. */
  readonly words: readonly string[];
  /** Its page for this, or the nearest that can be given. */
  readonly console: string;
}

export const setAllFour: Words = {
  en: 'Replace what is there by the four names; IP addresses are not needed.',
  ko: '기존 값을 지우고 네임서버 네 개를 입력합니다. IP는 비워 둡니다.',
};
