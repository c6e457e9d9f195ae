import {
  DeleteDashboardsCommand,
  GetDashboardCommand,
  ListTagsForResourceCommand,
  PutDashboardCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import { consolePage } from '../../aws/console.ts';
import { period } from '../../aws/metrics.ts';
import { orNothing } from '../../aws/replies.ts';
import { carries, markList, strangerOf, tagList } from '../../aws/tags.ts';
import { optional } from '../../engine/needs.ts';
import { defineStep, gone, there, type AnyStep, type Context } from '../../engine/step.ts';
import { parsed, type Facts, type Json } from '../../facts.ts';
import { allow, later } from '../../permissions/allow.ts';
import { database } from '../database/instance.ts';
import { databaseChapter } from '../database/index.ts';
import { loadBalancerChapter } from '../load-balancer/index.ts';
import { loadBalancer } from '../load-balancer/load-balancer.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { cpuCredits } from '../server/cpu-credits.ts';
import { server } from '../server/index.ts';
import { instance } from '../server/instance.ts';
import { inAll } from '../../words.ts';
import { figuresAgent } from './agent.ts';
import { gauges as ofFigures } from './gauges.ts';
import { alarms } from './questions.ts';

/** A dashboard is in no region. */
const ofDashboard = allow('Dashboards, by name.', 'arn:*:cloudwatch::*:dashboard/*-dashboard');

const arnOf = ({ partition, account }: Context, name: string) =>
  `arn:${partition}:cloudwatch::${account}:dashboard/${name}`;

/** Two beside each other, on a grid of 24 columns. */
const [columns, width, height] = [2, 12, 6];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function bodyOf(region: string, made: (step: AnyStep) => Facts | undefined): Json {
  const gauges = [loadBalancerChapter.gauges, server.gauges, ofFigures, databaseChapter.gauges].flatMap(
    (of) => of?.(made) ?? [],
  );
  return {
    widgets: gauges.map(({ title, metric: { namespace, name, dimensions, statistic } }, at) => ({
      type: 'metric',
      x: (at % columns) * width,
      y: Math.floor(at / columns) * height,
      width,
      height,
      properties: {
        title: inAll(title),
        region,
        view: 'timeSeries',
        stat: statistic,
        period,
        metrics: [[namespace, name, ...Object.entries(dimensions).flat()]],
        yAxis: { left: { min: 0 } },
      },
    })),
  };
}

const handleOf = (context: Context) => ({
  dashboard: context.uniqueName,
  page: consolePage({ dashboard: context.uniqueName }, context) ?? '',
});

async function inPlace(context: Context, name: string) {
  const { cloudWatch } = context;
  const found = await orNothing(cloudWatch.send(new GetDashboardCommand({ DashboardName: name })));
  if (!found) return undefined;
  const asked = new ListTagsForResourceCommand({ ResourceARN: arnOf(context, name) });
  return { body: found.DashboardBody, tags: (await orNothing(cloudWatch.send(asked)))?.Tags };
}

/** What `stepway status --watch` shows, as a page of the console: the gauges of the way in, the server and the database. */
export const dashboard = defineStep({
  id: 'dashboard',
  title: { en: 'Dashboard (CloudWatch)', ko: '대시보드(CloudWatch)' },
  needs: {
    instance,
    credits: optional(cpuCredits),
    figures: optional(figuresAgent),
    loadBalancer: optional(loadBalancer),
    database: optional(database),
  },
  asks: { email: alarms },
  allows: [
    ofDashboard(
      'cloudwatch:GetDashboard',
      'cloudwatch:ListTagsForResource',
      'cloudwatch:PutDashboard',
      'cloudwatch:TagResource',
    ),
    later(ofDashboard('cloudwatch:DeleteDashboards')),
  ],
  when: ({ email }) => email !== 'none',
  follows: { live: ['instance', 'credits', 'figures', 'loadBalancer', 'database'], initial: ['email'] },

  settings: {
    DashboardBody: {
      title: { en: 'what it shows', ko: '보여 주는 지표' },
      wanted: ({ region, needs }): Json => {
        const made = new Map<AnyStep, Facts | undefined>([
          [instance, needs.instance],
          [cpuCredits, needs.credits],
          [figuresAgent, needs.figures],
          [loadBalancer, needs.loadBalancer],
          [database, needs.database],
        ]);
        return bodyOf(region, (step) => made.get(step));
      },
    },
  },

  async find(given) {
    const found = await inPlace(given, given.uniqueName);
    if (!found) return undefined;
    if (!carries(found.tags, given)) throw strangerOf({ en: 'dashboard', ko: '대시보드' }, given.uniqueName);
    return handleOf(given);
  },

  async create(given) {
    await given.cloudWatch.send(
      new PutDashboardCommand({
        DashboardName: given.uniqueName,
        DashboardBody: JSON.stringify(given.wanted.DashboardBody),
        Tags: tagList(given.tags),
      }),
    );
    return handleOf(given);
  },

  async check(context, handle) {
    const found = await inPlace(context, handle.dashboard);
    if (!found) return gone;
    if (whoseIs({ tags: found.tags }, handle, context) === 'theirs') return nameTaken;
    const asked = new TagResourceCommand({
      ResourceARN: arnOf(context, handle.dashboard),
      Tags: markList(context.tags),
    });
    return there({
      tags: { are: found.tags, restore: () => context.cloudWatch.send(asked) },
      settings: { DashboardBody: parsed(found.body) },
    });
  },

  /** Without tags: CloudWatch takes them for a new one only. */
  async change({ cloudWatch, wanted }, handle) {
    await cloudWatch.send(
      new PutDashboardCommand({
        DashboardName: handle.dashboard,
        DashboardBody: JSON.stringify(wanted.DashboardBody),
      }),
    );
  },

  async delete(context, handle) {
    const found = await inPlace(context, handle.dashboard);
    return deleteOurs(found && { tags: found.tags }, handle, context, async () => {
      await context.cloudWatch.send(new DeleteDashboardsCommand({ DashboardNames: [handle.dashboard] }));
    });
  },

  says: { outputs: ({ page }) => (page === '' ? {} : { dashboard: page }) },
});
