import { refuse } from '../errors.ts';
import { page } from '../pages.ts';
import type { Operations } from '../service.ts';
import { checkDocument, checkName, edited, roleNamed } from './shared.ts';

/** What roles may do: managed policies, and those written into them. */
export const policies = {
  AttachRolePolicy({ RoleName, PolicyArn = '' }, call) {
    const role = edited(call, RoleName);
    if (!PolicyArn.startsWith('arn:aws:iam::aws:policy/')) {
      refuse('NoSuchEntity', `Policy ${PolicyArn} does not exist or is not attachable.`, 404);
    }
    if (!role.attached.includes(PolicyArn)) role.attached.push(PolicyArn);
    return {};
  },

  ListAttachedRolePolicies({ RoleName, MaxItems, Marker }, call) {
    const { items, next } = page(roleNamed(call, RoleName).attached, MaxItems, Marker);
    return {
      AttachedPolicies: items.map((PolicyArn) => ({ PolicyArn, PolicyName: PolicyArn.replace(/^.*\//, '') })),
      IsTruncated: next !== undefined,
      Marker: next,
    };
  },

  DetachRolePolicy({ RoleName, PolicyArn = '' }, call) {
    const { attached } = roleNamed(call, RoleName);
    if (!attached.includes(PolicyArn)) refuse('NoSuchEntity', `Policy ${PolicyArn} was not found.`, 404);
    attached.splice(attached.indexOf(PolicyArn), 1);
    return {};
  },

  PutRolePolicy({ RoleName, PolicyName, PolicyDocument }, call) {
    const name = checkName(PolicyName, 128, 'policyName');
    edited(call, RoleName).inline[name] = checkDocument(PolicyDocument);
    return {};
  },

  GetRolePolicy({ RoleName, PolicyName = '' }, call) {
    const role = roleNamed(call, RoleName);
    const document =
      role.inline[PolicyName] ??
      refuse('NoSuchEntity', `The role policy with name ${PolicyName} cannot be found.`, 404);
    return { RoleName: role.name, PolicyName, PolicyDocument: encodeURIComponent(document) };
  },

  DeleteRolePolicy({ RoleName, PolicyName = '' }, call) {
    const { inline } = roleNamed(call, RoleName);
    if (!(PolicyName in inline)) {
      refuse('NoSuchEntity', `The role policy with name ${PolicyName} cannot be found.`, 404);
    }
    delete inline[PolicyName];
    return {};
  },

  ListRolePolicies({ RoleName, MaxItems, Marker }, call) {
    const { items, next } = page(Object.keys(roleNamed(call, RoleName).inline), MaxItems, Marker);
    return { PolicyNames: items, IsTruncated: next !== undefined, Marker: next };
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;
