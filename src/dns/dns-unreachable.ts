/** None of these servers gave an answer that says anything: nothing is known, which is not the same as "there is none". */
export class DnsUnreachable extends Error {
  override readonly name = 'DnsUnreachable';
  readonly servers: readonly string[];
  /** What those said that answered at all: `REFUSED`, `SERVFAIL`. */
  readonly said: readonly string[];

  constructor(servers: readonly string[], { said = [], ...options }: ErrorOptions & { said?: readonly string[] } = {}) {
    const different = [...new Set(said)].toSorted();
    super(`No answer from ${servers.join(', ')}${different.length > 0 ? ` (${different.join(', ')})` : ''}`, options);
    this.servers = servers;
    this.said = different;
  }
}
