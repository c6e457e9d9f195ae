import type { Action, Listener as Shown } from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuse } from '../errors.ts';
import { hex } from '../ids.ts';
import { page } from '../pages.ts';
import { fingerprint } from '../same.ts';
import type { Call, Operations } from '../service.ts';
import { tagged } from '../tags.ts';
import type { Listener } from './data.ts';
import { groupsOf, listenerAt, loadBalancerAt, targetGroupAt, usersOf, visible } from './shared.ts';

/** Policies that a listener may name: those of AWS at the end of 2026 which this program could want. */
const policies =
  /^ELBSecurityPolicy-(2016-08|TLS-1-[12]-(Ext-)?\d{4}-\d\d|FS-(1-[12]-)?(Res-)?\d{4}-\d\d|TLS13-1-[0-3](-Res|-Ext[12])?(-FIPS)?(-PQ)?-(2021-06|2023-04|2025-09))$/;

const show = (listener: Listener): Shown => ({
  ListenerArn: listener.arn,
  LoadBalancerArn: listener.loadBalancerArn,
  Port: listener.port,
  Protocol: listener.protocol as never,
  SslPolicy: listener.sslPolicy,
  ...(listener.certificateArns.length > 0 && {
    Certificates: listener.certificateArns.slice(0, 1).map((CertificateArn) => ({ CertificateArn })),
  }),
  DefaultActions: listener.actions,
});

/** Where a redirect leads: what is not said stays as the visitor asked for it (API reference, RedirectActionConfig). */
const asAsked = { Host: '#{host}', Path: '/#{path}', Port: '#{port}', Protocol: '#{protocol}', Query: '#{query}' };

/** An action as it is shown: with what it was not given. */
function completed(action: Action): Action {
  const { Type, RedirectConfig: redirect, TargetGroupArn, ForwardConfig } = action;
  if (Type === 'forward' && TargetGroupArn && !ForwardConfig)
    return {
      ...action,
      ForwardConfig: {
        TargetGroups: [{ TargetGroupArn, Weight: 1 }],
        TargetGroupStickinessConfig: { Enabled: false },
      },
    };
  if (Type !== 'redirect') return action;
  if (!redirect?.StatusCode) refuse('ValidationError', 'A redirect action must specify its status code');
  const { Host, Path, Port, Protocol } = redirect;
  // "You must modify at least one of the following components to avoid a redirect loop" (API reference).
  if ([Host, Path, Port, Protocol].every((one) => one === undefined || Object.values(asAsked).includes(one)))
    refuse('InvalidLoadBalancerAction', 'The redirect would lead to itself');
  return { ...action, RedirectConfig: { ...asAsked, ...redirect } };
}

interface Settings {
  readonly Port?: number | undefined;
  readonly Protocol?: string | undefined;
  readonly SslPolicy?: string | undefined;
  readonly Certificates?: readonly { CertificateArn?: string | undefined }[] | undefined;
  readonly DefaultActions?: Action[] | undefined;
}

