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
  readonly links: readonly string[];
}

/** What its own menus are called in Korean also in an English text, for they are there in Korean only. */
export const setAllFour: Words = {
  en: 'Replace what is there by the four names; IP addresses are not needed.',
  ko: '기존 값을 지우고 네임서버 네 개를 입력합니다. IP는 비워 둡니다.',
};
