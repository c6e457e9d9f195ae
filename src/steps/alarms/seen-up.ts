import { valuesOf, type Figure } from '../../aws/metrics.ts';
import { defineStep, pending, ready, type Context, type Given, type Needs } from '../../engine/step.ts';
import { reads } from '../../permissions/allow.ts';
import type { Words } from '../../words.ts';
import { elasticIpEntry } from '../elastic-ip/entry.ts';
import { entry } from '../firewall/questions.ts';
import { loadBalancerEntry } from '../load-balancer/entry.ts';
import { healthy } from '../load-balancer/healthy.ts';
import { loadBalancer } from '../load-balancer/load-balancer.ts';
import { healthyServers } from '../load-balancer/metrics.ts';
import { targetGroup } from '../load-balancer/target-group.ts';
import { healthCheck, reached } from './health-check.ts';
import { alarms } from './questions.ts';

/** A site that is not up by then is down, and its alarm has something to tell; in milliseconds. */
const patience = 10 * 60_000;

/** Seconds, and how many of them are looked at: CloudWatch has a minute's figure a minute or two later. */
const [minute, lately] = [60, 5];

/**
 * Whether CloudWatch has seen the site up. An alarm looks at the minutes before it was made as well, in which a new site
 * was not up yet: it would ring at once, and so it is made after this.
 */
const seenUpFor = <const N extends Needs>(gate: {
  readonly id: string;
  readonly title: Words;
  readonly needs: N;
  readonly behind: string;
  readonly after?: readonly [typeof healthy];
  /** 1 or more when it is up. */
  figure(needs: Given<N>['needs']): Figure;
  cloudWatch(context: Context): Context['cloudWatch'];
}) =>
  defineStep<
    N,
    { readonly email: typeof alarms; readonly entry: typeof entry },
    {
      readonly name: string;
      readonly namespace: string;
      readonly dimensions: Figure['dimensions'];
      readonly since: number;
    }
  >({
    id: gate.id,
    title: gate.title,
    needs: gate.needs,
    asks: { email: alarms, entry },
    allows: [reads('cloudwatch:GetMetricData')],
    when: ({ email, entry }) => email !== 'none' && entry === gate.behind,
    making: {
      takes: { earliest: 60, usual: 150, every: 10, limit: 2 * (patience / 1000) },
      ...(gate.after && { after: gate.after }),
    },

    async find(given) {
      const { name, namespace, dimensions } = gate.figure(given.needs);
      return { name, namespace, dimensions, since: given.clock.now() };
    },

    async check(context, { since, ...figure }) {
      const now = context.clock.now();
      if (now - since >= patience) return ready();
      const metric = { ...figure, statistic: 'Minimum' };
      const [values = []] = await valuesOf({ cloudWatch: gate.cloudWatch(context) }, [metric], now, lately, minute);
      const last = values.findLast((value) => value !== undefined);
      if (last !== undefined && last >= 1) return ready();
      return pending({
        en: 'waiting for CloudWatch to see the site up, which takes it two or three minutes',
        ko: 'CloudWatch에 정상 지표가 나타나기를 기다리는 중(2~3분)',
      });
    },
  });

export const seenUp = seenUpFor({
  id: 'site-seen-up',
  title: { en: 'Site seen up by CloudWatch', ko: 'CloudWatch에서 사이트 정상 확인' },
  needs: { loadBalancer, targetGroup },
  behind: loadBalancerEntry.id,
  after: [healthy],
  figure: ({ loadBalancer, targetGroup }) => healthyServers({ ...loadBalancer, ...targetGroup }),
  cloudWatch: ({ cloudWatch }) => cloudWatch,
});

export const seenUpDirect = seenUpFor({
  id: 'site-seen-up-global',
  title: { en: 'Site seen up from around the world', ko: '세계 곳곳에서 사이트 정상 확인' },
  needs: { healthCheck },
  behind: elasticIpEntry.id,
  figure: ({ healthCheck }) => reached(healthCheck),
  cloudWatch: ({ globalCloudWatch }) => globalCloudWatch,
});
