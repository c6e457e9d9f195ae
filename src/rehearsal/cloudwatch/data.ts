import type { PutMetricAlarmCommandInput, StateValue } from '@aws-sdk/client-cloudwatch';
import type { Tags } from '../tags.ts';

/** What happened to an alarm: it changed its state, or did something about it. */
export interface Happening {
  at: number;
  type: 'StateUpdate' | 'Action';
  summary: string;
}

export interface Alarm {
  arn: string;
  name: string;
  config: PutMetricAlarmCommandInput;
  state: StateValue;
  reason: string;
  changedAt: number;
  history: Happening[];
  tags: Tags;
}

export interface Dashboard {
  arn: string;
  name: string;
  body: string;
  tags: Tags;
}

/** What is known of something whose health alarms look at. */
export interface Sight {
  /** Since when it is looked at. */
  since: number;
  /** Since when it does not answer. */
  failingSince?: number;
  /** The least that was seen in each of the last minutes, by when the minute began. */
  least: Record<string, number>;
}

declare module '../account.ts' {
  interface AccountData {
    dashboards: Dashboard[];
  }

  interface RegionData {
    alarms: Alarm[];
    sights: Record<string, Sight>;
    /** Until when alarms have looked. */
    watchedUntil: number;
  }
}
