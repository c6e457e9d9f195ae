import { refuse } from '../errors.ts';
import { accountId, capitals } from '../ids.ts';
import { page } from '../pages.ts';
import type { Call, Operations } from '../service.ts';
import { tag, tagged } from '../tags.ts';
import type { Profile } from './data.ts';
import { checkName, edited, roleNamed, showProfile } from './shared.ts';

const profileNamed = ({ account, now }: Call, wanted: string | undefined): Profile =>
  account.profiles.find(({ name, visibleAt }) => name === wanted && visibleAt <= now) ??
  refuse('NoSuchEntity', `Instance Profile ${wanted} cannot be found.`, 404);

/** Instance profiles, in each of which a role can be. */
export const profiles = {
  CreateInstanceProfile(input, call) {
    const name = checkName(input.InstanceProfileName, 128, 'instanceProfileName');
    if (call.account.profiles.some((profile) => profile.name.toLowerCase() === name.toLowerCase())) {
      refuse('EntityAlreadyExists', `Instance Profile ${name} already exists.`, 409);
    }
    const path = input.Path ?? '/';
    const profile: Profile = {
      name,
      id: `AIPA${capitals(call.seed(), 17)}`,
      arn: `arn:aws:iam::${accountId}:instance-profile${path}${name}`,
      path,
      createdAt: call.now,
      visibleAt: call.after('role visible'),
      knownAt: call.after('iam visible'),
      tags: tagged(input.Tags),
    };
    call.account.profiles.push(profile);
    return { InstanceProfile: showProfile(profile, call) };
  },

  GetInstanceProfile: ({ InstanceProfileName }, call) => ({
    InstanceProfile: showProfile(profileNamed(call, InstanceProfileName), call),
  }),

  ListInstanceProfiles({ MaxItems, Marker }, call) {
    const { items, next } = page(call.account.profiles, MaxItems ?? 100, Marker);
    // A listing leaves the tags out.
    const InstanceProfiles = items.map((profile) => ({ ...showProfile(profile, call), Tags: undefined }));
    return { InstanceProfiles, IsTruncated: next !== undefined, Marker: next };
  },

  ListInstanceProfilesForRole({ RoleName, MaxItems, Marker }, call) {
    const { name } = roleNamed(call, RoleName);
    const { items, next } = page(
      call.account.profiles.filter(({ role }) => role?.name === name),
      MaxItems,
      Marker,
    );
    return {
      InstanceProfiles: items.map((profile) => showProfile(profile, call)),
      IsTruncated: next !== undefined,
      Marker: next,
    };
  },

  DeleteInstanceProfile({ InstanceProfileName }, call) {
    const profile = profileNamed(call, InstanceProfileName);
    if (profile.role) {
      refuse('DeleteConflict', 'Cannot delete entity, must remove roles from instance profile first.', 409);
    }
    call.account.profiles.splice(call.account.profiles.indexOf(profile), 1);
    return {};
  },

  TagInstanceProfile({ InstanceProfileName, Tags }, call) {
    tag(profileNamed(call, InstanceProfileName).tags, Tags);
    return {};
  },

  AddRoleToInstanceProfile({ InstanceProfileName, RoleName }, call) {
    const profile = profileNamed(call, InstanceProfileName);
    const role = edited(call, RoleName);
    if (profile.role) {
      refuse('LimitExceeded', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1', 409);
    }
    profile.role = { name: role.name, knownAt: call.after('iam visible') };
    return {};
  },

  RemoveRoleFromInstanceProfile({ InstanceProfileName, RoleName }, call) {
    const profile = profileNamed(call, InstanceProfileName);
    if (profile.role?.name !== RoleName) {
      refuse('NoSuchEntity', `Role ${RoleName} in instance profile ${profile.name} cannot be found.`, 404);
    }
    delete profile.role;
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-iam')>;
