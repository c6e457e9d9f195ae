/** What the program asks of the public domain name system. */
export interface Dns {
  /**
   * The name servers to which the parent of `zone` delegates it, lower case and without a trailing dot;
   * empty when there is no delegation.
   */
  delegation(zone: string): Promise<readonly string[]>;
}
