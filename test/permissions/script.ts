interface File {
  readonly path: string;
  readonly text: string;
}

/** `scripts/permissions.mjs`, which runs on plain Node and so has no types. */
interface Script {
  sources(): File[];
  actionsOf(source: File): string[];
  isRead(action: string): boolean;
  byPrefix(actions: readonly string[]): string[];
  neededActions(called: readonly string[]): string[];
  policyOf(needed: readonly string[]): { Statement: { Sid: string; Action: string[] }[] };
  generate(): Promise<File[]>;
  isCurrent(file: File): boolean;
}

const { href } = new URL('../../scripts/permissions.mjs', import.meta.url);

export const script = (await import(href)) as Script;
