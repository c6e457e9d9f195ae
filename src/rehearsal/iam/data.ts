import type { Tags } from '../tags.ts';

export interface Role {
  name: string;
  id: string;
  path: string;
  trust: string;
  description?: string;
  maxSession: number;
  createdAt: number;
  /** Until then IAM itself does not admit that it exists. */
  visibleAt: number;
  /** Until then an edit is in progress, and others have to wait. */
  busyUntil: number;
  /** ARNs of managed policies. */
  attached: string[];
  /** Inline policies' documents by name. */
  inline: Record<string, string>;
  tags: Tags;
}

export interface Profile {
  name: string;
  id: string;
  arn: string;
  path: string;
  createdAt: number;
  visibleAt: number;
  /** When EC2 has heard of it. */
  knownAt: number;
  role?: { name: string; knownAt: number };
  tags: Tags;
}

/** Somebody else's word for who a caller is. */
export interface Provider {
  /** Without `https://`. */
  url: string;
  clients: string[];
  thumbprints: string[];
  createdAt: number;
  visibleAt: number;
  tags: Tags;
}

declare module '../account.ts' {
  /** IAM is the same in all regions. */
  interface AccountData {
    roles: Role[];
    profiles: Profile[];
    /** When the roles that AWS makes for itself are known everywhere, by name. They stay. */
    linkedRoles?: Record<string, number>;
    providers: Provider[];
  }
}
