/** One line of a CAA record: `0 issue "amazon.com"`. */
export interface CaaRecord {
  readonly tag: string;
  readonly value: string;
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
  /**
   * Whether the parent of `zone` says that it is signed (DNSSEC) with keys that these name servers do not have, as
   * where the DNS was before: a DS record is left over. Whoever checks signatures then takes the zone for forged.
   *
   * @param nameServers of the zone; none of a zone that is yet to be made.
   */
  hasLeftoverDs(zone: string, nameServers: readonly string[]): Promise<boolean>;
}
