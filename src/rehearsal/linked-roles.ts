import { refuse } from './errors.ts';
import { accountId } from './ids.ts';
import { permit } from './permit.ts';
import type { Call } from './service.ts';

const arnOf = (service: string, role: string) => `arn:aws:iam::${accountId}:role/aws-service-role/${service}/${role}`;

const services: Readonly<Record<string, string>> = {
  AWSServiceRoleForConfig: 'config.amazonaws.com',
  AWSServiceRoleForElasticLoadBalancing: 'elasticloadbalancing.amazonaws.com',
  AWSServiceRoleForRDS: 'rds.amazonaws.com',
};

/** The ARN of a role that AWS has made for itself; undefined while there is none. */
export function linkedRole(role: string | undefined, { account, scenario }: Call): string | undefined {
  const service = services[role ?? ''];
  const there = scenario.linkedRoles === 'there' || account.linkedRoles?.[role ?? ''] !== undefined;
  return service && role && there ? arnOf(service, role) : undefined;
}

/** Makes the role of a service at the first thing of its kind in the account, with the rights of whoever asks for that. */
export function firstUse(service: string, role: string, call: Call): void {
  if (call.scenario.linkedRoles === 'there') return;
  const roles = (call.account.linkedRoles ??= {});
  if (!(role in roles)) {
    const action = 'iam:CreateServiceLinkedRole';
    permit(call.scenario, { action, region: call.region, resource: arnOf(service, role) });
    // RDS has been seen to ask for its role before IAM lets it have it.
    const late = call.scenario.linkedRoles === 'late' && service.startsWith('rds.');
    roles[role] = late ? call.after('iam visible') : call.now;
  }
  if ((roles[role] ?? 0) > call.now) {
    refuse(
      'InvalidParameterValue',
      'Unable to create the resource. Verify that you have permission to create service linked role. ' +
        'Otherwise wait and try again later',
    );
  }
}

/**
 * Makes the role of a service that does not do so by itself.
 * https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 */
export function makeLinkedRole(
  service: string | undefined,
  call: Call,
): { readonly role: string; readonly arn: string } {
  const role = Object.keys(services).find((one) => services[one] === service);
  if (!service || !role) return refuse('InvalidInput', 'Service-linked roles cannot be created for this service.');
  if (linkedRole(role, call))
    refuse('InvalidInput', `Service role name ${role} has been taken in this account, please try a different suffix.`);
  (call.account.linkedRoles ??= {})[role] = call.now;
  return { role, arn: arnOf(service, role) };
}
