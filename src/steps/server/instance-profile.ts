import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
  type IAMClient,
  type InstanceProfile,
} from '@aws-sdk/client-iam';
import { named } from '../../aws/blocker.ts';
import { getProfile } from '../../aws/roles.ts';
import { markList, ofUniqueName, tagList } from '../../aws/tags.ts';
import { defineStep, gone, there, type Context } from '../../engine/step.ts';
import { allow, later, passRole, reads } from '../../permissions/allow.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { settingStep } from '../setting.ts';
import { role } from './role.ts';

const putTags = ({ iam, tags }: Context, InstanceProfileName: string) =>
  iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: markList(tags) }));

const inPlace = ({ Tags, InstanceProfileId }: InstanceProfile) => ({ tags: Tags, uid: InstanceProfileId });

const inProfiles = allow('By name, like the role in it.', 'arn:*:iam::*:instance-profile/*-server-profile');

/** The container that gives an EC2 instance its role. */
export const instanceProfile = defineStep({
  id: 'server-profile',
  title: { en: 'Instance profile', ko: '인스턴스 프로파일' },
  needs: {},
  asks: {},
  allows: [
    reads('iam:GetInstanceProfile'),
    inProfiles('iam:CreateInstanceProfile', 'iam:TagInstanceProfile'),
    later(inProfiles('iam:DeleteInstanceProfile')),
  ],

  async find(given) {
    const found = await ofUniqueName(given, { en: 'instance profile', ko: '인스턴스 프로파일' }, (name) =>
      getProfile(given.iam, name),
    );
    return found && { profileName: found.InstanceProfileName ?? '', uid: found.InstanceProfileId };
  },

  async create({ iam, uniqueName, tags }) {
    const { InstanceProfile } = await iam.send(
      new CreateInstanceProfileCommand({ InstanceProfileName: uniqueName, Tags: tagList(tags) }),
    );
    return { profileName: uniqueName, uid: InstanceProfile?.InstanceProfileId };
  },

  async check(context, handle) {
    const found = await getProfile(context.iam, handle.profileName);
    if (!found) return gone;
    if (whoseIs(inPlace(found), handle, context) === 'theirs') return nameTaken;
    return there({ tags: { are: found.Tags, restore: () => putTags(context, handle.profileName) } });
  },

  going: {
    // Ours is out of it by then.
    async blockers({ iam }, { profileName }) {
      const { Roles = [] } = (await getProfile(iam, profileName)) ?? {};
      return Roles.map(({ RoleName = '' }) => named({ en: 'IAM role', ko: 'IAM 역할' }, RoleName));
    },
  },

  async delete(context, handle) {
    const { profileName } = handle;
    const found = await getProfile(context.iam, profileName);
    return deleteOurs(found && inPlace(found), handle, context, async () => {
      await context.iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: profileName }));
    });
  },
});

export const roleInProfile = settingStep({
  id: 'role-in-profile',
  title: { en: 'Role added to the profile', ko: '프로파일과 역할 연결' },
  needs: { role, profile: instanceProfile },
  asks: {},
  allows: [
    reads('iam:GetInstanceProfile'),
    inProfiles('iam:AddRoleToInstanceProfile'),
    passRole(role.id, 'ec2.amazonaws.com'),
    later(inProfiles('iam:RemoveRoleFromInstanceProfile')),
  ],

  handle: ({ needs: { role, profile } }) => ({ profileName: profile.profileName, roleName: role.roleName }),

  read: async ({ iam }, { profileName, roleName }) => ((await contains(iam, profileName, roleName)) ? {} : undefined),

  async write({ iam }, { profileName, roleName }) {
    await iam
      .send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: profileName, RoleName: roleName }))
      .catch(async (error: unknown) => {
        // A profile holds one role: on a retry after a lost response, IAM says that it is full.
        if (!(await contains(iam, profileName, roleName))) throw error;
      });
  },

  async delete({ iam }, { profileName, roleName }) {
    if (!(await contains(iam, profileName, roleName))) return;
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: profileName, RoleName: roleName }));
  },
});

const contains = async (iam: IAMClient, profileName: string, roleName: string) =>
  (await getProfile(iam, profileName))?.Roles?.some(({ RoleName }) => RoleName === roleName) ?? false;
