import type { Words } from '../../../../words.ts';

/** Where a domain may have been registered, and how its name servers are set there. */
export interface Registrar {
  /** The id of the same company as a DNS host. */
  readonly host: string;
  readonly name: Words;
  /** Most domains with their DNS there are registered elsewhere. */
  readonly dnsOnly?: true;
  /** What to do there, one sentence per step; the name servers to enter are shown next to it. */
  readonly steps: readonly Words[];
  /** Where CNAME and A records are set, if the DNS stays there. */
  readonly records: readonly Words[];
  /** What is special about that. */
  readonly recordsNote?: Words;
  /** What is special about it. */
  readonly note?: Words;
  /** Search terms, in lower case. */
  readonly words: readonly string[];
  /** Its page for this, or the closest known one. */
  readonly console: string;
}

export const setAllFour: Words = {
  en: 'Replace the existing entries with the four names; leave IP addresses empty.',
  ko: '기존 값을 지우고 네임서버 네 개를 입력합니다. IP는 비워 둡니다.',
};
