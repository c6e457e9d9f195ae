import { accountId } from './ids.ts';

/** A call as its permission is asked for. */
export interface Asked {
  /** Such as `ec2:RunInstances`. */
  readonly action: string;
  readonly region: string;
  /** The ARN that it is about, where one is known. */
  readonly resource?: string;
}

/** What AWS refuses whoever asks, in its own words. */
export interface Denial {
  readonly refuses: (asked: Asked) => boolean;
  readonly code: string;
  readonly message: string | ((caller: string, asked: Asked) => string);
  readonly status?: number;
}

export const resourceOf = ({ action, region, resource }: Asked): string =>
  resource ?? `arn:aws:${action.replace(/:.*/, '')}:${region}:${accountId}:*`;
