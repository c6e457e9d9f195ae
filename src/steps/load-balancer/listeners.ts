import {
  AddListenerCertificatesCommand,
  CreateListenerCommand,
  DeleteListenerCommand,
  ModifyListenerCommand,
  type Action,
  type CreateListenerCommandInput,
  type Listener,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describeListener, taggedAt } from '../../aws/load-balancing.ts';
import { said } from '../../aws/replies.ts';
import { tagList } from '../../aws/tags.ts';
import {
  defineStep,
  gone,
  ready,
  replaced,
  type Context,
  type Follows,
  type Given,
  type Need,
  type Settings,
  type WantedBy,
} from '../../engine/step.ts';
import type { Facts } from '../../facts.ts';
import { labelsOfElb, later, reads, uses, type Allowance } from '../../permissions/allow.ts';
import type { Words } from '../../words.ts';
import { isOurs } from '../certificate/certificate.ts';
import { issued } from '../certificate/issued.ts';
import { loadBalancer } from './load-balancer.ts';
import { targetGroup } from './target-group.ts';

/** Everything about where the visitor is sent; AWS fills in what it was not given. */
const redirect = {
  Protocol: 'HTTPS',
  Port: '443',
  Host: '#{host}',
  Path: '/#{path}',
  Query: '#{query}',
  StatusCode: 'HTTP_301',
} as const;

type Needs = { readonly loadBalancer: typeof loadBalancer; readonly [name: string]: Need };

/** A listener, which a port of our own load balancer has one of: whichever is there is ours to put right. */
const listener = <const N extends Needs, const Table extends Settings<Given<N>>>(step: {
  readonly id: string;
  readonly title: Words;
  readonly port: number;
  readonly needs: N;
  readonly follows?: Follows<N, Record<never, never>>;
  readonly allows?: readonly Allowance[];
  readonly settings: Table;
  /** The settings as the calls take them, and as they are in what AWS answers. */
  asSent(wanted: WantedBy<Table>): Pick<CreateListenerCommandInput, 'Protocol' | 'DefaultActions'>;
  asRead(found: Listener): Facts;
  /** What comes before it is changed. */
  prepare?(context: Context, found: Listener): Promise<void>;
}) =>
  defineStep({
    id: step.id,
    title: step.title,
    needs: step.needs,
    asks: {},
    allows: [
      reads('elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeTags'),
      uses('elasticloadbalancing:CreateListener'),
      ...labelsOfElb,
      later(uses('elasticloadbalancing:DeleteListener', 'elasticloadbalancing:ModifyListener')),
      ...(step.allows ?? []),
    ],
    follows: step.follows ?? {},

    settings: step.settings,

    async find({ elb, needs }) {
      const { loadBalancerArn } = needs.loadBalancer;
      const found = await describeListener(elb, loadBalancerArn, step.port);
      return found?.ListenerArn ? { listenerArn: found.ListenerArn, loadBalancerArn } : undefined;
    },

    async create({ elb, tags, needs, wanted }) {
      const { loadBalancerArn } = needs.loadBalancer;
      const { Listeners: [made] = [] } = await elb.send(
        new CreateListenerCommand({
          LoadBalancerArn: loadBalancerArn,
          Port: step.port,
          ...step.asSent(wanted),
          Tags: tagList(tags),
        }),
      );
      return { listenerArn: said(made, 'ListenerArn'), loadBalancerArn };
    },

    async check(context, { listenerArn, loadBalancerArn }) {
      const { elb } = context;
      const found = await describeListener(elb, loadBalancerArn, step.port);
      if (!found) return gone;
      if (found.ListenerArn !== listenerArn)
        return replaced({
          en: 'deleted, and another one made in its place',
          ko: '삭제되었고 다른 리스너가 그 자리에 있습니다',
        });
      return ready({}, async () => ({
        tags: await taggedAt(context, listenerArn),
        settings: step.asRead(found),
      }));
    },

    async change(given, { listenerArn, loadBalancerArn }) {
      const { elb, wanted } = given;
      const found = step.prepare && (await describeListener(elb, loadBalancerArn, step.port));
      if (found) await step.prepare?.(given, found);
      await elb.send(new ModifyListenerCommand({ ListenerArn: listenerArn, ...step.asSent(wanted) }));
    },

    async delete({ elb }, { listenerArn }) {
      await elb.send(new DeleteListenerCommand({ ListenerArn: listenerArn }));
    },
  });

export const httpListener = listener({
  id: 'http-listener',
  title: { en: 'HTTP redirect to HTTPS', ko: 'HTTPS로 보내는 HTTP 리스너' },
  port: 80,
  needs: { loadBalancer },
  settings: {
    Protocol: { title: { en: 'protocol', ko: '프로토콜' }, wanted: 'HTTP' },
    redirect: { title: { en: 'the redirect to HTTPS', ko: 'HTTPS로 보내는 리디렉션' }, wanted: redirect },
  },
  asSent: ({ Protocol, redirect }) => ({
    Protocol,
    DefaultActions: [{ Type: 'redirect' as const, RedirectConfig: redirect }],
  }),
  asRead: ({ Protocol, DefaultActions: [action] = [] }) => ({
    Protocol,
    redirect: action?.Type === 'redirect' ? { ...action.RedirectConfig } : undefined,
  }),
});

/** TLS 1.3 and 1.2 with hybrid post-quantum key exchange: what AWS recommends; the API's default dates from 2016. */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

/** Where requests go: one target group, or several with their shares. */
const targetsOf = ({ Type, TargetGroupArn, ForwardConfig }: Action): string | undefined =>
  Type === 'forward'
    ? (ForwardConfig?.TargetGroups?.map((one) => one.TargetGroupArn).join() ?? TargetGroupArn)
    : undefined;

export const httpsListener = listener({
  id: 'https-listener',
  title: { en: 'HTTPS listener', ko: '인증서를 쓰는 HTTPS 리스너' },
  port: 443,
  needs: { loadBalancer, targetGroup, issued },
  follows: { live: ['issued', 'targetGroup'] },
  allows: [later(reads('acm:ListTagsForCertificate')), later(uses('elasticloadbalancing:AddListenerCertificates'))],
  settings: {
    Protocol: { title: { en: 'protocol', ko: '프로토콜' }, wanted: 'HTTPS' },
    SslPolicy: { title: { en: 'TLS policy', ko: 'TLS 정책' }, wanted: tlsPolicy },
    certificate: {
      title: { en: 'certificate', ko: '인증서' },
      wanted: ({ needs }) => needs.issued.certificateArn,
    },
    target: {
      title: { en: 'where requests are forwarded', ko: '요청을 보내는 곳' },
      wanted: ({ needs }) => needs.targetGroup.targetGroupArn,
    },
  },
  asSent: ({ certificate, target, ...wanted }) => ({
    ...wanted,
    Certificates: [{ CertificateArn: certificate }],
    DefaultActions: [{ Type: 'forward' as const, TargetGroupArn: target }],
  }),
  // Who comes by a name that only the certificate before has is shown that one, until it goes.
  async prepare(context, { ListenerArn, Certificates: [before] = [] }) {
    const { CertificateArn = '' } = before ?? {};
    if (!CertificateArn || !(await isOurs(context, CertificateArn))) return;
    await context.elb.send(new AddListenerCertificatesCommand({ ListenerArn, Certificates: [{ CertificateArn }] }));
  },
  asRead: ({ Protocol, SslPolicy, Certificates, DefaultActions = [] }) => ({
    Protocol,
    SslPolicy,
    certificate: Certificates?.[0]?.CertificateArn,
    target: DefaultActions.map(targetsOf).join(),
  }),
});
