import type { Words } from '../../words.ts';

/** A step for the firewall to make. Its id never changes. */
interface Named {
  readonly id: string;
  readonly title: Words;
}

/** A way in for visitors. What follows from it for others is said here: they do not know it by name. */
export interface Entry {
  /** The answer that chooses it. */
  readonly id: string;
  readonly choice: Words;
  /** Who holds the certificate: AWS, or the server, which then takes visitors itself. */
  readonly https: 'aws' | 'server';
  /** What stands before the server, if anything does: its security group, and the rule that lets it in to the server. */
  readonly front?: { readonly group: Named; readonly description: string; readonly toServer: Named };
  /** The rules that let visitors in. */
  readonly opens: readonly (Named & { readonly port: number })[];
}
