/** A tag that the bill tells costs apart by, and since when. */
export interface CostTag {
  key: string;
  since: number;
}

declare module '../account.ts' {
  interface AccountData {
    costTags: CostTag[];
  }
}
