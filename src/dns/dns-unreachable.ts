import { proxyFor } from '../https-agent.ts';
import type { Words } from '../words.ts';

/** Why nobody can be asked. */
export const barred: Words = {
  en: 'this network leads out through a proxy, and does not reach public DNS',
  ko: '프록시로만 나가는 네트워크여서 공개 DNS에 물어볼 수 없음',
};

/** None of these servers gave an answer that says anything: nothing is known, which is not the same as "there is none". */
export class DnsUnreachable extends Error {
  override readonly name = 'DnsUnreachable';
  readonly what: Words;
  readonly servers: readonly string[];
  /** What those said that answered at all: `REFUSED`, `SERVFAIL`. */
  readonly said: readonly string[];
  /** Nobody can be asked from here: the network leads out through a proxy, which takes no DNS. */
  readonly isBarred: boolean;

  constructor(servers: readonly string[], { said = [], ...options }: ErrorOptions & { said?: readonly string[] } = {}) {
    const different = [...new Set(said)].toSorted();
    const who = `${servers.join(', ')}${different.length > 0 ? ` (${different.join(', ')})` : ''}`;
    const isBarred = different.length === 0 && proxyFor('https://amazonaws.com') !== undefined;
    super(`No answer from ${who}${isBarred ? `: ${barred.en}` : ''}`, options);
    this.what = { en: this.message, ko: `응답 없음: ${who}${isBarred ? `, ${barred.ko}` : ''}` };
    this.isBarred = isBarred;
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
