import type { InstanceProfile, Role as RoleShown } from '@aws-sdk/client-iam';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Call } from '../service.ts';
import { tagList } from '../tags.ts';
import type { Profile, Role } from './data.ts';

const roleArn = ({ path, name }: Role) => `arn:aws:iam::${accountId}:role${path}${name}`;

export const showRole = (role: Role): RoleShown => ({
  RoleName: role.name,
  RoleId: role.id,
  Arn: roleArn(role),
  Path: role.path,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  Description: role.description,
  MaxSessionDuration: role.maxSession,
  Tags: tagList(role.tags),
});

export const showProfile = (profile: Profile, { account }: Call): InstanceProfile => ({
  InstanceProfileName: profile.name,
  InstanceProfileId: profile.id,
  Arn: profile.arn,
  Path: profile.path,
  CreateDate: new Date(profile.createdAt),
  Roles: account.roles.filter(({ name }) => name === profile.role?.name).map(showRole),
  Tags: tagList(profile.tags),
});

export const roleNamed = ({ account, now }: Call, wanted: string | undefined): Role =>
  account.roles.find(({ name, visibleAt }) => name === wanted && visibleAt <= now) ??
  refuse('NoSuchEntity', `The role with name ${wanted} cannot be found.`, 404);

/** The role of that name, which nobody else is editing at the same moment. */
export function edited(call: Call, name: string | undefined): Role {
  const role = roleNamed(call, name);
  if (call.now < role.busyUntil) {
    refuse(
      'ConcurrentModification',
      'The request was rejected because multiple requests to change this object were submitted simultaneously.',
      409,
    );
  }
  role.busyUntil = call.after('role edited');
  return role;
}

export function checkName(name: string | undefined, most: number, member: string): string {
  if (!name || name.length > most || !/^[\w+=,.@-]+$/.test(name)) {
    refuse('ValidationError', `The specified value for ${member} is invalid.`);
  }
  return name;
}

export function checkDocument(document: string | undefined): string {
  const malformed = (): never => refuse('MalformedPolicyDocument', 'Syntax errors in policy.');
  try {
    const policy = JSON.parse(document ?? '') as { Statement?: unknown } | null;
    return document && policy?.Statement ? document : malformed();
  } catch {
    return malformed();
  }
}
