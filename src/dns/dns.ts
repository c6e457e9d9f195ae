/** One line of a CAA record: `0 issue "amazon.com"`. */
export interface CaaRecord {
  readonly tag: string;
  readonly value: string;
}

/** Record types that can be copied to another zone: not the delegation of the zone or its parts (NS, SOA). */
export type CopiedType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'MX' | 'SRV' | 'TXT';

/** All records of one type at a name, with values in zone file format. */
export interface RecordSet {
  /** Lower case and without a trailing dot. */
  readonly name: string;
  readonly type: CopiedType;
  readonly ttl: number;
  readonly values: readonly string[];
}

/** A record set that no server said anything about: it may be there or not. */
export type Unanswered = Pick<RecordSet, 'name' | 'type'>;

/** What a zone has now, as far as one can know without listing it. */
export interface PresentRecords {
  /** The name servers in the parent's delegation. */
  readonly nameServers: readonly string[];
  readonly records: readonly RecordSet[];
  /** Parts of the zone delegated to other name servers. */
  readonly delegated: readonly string[];
  readonly unanswered: readonly Unanswered[];
}

/** What is at a name. */
export interface AtName {
  /** The zone that the name is in; undefined when nobody is sent anywhere for it. */
  readonly zone: string | undefined;
  /** The name servers that the world is sent to for that zone. */
  readonly nameServers: readonly string[];
  /** Where a CNAME sends to, lower case and without a trailing dot; then the lists below are empty. */
  readonly alias: string | undefined;
  /** IPv4. */
  readonly addresses: readonly string[];
  readonly addresses6: readonly string[];
}

/**
 * The program's queries to public DNS. What no server answers is unknown: each query then rejects with
 * `DnsUnreachable`, and never says that there is nothing.
 */
export interface Dns {
  /**
   * The name servers to which the parent of `zone` delegates it, lower case and without a trailing dot;
   * empty when there is no delegation.
   */
  delegation(zone: string): Promise<readonly string[]>;
  /**
   * The CAA records of exactly this name, or of its CNAME's target.
   *
   * @param nameServers of the zone that the name is in, to ask instead of a resolver.
   */
  caa(name: string, nameServers?: readonly string[]): Promise<readonly CaaRecord[]>;
  /**
   * What `zone` has now: asked of the name servers that its parent delegates to, once per run.
   *
   * @param names in the zone to look at besides the usual ones.
   */
  records(zone: string, names?: readonly string[]): Promise<PresentRecords>;
  /**
   * Whether the parent of `zone` says that it is signed (DNSSEC) with keys that these name servers do not have, but
   * the previous DNS did: a leftover DS record. Validating resolvers then treat the zone as forged.
   *
   * @param nameServers of the zone; empty for a zone that does not exist yet.
   */
  hasLeftoverDs(zone: string, nameServers: readonly string[]): Promise<boolean>;
  /** What is at exactly this name, as the servers of its zone say: nothing is remembered from an earlier look. */
  at(name: string): Promise<AtName>;
  /** The IPv4 addresses that a name leads to in the end, as a resolver says. */
  addresses(name: string): Promise<readonly string[]>;
}
