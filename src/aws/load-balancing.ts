import {
  AddTagsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  type ElasticLoadBalancingV2Client,
  type Listener,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { batch } from './batch.ts';
import type { Aws } from './clients.ts';
import { fit, nameOf } from './names.ts';
import { orNothing } from './replies.ts';
import { markList, type Tagged, type Tags } from './tags.ts';

const nameLimit = 32;

interface Named {
  readonly stack: string;
}

export const ourLoadBalancer = ({ stack }: Named): string => fit(nameOf(stack, 'load-balancer'), nameLimit);

export const ourTargetGroup = ({ stack }: Named): string => fit(nameOf(stack, 'target-group'), nameLimit);

type Which = { readonly name: string } | { readonly arn: string };

export async function describeLoadBalancer(elb: ElasticLoadBalancingV2Client, which: Which) {
  const input = 'name' in which ? { Names: [which.name] } : { LoadBalancerArns: [which.arn] };
  return (await orNothing(elb.send(new DescribeLoadBalancersCommand(input))))?.LoadBalancers?.[0];
}

export async function describeTargetGroup(elb: ElasticLoadBalancingV2Client, which: Which) {
  const input = 'name' in which ? { Names: [which.name] } : { TargetGroupArns: [which.arn] };
  return (await orNothing(elb.send(new DescribeTargetGroupsCommand(input))))?.TargetGroups?.[0];
}

const listenersByBalancer = batch<ElasticLoadBalancingV2Client, readonly Listener[]>(async (elb, arns) => {
  const lists = await Promise.all(
    arns.map(async (arn): Promise<[string, readonly Listener[]]> => {
      const found = await orNothing(elb.send(new DescribeListenersCommand({ LoadBalancerArn: arn })));
      return [arn, found?.Listeners ?? []];
    }),
  );
  return new Map(lists);
});

/** The listener of a load balancer on this port. */
export async function describeListener(elb: ElasticLoadBalancingV2Client, loadBalancerArn: string, port: number) {
  return (await listenersByBalancer(elb, loadBalancerArn))?.find((listener) => listener.Port === port);
}

export async function tagsOf(elb: ElasticLoadBalancingV2Client, arn: string) {
  const { TagDescriptions } = await elb.send(new DescribeTagsCommand({ ResourceArns: [arn] }));
  return TagDescriptions?.[0]?.Tags;
}

export const taggedAt = async (
  { elb, tags }: Pick<Aws, 'elb'> & { readonly tags: Tags },
  arn: string,
): Promise<Tagged> => ({
  are: await tagsOf(elb, arn),
  restore: () => elb.send(new AddTagsCommand({ ResourceArns: [arn], Tags: markList(tags) })),
});
