import { DescribeListenersCommand, RemoveListenerCertificatesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { tagsOf } from '../../aws/load-balancing.ts';
import { orNothing } from '../../aws/replies.ts';
import { isOfStack } from '../../aws/tags.ts';
import { NotYet } from '../../errors.ts';
import type { Context, Removal } from '../../engine/step.ts';
import { aliasTtl, forgottenAfter, remembered } from '../domain/remembered.ts';

/**
 * Takes a certificate that another one has taken the place of from the listeners of this stack, which show it to
 * whoever comes by a name that only this one has.
 *
 * @param users the load balancers that use it.
 * @throws NotYet as long as somebody may come by such a name.
 */
export async function letGo(context: Context & Removal, users: readonly string[], CertificateArn: string) {
  const { elb, clock, since } = context;
  for (const LoadBalancerArn of users) {
    if (!isOfStack(await orNothing(tagsOf(elb, LoadBalancerArn)), context)) continue;
    const { Listeners = [] } = (await orNothing(elb.send(new DescribeListenersCommand({ LoadBalancerArn })))) ?? {};
    for (const { ListenerArn, Certificates: [standard] = [] } of Listeners) {
      if (!standard || standard.CertificateArn === CertificateArn) continue;
      if (clock.now() < since + forgottenAfter(aliasTtl)) throw new NotYet(remembered);
      await elb.send(new RemoveListenerCertificatesCommand({ ListenerArn, Certificates: [{ CertificateArn }] }));
    }
  }
}