/** The settings of a listener, checked: its certificate must be issued, its target group nobody else's. */
function settingsOf(input: Settings, loadBalancerArn: string, call: Call) {
  const { Port: port = 80, Protocol: protocol = 'HTTP', SslPolicy, Certificates = [], DefaultActions = [] } = input;
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') {
    refuse('UnsupportedProtocol', `Protocol '${protocol}' is not supported by application load balancers`);
  }
  const certificateArns = Certificates.flatMap(({ CertificateArn }) => CertificateArn ?? []);
  if (protocol === 'HTTPS' && certificateArns.length !== 1) {
    refuse('ValidationError', 'A certificate must be specified for HTTPS listeners');
  }
  if (protocol === 'HTTP' && (certificateArns.length > 0 || SslPolicy)) {
    refuse('ValidationError', 'Certificates and SSL policies are not supported for HTTP listeners');
  }
  for (const wanted of certificateArns) {
    const certificate = call.here.certificates.find(({ arn }) => arn === wanted);
    if (!certificate) refuse('CertificateNotFound', `Certificate '${wanted}' not found`);
    if (certificate.issuedAt !== undefined && call.now < certificate.issuedAt + certificate.heardAfter) {
      refuse('CertificateNotFound', `Certificate '${wanted}' not found`);
    }
    if (certificate.issuedAt === undefined) {
      refuse(
        'UnsupportedCertificate',
        `The certificate '${wanted}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
      );
    }
  }
  if (SslPolicy && !policies.test(SslPolicy)) refuse('SSLPolicyNotFound', `SSL policy '${SslPolicy}' not found`);
  if (DefaultActions.length === 0) refuse('ValidationError', 'A listener must have a default action');
  for (const arn of groupsOf(DefaultActions)) {
    const others = usersOf(targetGroupAt(call, arn), call).filter((one) => one.arn !== loadBalancerArn);
    if (others.length > 0) {
      refuse(
        'TargetGroupAssociationLimit',
        `The following target groups cannot be associated with more than one load balancer: ${arn}`,
      );
    }
    if (targetGroupAt(call, arn).vpcId !== loadBalancerAt(call, loadBalancerArn).vpcId) {
      refuse('InvalidConfigurationRequest', `Target group '${arn}' is not in the VPC of the load balancer`);
    }
  }
  return {
    port,
    protocol,
    certificateArns,
    actions: DefaultActions.map(completed),
    ...(protocol === 'HTTPS' && { sslPolicy: SslPolicy ?? 'ELBSecurityPolicy-2016-08' }),
  };
}

function checkPortIsFree(port: number, loadBalancerArn: string, call: Call): void {
  if (call.here.listeners.some((one) => one.loadBalancerArn === loadBalancerArn && one.port === port)) {
    refuse('DuplicateListener', `A listener already exists on this port for this load balancer '${loadBalancerArn}'`);
  }
}

/** "You can specify one certificate per call. Set CertificateArn … but do not set IsDefault" (API reference). */
function oneOf(certificates: readonly { CertificateArn?: string | undefined; IsDefault?: boolean | undefined }[]) {
  const [{ CertificateArn = '', IsDefault } = {}, ...more] = certificates;
  if (!CertificateArn || IsDefault !== undefined || more.length > 0)
    refuse('ValidationError', 'One certificate per call, without IsDefault');
  return CertificateArn;
}

/** ACM notices only after a while that a listener has let go of its certificates. */
export function releaseCertificates({ certificateArns, loadBalancerArn }: Listener, call: Call): void {
  for (const certificate of call.here.certificates.filter(({ arn }) => certificateArns.includes(arn))) {
    certificate.released.push({ by: loadBalancerArn, until: call.after('certificate released') });
  }
}

export const listeners = {
  CreateListener(input, call) {
    const balancer = loadBalancerAt(call, input.LoadBalancerArn);
    const { Tags, ...asked } = input;
    const request = fingerprint(asked);
    const before = call.here.listeners.find(
      (one) => one.loadBalancerArn === balancer.arn && one.port === input.Port && one.request === request,
    );
    if (before) return { Listeners: [show(before)] };
    const settings = settingsOf(input, balancer.arn, call);
    checkPortIsFree(settings.port, balancer.arn, call);
    const listener: Listener = {
      arn: `${balancer.arn.replace(':loadbalancer/', ':listener/')}/${hex(call.seed(), 16)}`,
      loadBalancerArn: balancer.arn,
      ...settings,
      visibleAt: call.after('load balancer visible'),
      createdAt: call.now,
      request,
      tags: tagged(Tags),
    };
    call.here.listeners.push(listener);
    return { Listeners: [show(listener)] };
  },

  DescribeListeners({ LoadBalancerArn, ListenerArns, PageSize, Marker }, call) {
    const found = ListenerArns?.length
      ? ListenerArns.map((arn) => listenerAt(call, arn))
      : visible(call.here.listeners, call).filter(
          (one) => one.loadBalancerArn === loadBalancerAt(call, LoadBalancerArn).arn,
        );
    const { items, next } = page(found, PageSize, Marker);
    return { Listeners: items.map(show), NextMarker: next };
  },

  ModifyListener(input, call) {
    const listener = listenerAt(call, input.ListenerArn);
    if (input.Port !== undefined && input.Port !== listener.port) {
      checkPortIsFree(input.Port, listener.loadBalancerArn, call);
    }
    const protocol = input.Protocol ?? listener.protocol;
    const settings = settingsOf(
      {
        Port: input.Port ?? listener.port,
        Protocol: protocol,
        DefaultActions: input.DefaultActions ?? listener.actions,
        ...(protocol === 'HTTPS' && {
          SslPolicy: input.SslPolicy ?? listener.sslPolicy,
          Certificates:
            input.Certificates ?? listener.certificateArns.slice(0, 1).map((CertificateArn) => ({ CertificateArn })),
        }),
      },
      listener.loadBalancerArn,
      call,
    );
    const [before] = listener.certificateArns;
    const others = listener.certificateArns.slice(1);
    const isDropped = before !== undefined && ![...settings.certificateArns, ...others].includes(before);
    if (isDropped) releaseCertificates({ ...listener, certificateArns: [before] }, call);
    delete listener.sslPolicy;
    Object.assign(listener, settings, { certificateArns: [...settings.certificateArns, ...others] });
    return { Listeners: [show(listener)] };
  },

  AddListenerCertificates({ ListenerArn, Certificates = [] }, call) {
    const listener = listenerAt(call, ListenerArn);
    const arn = oneOf(Certificates);
    const found = call.here.certificates.find((one) => one.arn === arn);
    if (!found) refuse('CertificateNotFound', `Certificate '${arn}' not found`);
    // The default one may be in the list as well.
    if (!listener.certificateArns.slice(1).includes(arn)) listener.certificateArns.push(arn);
    return { Certificates: [{ CertificateArn: arn, IsDefault: false }] };
  },

  RemoveListenerCertificates({ ListenerArn, Certificates = [] }, call) {
    const listener = listenerAt(call, ListenerArn);
    const arn = oneOf(Certificates);
    const [standard, ...others] = listener.certificateArns;
    if (arn === standard && !others.includes(arn))
      refuse('OperationNotPermitted', 'The default certificate of a listener cannot be removed');
    if (standard !== undefined) listener.certificateArns = [standard, ...others.filter((one) => one !== arn)];
    if (arn !== standard) releaseCertificates({ ...listener, certificateArns: [arn] }, call);
    return {};
  },

  DeleteListener({ ListenerArn }, call) {
    const listener = listenerAt(call, ListenerArn);
    releaseCertificates(listener, call);
    call.here.listeners.splice(call.here.listeners.indexOf(listener), 1);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-elastic-load-balancing-v2')>;
