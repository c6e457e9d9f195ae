/** None of these servers answered, so nothing can be said about the delegation. */
export class DnsUnreachable extends Error {
  override readonly name = 'DnsUnreachable';
  readonly servers: readonly string[];

  constructor(servers: readonly string[], options?: ErrorOptions) {
    super(`No answer from ${servers.join(', ')}`, options);
    this.servers = servers;
  }
}
