import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { onRole } from '../../aws/blockers.ts';
import { getRole } from '../../aws/roles.ts';
import { carries, tagList } from '../../aws/tags.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { defineStep, gone, ready } from '../../engine/step.ts';

/** Only EC2 may assume this role. */
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** The server's role; each permission is a step of its own. */
export const role = defineStep({
  id: 'server-role',
  title: { en: 'Server role (IAM)', ko: '서버의 역할(IAM)' },
  needs: {},
  asks: {},

  async find({ iam, name, tags }) {
    const found = await getRole(iam, name);
    if (found && !carries(found.Tags, tags)) throw strangerOf('IAM role', name);
    return found && { roleName: name };
  },

  async create({ iam, name, tags, stack }) {
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: trust,
        Description: `What the server of ${stack} may do in AWS`,
        Tags: tagList(tags),
      }),
    );
    return { roleName: name };
  },

  // Somebody may have deleted ours and made one of the same name.
  async check({ iam, tags }, { roleName }) {
    return carries((await getRole(iam, roleName))?.Tags, tags) ? ready() : gone;
  },

  blockers: ({ iam }, { roleName }) => onRole(iam, roleName),

  async delete({ iam, tags }, { roleName }) {
    const found = await getRole(iam, roleName);
    if (found && !carries(found.Tags, tags)) return;
    await iam.send(new DeleteRoleCommand({ RoleName: roleName }));
  },
});
