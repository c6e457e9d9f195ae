import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  GetInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { named } from '../../aws/blocker.ts';
import { isNotFound } from '../../aws/error-names.ts';
import { carries, tagList } from '../../aws/tags.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { defineStep, gone, ready } from '../../engine/step.ts';
import { role } from './role.ts';

/** The container that gives an EC2 instance its role. */
export const instanceProfile = defineStep({
  id: 'server-profile',
  title: { en: 'Instance profile', ko: '인스턴스 프로파일' },
  needs: {},
  asks: {},

  async find({ iam, name, tags }) {
    const found = await getProfile(iam, name);
    if (found && !carries(found.Tags, tags)) throw strangerOf('instance profile', name);
    return found && { profileName: name };
  },

  async create({ iam, name, tags }) {
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name, Tags: tagList(tags) }));
    return { profileName: name };
  },

  // Somebody may have deleted ours and made one of the same name.
  async check({ iam, tags }, { profileName }) {
    return carries((await getProfile(iam, profileName))?.Tags, tags) ? ready() : gone;
  },

  // Ours is out of it by then.
  async blockers({ iam }, { profileName }) {
    const { Roles = [] } = (await getProfile(iam, profileName)) ?? {};
    return Roles.map(({ RoleName = '' }) => named({ en: 'IAM role', ko: 'IAM 역할' }, RoleName));
  },

  async delete({ iam, tags }, { profileName }) {
    const found = await getProfile(iam, profileName);
    if (found && !carries(found.Tags, tags)) return;
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: profileName }));
  },
});

export const roleInProfile = defineStep({
  id: 'role-in-profile',
  title: { en: 'Role added to the profile', ko: '프로파일과 역할 연결' },
  needs: { role, profile: instanceProfile },
  asks: {},

  async find({ iam, needs: { role, profile } }) {
    const there = await contains(iam, profile.profileName, role.roleName);
    return there ? { profileName: profile.profileName, roleName: role.roleName } : undefined;
  },

  async create({ iam, needs: { role, profile } }) {
    await iam
      .send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: profile.profileName, RoleName: role.roleName }))
      .catch(async (error: unknown) => {
        // A profile holds one role: on a retry after a lost response, IAM says that it is full.
        if (!(await contains(iam, profile.profileName, role.roleName))) throw error;
      });
    return { profileName: profile.profileName, roleName: role.roleName };
  },

  async check({ iam }, { profileName, roleName }) {
    return (await contains(iam, profileName, roleName)) ? ready() : gone;
  },

  async delete({ iam }, { profileName, roleName }) {
    if (!(await contains(iam, profileName, roleName))) return;
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: profileName, RoleName: roleName }));
  },
});

async function getProfile(iam: IAMClient, InstanceProfileName: string) {
  try {
    return (await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))).InstanceProfile;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

const contains = async (iam: IAMClient, profileName: string, roleName: string) =>
  (await getProfile(iam, profileName))?.Roles?.some(({ RoleName }) => RoleName === roleName) ?? false;
