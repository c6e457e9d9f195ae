import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeAccountLimitsCommand,
  paginateDescribeLoadBalancers,
  type LoadBalancer,
  ModifyLoadBalancerAttributesCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { every, said } from '../../aws/replies.ts';
import { describeLoadBalancer, ourLoadBalancer, taggedAt, tagsOf } from '../../aws/load-balancing.ts';
import { carries, strangerOf, tagList } from '../../aws/tags.ts';
import { defineStep, gone, pending, ready } from '../../engine/step.ts';
import { ok } from '../../engine/verdict.ts';
import { Trouble } from '../../errors.ts';
import { forChecks, labelsOfElb, later, linkedRole, makes, reads, uses } from '../../permissions/allow.ts';
import { oneLine } from '../../plain.ts';
import { hourly } from '../../prices/prices.ts';
import { entryGroup, ownGroup, withOurs } from '../firewall/groups.ts';
import { entry } from '../firewall/questions.ts';
import { publicSubnets } from '../network/ready.ts';
import { address } from '../network/prices.ts';
import { loadBalancerEntry } from './entry.ts';
import { balancing } from './prices.ts';
import { usedUp } from '../used-up.ts';

/** Guards against accidental deletion in the console; lifted just before teardown deletes the load balancer. */
export const deletionProtection = 'deletion_protection.enabled';

const subnetsOf = ({ AvailabilityZones = [] }: LoadBalancer) =>
  AvailabilityZones.flatMap(({ SubnetId }) => SubnetId ?? []);

