/** What `outputs --json` prints. Each chapter declares what it adds; what a stack does not have is absent. */
export interface Outputs {
  readonly url?: string;
  /** The same site under its other name. */
  readonly www?: string;
}
