import {
  CreateListenerCommand,
  DeleteListenerCommand,
  ModifyListenerCommand,
  type Action,
  type Listener,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describeListener, taggedAt } from '../../aws/load-balancing.ts';
import { said } from '../../aws/said.ts';
import { tagList } from '../../aws/tags.ts';
import type { Context } from '../../engine/context.ts';
import { gone, ready, replaced, type Seen } from '../../engine/seen.ts';
import { defineStep, type Given, type Settings, type WantedBy } from '../../engine/step.ts';
import type { Facts } from '../../facts.ts';
import { labelsOfElb, later, reads, uses } from '../../permissions/allow.ts';
import { issued } from '../certificate/issued.ts';
import { loadBalancer } from './load-balancer.ts';
import { targetGroup } from './target-group.ts';

interface Handle extends Facts {
  readonly listenerArn: string;
  readonly loadBalancerArn: string;
}

/** A port of our own load balancer has one listener: whichever is there is ours to put right. */
async function onPort({ elb }: Pick<Context, 'elb'>, loadBalancerArn: string, port: number) {
  const found = await describeListener(elb, loadBalancerArn, port);
  return found?.ListenerArn ? { listenerArn: found.ListenerArn, loadBalancerArn } : undefined;
}

/** Whether the listener is still there, and what there is of it. */
async function check(
  context: Context,
  { listenerArn, loadBalancerArn }: Handle,
  port: number,
  settingsOf: (found: Listener) => Facts,
): Promise<Seen<Record<never, never>>> {
  const { elb } = context;
  const found = await describeListener(elb, loadBalancerArn, port);
  if (!found) return gone;
  if (found.ListenerArn !== listenerArn)
    return replaced({
      en: 'deleted, and another one made in its place',
      ko: '삭제되었고 다른 리스너가 그 자리에 있습니다',
    });
  return ready({}, async () => ({
    tags: await taggedAt(context, listenerArn),
    settings: settingsOf(found),
  }));
}

/** Everything about where the visitor is sent; AWS fills in what it was not given. */
const redirect = {
  Protocol: 'HTTPS',
  Port: '443',
  Host: '#{host}',
  Path: '/#{path}',
  Query: '#{query}',
  StatusCode: 'HTTP_301',
} as const;

const redirection = {
  Protocol: { title: { en: 'protocol', ko: '프로토콜' }, wanted: 'HTTP' },
  redirect: { title: { en: 'the redirect to HTTPS', ko: 'HTTPS로 보내는 리디렉션' }, wanted: redirect },
} as const satisfies Settings;

/** As the calls take it. */
const redirecting = ({ Protocol, redirect }: WantedBy<typeof redirection>) => ({
  Protocol,
  DefaultActions: [{ Type: 'redirect' as const, RedirectConfig: redirect }],
});

export const httpListener = defineStep({
  id: 'http-listener',
  title: { en: 'HTTP redirect to HTTPS', ko: 'HTTPS로 보내는 HTTP 리스너' },
  needs: { loadBalancer },
  asks: {},
  allows: [
    reads('elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeTags'),
    uses('elasticloadbalancing:CreateListener'),
    ...labelsOfElb,
    later(uses('elasticloadbalancing:DeleteListener', 'elasticloadbalancing:ModifyListener')),
  ],

  settings: redirection,

  find: (given) => onPort(given, given.needs.loadBalancer.loadBalancerArn, 80),

  async create({ elb, tags, needs: { loadBalancer }, wanted }) {
    const { loadBalancerArn } = loadBalancer;
    const { Listeners: [made] = [] } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Port: 80,
        ...redirecting(wanted),
        Tags: tagList(tags),
      }),
    );
    return { listenerArn: said(made, 'ListenerArn'), loadBalancerArn };
  },

  check: (context, handle) =>
    check(context, handle, 80, ({ Protocol, DefaultActions: [action] = [] }) => ({
      Protocol,
      redirect: action?.Type === 'redirect' ? { ...action.RedirectConfig } : undefined,
    })),

  async change({ elb, wanted }, { listenerArn }) {
    await elb.send(new ModifyListenerCommand({ ListenerArn: listenerArn, ...redirecting(wanted) }));
  },

  async delete({ elb }, { listenerArn }) {
    await elb.send(new DeleteListenerCommand({ ListenerArn: listenerArn }));
  },
});

/** TLS 1.3 and 1.2 with hybrid post-quantum key exchange: what AWS recommends; the API's default dates from 2016. */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

type Serving = Given<{ readonly targetGroup: typeof targetGroup; readonly issued: typeof issued }>;

const service = {
  Protocol: { title: { en: 'protocol', ko: '프로토콜' }, wanted: 'HTTPS' },
  SslPolicy: { title: { en: 'TLS policy', ko: 'TLS 정책' }, wanted: tlsPolicy },
  certificate: {
    title: { en: 'certificate', ko: '인증서' },
    wanted: ({ needs }: Serving) => needs.issued.certificateArn,
  },
  target: {
    title: { en: 'where requests are forwarded', ko: '요청을 보내는 곳' },
    wanted: ({ needs }: Serving) => needs.targetGroup.targetGroupArn,
  },
} as const satisfies Settings<Serving>;

/** As the calls take it. */
const serving = ({ certificate, target, ...wanted }: WantedBy<typeof service>) => ({
  ...wanted,
  Certificates: [{ CertificateArn: certificate }],
  DefaultActions: [{ Type: 'forward' as const, TargetGroupArn: target }],
});

/** Where requests go: one target group, or several with their shares. */
const targetsOf = ({ Type, TargetGroupArn, ForwardConfig }: Action): string | undefined =>
  Type === 'forward'
    ? (ForwardConfig?.TargetGroups?.map((one) => one.TargetGroupArn).join() ?? TargetGroupArn)
    : undefined;

export const httpsListener = defineStep({
  id: 'https-listener',
  title: { en: 'HTTPS listener', ko: '인증서를 쓰는 HTTPS 리스너' },
  needs: { loadBalancer, targetGroup, issued },
  asks: {},
  allows: [
    reads('elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeTags'),
    uses('elasticloadbalancing:CreateListener'),
    ...labelsOfElb,
    later(uses('elasticloadbalancing:DeleteListener', 'elasticloadbalancing:ModifyListener')),
  ],
  follows: { live: ['issued', 'targetGroup'] },

  settings: service,

  find: (given) => onPort(given, given.needs.loadBalancer.loadBalancerArn, 443),

  async create({ elb, tags, needs, wanted }) {
    const { loadBalancerArn } = needs.loadBalancer;
    const { Listeners: [made] = [] } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Port: 443,
        ...serving(wanted),
        Tags: tagList(tags),
      }),
    );
    return { listenerArn: said(made, 'ListenerArn'), loadBalancerArn };
  },

  check: (context, handle) =>
    check(context, handle, 443, ({ Protocol, SslPolicy, Certificates, DefaultActions = [] }) => ({
      Protocol,
      SslPolicy,
      certificate: Certificates?.[0]?.CertificateArn,
      target: DefaultActions.map(targetsOf).join(),
    })),

  async change({ elb, wanted }, { listenerArn }) {
    await elb.send(new ModifyListenerCommand({ ListenerArn: listenerArn, ...serving(wanted) }));
  },

  async delete({ elb }, { listenerArn }) {
    await elb.send(new DeleteListenerCommand({ ListenerArn: listenerArn }));
  },
});