export const loadBalancer = defineStep({
  id: 'load-balancer',
  title: { en: 'Load balancer (ALB)', ko: '로드 밸런서(ALB)' },
  needs: { subnets: publicSubnets, group: entryGroup(loadBalancerEntry) },
  asks: { entry },
  allows: [
    reads('elasticloadbalancing:DescribeLoadBalancers', 'elasticloadbalancing:DescribeTags'),
    forChecks(reads('elasticloadbalancing:DescribeAccountLimits')),
    makes('elasticloadbalancing:CreateLoadBalancer'),
    ...labelsOfElb,
    // Load balancing looks at the network with the user's rights.
    reads(
      'ec2:DescribeInternetGateways',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
      'ec2:GetSecurityGroupsForVpc',
    ),
    forChecks(reads('ec2:DescribeAccountAttributes')),
    linkedRole('elasticloadbalancing.amazonaws.com'),
    later(
      uses(
        'elasticloadbalancing:DeleteLoadBalancer',
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        'elasticloadbalancing:SetSecurityGroups',
        'elasticloadbalancing:SetSubnets',
      ),
    ),
  ],
  follows: { live: ['group', 'subnets'], initial: ['entry'] },
  making: { takes: { earliest: 70, usual: 120, every: 3, limit: 900 } },
  when: (answers) => answers.entry === loadBalancerEntry.id,

  preflight: [
    {
      about: { en: 'load balancers', ko: '로드 밸런서 개수' },
      async ask(given) {
        const { elb, region } = given;
        const [balancers, { Limits = [] }] = await Promise.all([
          every(paginateDescribeLoadBalancers({ client: elb }, {}), ({ LoadBalancers }) => LoadBalancers),
          elb.send(new DescribeAccountLimitsCommand({})),
        ]);
        const limit = Number(Limits.find(({ Name }) => Name === 'application-load-balancers')?.Max ?? Infinity);
        const there = balancers
          .filter(({ Type }) => Type === 'application')
          .map(({ LoadBalancerName }) => LoadBalancerName);
        if (there.length < limit || there.includes(ourLoadBalancer(given))) return ok;
        return usedUp({
          region,
          things: { en: 'load balancers', ko: '로드 밸런서' },
          there: there.length,
          limit,
          instead: { en: 'use --entry elastic-ip', ko: '--entry elastic-ip를 쓰세요' },
        });
      },
    },
  ],

  settings: {
    SecurityGroup: { ...ownGroup, wanted: ({ needs }) => needs.group.groupId },
    Subnets: {
      title: { en: 'subnets', ko: '서브넷' },
      wanted: ({ needs }) => needs.subnets.subnetIds,
      holds: (is, wanted) => Array.isArray(is) && Array.isArray(wanted) && wanted.every((one) => is.includes(one)),
    },
  },

  async find(given) {
    const { elb } = given;
    const name = ourLoadBalancer(given);
    const found = await describeLoadBalancer(elb, { name });
    if (!found) return undefined;
    const arn = said(found, 'LoadBalancerArn');
    if (!carries(await tagsOf(elb, arn), given)) throw strangerOf({ en: 'load balancer', ko: '로드 밸런서' }, name);
    return { loadBalancerArn: arn, dnsName: said(found, 'DNSName'), dnsZoneId: said(found, 'CanonicalHostedZoneId') };
  },

  async create(given) {
    const { elb, tags, wanted } = given;
    const { LoadBalancers: [made] = [] } = await elb.send(
      new CreateLoadBalancerCommand({
        Name: ourLoadBalancer(given),
        Type: 'application',
        Scheme: 'internet-facing',
        IpAddressType: 'ipv4',
        Subnets: wanted.Subnets,
        SecurityGroups: [wanted.SecurityGroup],
        Tags: tagList(tags),
      }),
    );
    return {
      loadBalancerArn: said(made, 'LoadBalancerArn'),
      dnsName: said(made, 'DNSName'),
      dnsZoneId: said(made, 'CanonicalHostedZoneId'),
    };
  },

  async check(context, { loadBalancerArn }) {
    const found = await describeLoadBalancer(context.elb, { arn: loadBalancerArn });
    if (!found) return gone;
    if (found.State?.Code === 'failed') throw failedToStart(oneLine(found.State.Reason ?? ''));
    if (found.State?.Code === 'provisioning') return pending({ en: 'starting', ko: '준비 중' });
    return ready({}, async () => ({
      tags: await taggedAt(context, loadBalancerArn),
      settings: { SecurityGroup: found.SecurityGroups ?? [], Subnets: subnetsOf(found) },
    }));
  },

  async change({ elb, wanted: { SecurityGroup, Subnets } }, { loadBalancerArn: LoadBalancerArn }) {
    const found = await describeLoadBalancer(elb, { arn: LoadBalancerArn });
    const SecurityGroups = withOurs(found?.SecurityGroups, SecurityGroup);
    if (SecurityGroups.length > (found?.SecurityGroups?.length ?? 0))
      await elb.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups }));
    const there = found ? subnetsOf(found) : [];
    if (!Subnets.every((one) => there.includes(one)))
      await elb.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets }));
  },

  going: { takes: { earliest: 0, usual: 10, every: 2, limit: 900 } },

  async delete({ elb }, { loadBalancerArn }) {
    await elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: loadBalancerArn,
        Attributes: [{ Key: deletionProtection, Value: 'false' }],
      }),
    );
    await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: loadBalancerArn }));
  },

  says: {
    price: () => [
      hourly({ en: 'Load balancer, before traffic', ko: '로드 밸런서(트래픽 제외)' }, balancing),
      // One in each of its two zones.
      hourly({ en: 'Load balancer addresses (2)', ko: '로드 밸런서의 공인 IPv4 주소 2개' }, address, 2),
    ],
    outputs: ({ dnsName }) => ({ loadBalancer: dnsName }),
    answers: () => ({ entry: loadBalancerEntry.id }),
    absence: { entry: 'elastic-ip' },
  },
});

const failedToStart = (reason: string) =>
  new Trouble(
    'aws',
    {
      en: `AWS could not start the load balancer${reason ? `: ${reason}` : ''}.`,
      ko: `AWS가 로드 밸런서를 시작하지 못했습니다${reason ? `: ${reason}` : ''}.`,
    },
    {
      en: 'Delete it in the EC2 console and run `stepway up` again to recreate it.',
      ko: 'EC2 콘솔에서 삭제한 뒤 `stepway up`을 다시 실행하면 새로 만듭니다.',
    },
  );
