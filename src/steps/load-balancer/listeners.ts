import {
  CreateListenerCommand,
  DeleteListenerCommand,
  ModifyListenerCommand,
  type Action,
  type Listener,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describeListener } from '../../aws/load-balancing.ts';
import { tagList } from '../../aws/tags.ts';
import { defineStep, drifted, gone, ready } from '../../engine/step.ts';
import { issued } from '../certificate/issued.ts';
import { loadBalancer } from './load-balancer.ts';
import { targetGroup } from './target-group.ts';

const redirect: Action = {
  Type: 'redirect',
  RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
};

const redirects = ({ DefaultActions: [action] = [] }: Listener) =>
  action?.Type === 'redirect' &&
  action.RedirectConfig?.Protocol === 'HTTPS' &&
  action.RedirectConfig.StatusCode === 'HTTP_301';

export const httpListener = defineStep({
  id: 'http-listener',
  title: { en: 'HTTP redirect to HTTPS', ko: 'HTTPS로 보내는 HTTP 리스너' },
  needs: { loadBalancer },
  asks: {},

  async find({ elb, needs: { loadBalancer } }) {
    const { loadBalancerArn } = loadBalancer;
    const found = await describeListener(elb, loadBalancerArn, 80);
    return found && { listenerArn: found.ListenerArn!, loadBalancerArn };
  },

  async create({ elb, tags, needs: { loadBalancer } }) {
    const { loadBalancerArn } = loadBalancer;
    const { Listeners: [made] = [] } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [redirect],
        Tags: tagList(tags),
      }),
    );
    return { listenerArn: made!.ListenerArn!, loadBalancerArn };
  },

  async check({ elb }, { loadBalancerArn }) {
    const found = await describeListener(elb, loadBalancerArn, 80);
    if (!found) return gone;
    return redirects(found) ? ready() : drifted({ en: 'the redirect is missing', ko: '리디렉션이 없어졌습니다' });
  },

  async change({ elb }, { listenerArn }) {
    await elb.send(new ModifyListenerCommand({ ListenerArn: listenerArn, DefaultActions: [redirect] }));
  },

  async delete({ elb }, { listenerArn }) {
    await elb.send(new DeleteListenerCommand({ ListenerArn: listenerArn }));
  },
});

/** TLS 1.3 and 1.2 with hybrid post-quantum key exchange: what AWS recommends; the API's default dates from 2016. */
const tlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';

const serving = (certificateArn: string, targetGroupArn: string) => ({
  SslPolicy: tlsPolicy,
  Certificates: [{ CertificateArn: certificateArn }],
  DefaultActions: [{ Type: 'forward' as const, TargetGroupArn: targetGroupArn }],
});

export const httpsListener = defineStep({
  id: 'https-listener',
  title: { en: 'HTTPS listener', ko: '인증서를 쓰는 HTTPS 리스너' },
  needs: { loadBalancer, targetGroup, issued },
  asks: {},
  live: ['issued', 'targetGroup'],

  async find({ elb, needs }) {
    const { loadBalancerArn } = needs.loadBalancer;
    const found = await describeListener(elb, loadBalancerArn, 443);
    return (
      found && {
        listenerArn: found.ListenerArn!,
        loadBalancerArn,
        certificateArn: needs.issued.certificateArn,
        targetGroupArn: needs.targetGroup.targetGroupArn,
      }
    );
  },

  async create({ elb, tags, needs }) {
    const { loadBalancerArn } = needs.loadBalancer;
    const { certificateArn } = needs.issued;
    const { targetGroupArn } = needs.targetGroup;
    const { Listeners: [made] = [] } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Protocol: 'HTTPS',
        Port: 443,
        ...serving(certificateArn, targetGroupArn),
        Tags: tagList(tags),
      }),
    );
    return { listenerArn: made!.ListenerArn!, loadBalancerArn, certificateArn, targetGroupArn };
  },

  async check({ elb }, { loadBalancerArn, certificateArn, targetGroupArn }) {
    const found = await describeListener(elb, loadBalancerArn, 443);
    if (!found) return gone;
    const [action] = found.DefaultActions ?? [];
    if (found.SslPolicy !== tlsPolicy)
      return drifted({ en: `its TLS policy is ${found.SslPolicy}`, ko: `TLS 정책이 ${found.SslPolicy}입니다` });
    if (found.Certificates?.[0]?.CertificateArn !== certificateArn)
      return drifted({ en: 'it uses another certificate', ko: '인증서가 바뀌었습니다' });
    if (action?.TargetGroupArn !== targetGroupArn)
      return drifted({ en: 'it forwards somewhere else', ko: '요청을 다른 곳으로 보냅니다' });
    return ready();
  },

  async change({ elb, needs }, handle) {
    const { certificateArn } = needs.issued;
    const { targetGroupArn } = needs.targetGroup;
    await elb.send(
      new ModifyListenerCommand({ ListenerArn: handle.listenerArn, ...serving(certificateArn, targetGroupArn) }),
    );
    return { ...handle, certificateArn, targetGroupArn };
  },

  async delete({ elb }, { listenerArn }) {
    await elb.send(new DeleteListenerCommand({ ListenerArn: listenerArn }));
  },
});
