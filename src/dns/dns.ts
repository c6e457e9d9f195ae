/** One line of a CAA record: `0 issue "amazon.com"`. */
export interface CaaRecord {
  readonly tag: string;
  readonly value: string;
}

/** What can be taken along to another zone: not who answers for the zone, or for a part of it. */
export type CopiedType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'MX' | 'SRV' | 'TXT';

/** All records of one type that a name has, their values as zone files write them. */
export interface RecordSet {
  /** Lower case and without a trailing dot. */
  readonly name: string;
  readonly type: CopiedType;
  readonly ttl: number;
  readonly values: readonly string[];
}

/** What a zone has now, as far as somebody can know who may not list it. */
export interface PresentRecords {
  /** Those that the parent names. */
  readonly nameServers: readonly string[];
  readonly records: readonly RecordSet[];
  /** Parts of the zone for which others answer. */
  readonly delegated: readonly string[];
  /** Names of which nobody said whether they have records. */
  readonly unanswered: readonly string[];
}

/** What the program asks of the public domain name system. */
export interface Dns {
  /**
   * The name servers to which the parent of `zone` delegates it, lower case and without a trailing dot;
   * empty when there is no delegation.
   */
  delegation(zone: string): Promise<readonly string[]>;
  /**
   * The CAA records of exactly this name, or of where its CNAME leads.
   *
   * @param nameServers of the zone that the name is in, to ask them instead of a resolver.
   */
  caa(name: string, nameServers?: readonly string[]): Promise<readonly CaaRecord[]>;
  /** What `zone` has now: asked of the name servers that its parent names, once a run. */
  records(zone: string): Promise<PresentRecords>;
  /**
   * Whether the parent of `zone` says that it is signed (DNSSEC) with keys that these name servers do not have, as
   * where the DNS was before: a DS record is left over. Whoever checks signatures then takes the zone for forged.
   *
   * @param nameServers of the zone; none of a zone that is yet to be made.
   */
  hasLeftoverDs(zone: string, nameServers: readonly string[]): Promise<boolean>;
}
