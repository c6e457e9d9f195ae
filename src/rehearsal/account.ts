/** What an account has in one region: each service adds what it keeps there. */
export interface RegionData {}

/**
 * Everything about a simulated account, as JSON: what it shows follows from this and the time. Each service adds what
 * it keeps for all regions.
 */
export interface AccountData {
  /** How many ids have been given out. */
  seeds: number;
  regions: Record<string, RegionData>;
}

/** Where an account is kept between two runs. */
export interface AccountStore {
  load(): string | undefined;
  save(json: string): void;
}
