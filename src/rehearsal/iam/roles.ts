import { refuse } from '../errors.ts';
import { accountId, capitals } from '../ids.ts';
import { linkedRole, makeLinkedRole } from '../linked-roles.ts';
import { page } from '../pages.ts';
import type { Operations } from '../service.ts';
import { tag, tagged } from '../tags.ts';
import type { Role } from './data.ts';
import { checkDocument, checkName, roleNamed, showRole } from './shared.ts';

/** Roles, and who may take them on. */
export const roles = {
  CreateRole(input, call) {
    const name = checkName(input.RoleName, 64, 'roleName');
    const trust = checkDocument(input.AssumeRolePolicyDocument);
    if (call.account.roles.some((role) => role.name.toLowerCase() === name.toLowerCase())) {
      refuse('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    }
    const role: Role = {
      name,
      id: `AROA${capitals(call.seed(), 17)}`,
      path: input.Path ?? '/',
      trust,
      ...(input.Description !== undefined && { description: input.Description }),
      maxSession: input.MaxSessionDuration ?? 3600,
      createdAt: call.now,
      visibleAt: call.after('role visible'),
      busyUntil: 0,
      attached: [],
      inline: {},
      tags: tagged(input.Tags),
    };
    call.account.roles.push(role);
    return { Role: showRole(role) };
  },

  GetRole({ RoleName = '' }, call) {
    const session = /^sts::assumed-role\/([^/]+)\//.exec(call.scenario.caller)?.[1];
    const Arn =
      linkedRole(RoleName, call) ??
      (RoleName === session ? `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${RoleName}` : undefined);
    if (!Arn) return { Role: showRole(roleNamed(call, RoleName)) };
    const Path = Arn.replace(/^.*:role(\/.*\/)[^/]+$/, '$1');
    return { Role: { RoleName, RoleId: `AROA${capitals(Arn, 17)}`, Arn, Path, CreateDate: new Date(0) } };
  },

  CreateServiceLinkedRole({ AWSServiceName }, call) {
    const { role: RoleName, arn: Arn } = makeLinkedRole(AWSServiceName, call);
    const Path = `/aws-service-role/${AWSServiceName}/`;
    return { Role: { RoleName, RoleId: `AROA${capitals(Arn, 17)}`, Arn, Path, CreateDate: new Date(call.now) } };
  },

  ListRoles({ MaxItems, Marker }, call) {
    const { items, next } = page(call.account.roles, MaxItems ?? 100, Marker);
    // A listing leaves the tags out.
    const shown = items.map((role) => ({ ...showRole(role), Tags: undefined }));
    return { Roles: shown, IsTruncated: next !== undefined, Marker: next };
  },

  DeleteRole({ RoleName }, call) {
    const role = roleNamed(call, RoleName);
    const conflict = (what: string) => refuse('DeleteConflict', `Cannot delete entity, must ${what} first.`, 409);
    if (call.account.profiles.some((profile) => profile.role?.name === role.name)) {
      conflict('remove roles from instance profile');
    }
    if (role.attached.length > 0) conflict('detach all policies');
    if (Object.keys(role.inline).length > 0) conflict('delete policies');
    call.account.roles.splice(call.account.roles.indexOf(role), 1);
    return {};
  },

  UpdateAssumeRolePolicy({ RoleName, PolicyDocument }, call) {
    roleNamed(call, RoleName).trust = checkDocument(PolicyDocument);
    return {};
  },

  TagRole({ RoleName, Tags }, call) {
    tag(roleNamed(call, RoleName).tags, Tags);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;
