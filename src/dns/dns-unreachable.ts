import type { Words } from '../words.ts';

/** None of these servers gave an answer that says anything: nothing is known, which is not the same as "there is none". */
export class DnsUnreachable extends Error {
  override readonly name = 'DnsUnreachable';
  readonly what: Words;
  readonly servers: readonly string[];
  /** What those said that answered at all: `REFUSED`, `SERVFAIL`. */
  readonly said: readonly string[];

  constructor(servers: readonly string[], { said = [], ...options }: ErrorOptions & { said?: readonly string[] } = {}) {
    const different = [...new Set(said)].toSorted();
    const who = `${servers.join(', ')}${different.length > 0 ? ` (${different.join(', ')})` : ''}`;
    super(`No answer from ${who}`, options);
    this.what = { en: this.message, ko: `응답 없음: ${who}` };
    this.servers = servers;
    this.said = different;
  }
}

/** What was asked for, or that nobody answered. */
export const orUnreachable = <T>(asked: Promise<T>): Promise<T | DnsUnreachable> =>
  asked.catch((error: unknown) => {
    if (error instanceof DnsUnreachable) return error;
    throw error;
  });
