import { refuse } from '../errors.ts';
import type { Call, Operations, Service } from '../service.ts';
import type { Tags } from '../tags.ts';
import type { CostTag } from './data.ts';

const [hour, day] = [3_600_000, 86_400_000];

/** What is billed by the hour, in us-east-1: usage type and USD. Whatever else there is costs nothing here. */
interface Running {
  readonly usage: string;
  readonly usd: number;
  readonly tags: Tags;
  readonly since: number;
}

function runningIn({ here }: Call): Running[] {
  const there = ({ goneAt }: { goneAt?: number }) => goneAt === undefined;
  return [
    ...here.instances.filter(there).map(({ type, tags, launchedAt: since }) => ({
      usage: `BoxUsage:${type}`,
      usd: 0.0104,
      tags,
      since,
    })),
    // An address of a server carries no label of the server's.
    ...here.instances.filter(there).map(({ launchedAt: since }) => ({
      usage: 'PublicIPv4:InUseAddress',
      usd: 0.005,
      tags: {},
      since,
    })),
    ...here.loadBalancers.map(({ tags, createdAt: since }) => ({
      usage: 'LoadBalancerUsage',
      usd: 0.0225,
      tags,
      since,
    })),
    ...here.databases.filter(there).map(({ instanceClass, tags, createdAt: since }) => ({
      usage: `InstanceUsage:${instanceClass}`,
      usd: 0.016,
      tags,
      since,
    })),
  ];
}

/** Cost Explorer: a day behind, and blind to tags that nobody has activated. */
export const ce = {
  operations: {
    GetCostAndUsage({ TimePeriod, Granularity, Metrics, GroupBy = [] }, call) {
      const { now, account } = call;
      const [start, end] = [TimePeriod?.Start, TimePeriod?.End].map((text) => Date.parse(text ?? ''));
      if (!Granularity || !Metrics?.length || start === undefined || end === undefined || Number.isNaN(start + end))
        refuse('ValidationException', 'TimePeriod, Granularity and Metrics are required.');
      if (start >= end) refuse('ValidationException', 'Start date (and hour) should be before end date (and hour)');
      if (GroupBy.length > 2) refuse('ValidationException', 'The number of GroupBy definitions must not exceed 2.');
      const groups = new Map<string, number>();
      const key = GroupBy.find(({ Type }) => Type === 'TAG')?.Key ?? '';
      const active = account.costTags.find((one) => one.key === key);
      for (const region of Object.keys(account.regions))
        for (const { usage, usd, tags, since } of runningIn({ ...call, here: account.regions[region] ?? call.here })) {
          const known = Math.min(now - day, end);
          const hours = Math.max(0, known - Math.max(start, since)) / hour;
          // From its activation on, and not before.
          const labelled = active ? Math.max(0, known - Math.max(start, since, active.since)) / hour : 0;
          const label = `${key}$${tags[key] ?? ''}`;
          for (const [of, part] of [
            [label, labelled],
            [`${key}$`, hours - labelled],
          ] as const)
            if (part > 0) groups.set(`${usage}\n${of}`, (groups.get(`${usage}\n${of}`) ?? 0) + part * usd);
        }
      return {
        ResultsByTime: [
          {
            TimePeriod,
            Estimated: true,
            Groups: [...groups].map(([keys, usd]) => ({
              Keys: keys.split('\n'),
              Metrics: { UnblendedCost: { Amount: String(usd), Unit: 'USD' } },
            })),
          },
        ],
      };
    },

    /** A tag is there to be activated once a cost with it is on the bill. */
    UpdateCostAllocationTagsStatus({ CostAllocationTagsStatus = [] }, call) {
      const { now, account } = call;
      for (const { TagKey = '' } of CostAllocationTagsStatus) {
        const isBilled = Object.values(account.regions).some((here) =>
          runningIn({ ...call, here }).some(({ tags, since }) => tags[TagKey] !== undefined && now - since >= day),
        );
        if (!isBilled)
          refuse('ValidationException', `Failed to update Cost Allocation Tag: Tag keys not found: ${TagKey}`);
        if (!account.costTags.some(({ key }) => key === TagKey)) account.costTags.push({ key: TagKey, since: now });
      }
      return { Errors: [] };
    },
  } satisfies Operations<typeof import('@aws-sdk/client-cost-explorer')>,

  global: {
    atFirst: () => ({ costTags: [] satisfies CostTag[] }),
    inventory: () => [],
  },
} satisfies Service;
