import {
  CreateApplicationCommand,
  DeleteApplicationCommand,
  GetApplicationCommand,
  ListDeploymentGroupsCommand,
  ListTagsForResourceCommand,
  type CodeDeployClient,
  type Tag,
} from '@aws-sdk/client-codedeploy';
import { isNotFound } from '../../aws/error-names.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { carries, tagList } from '../../aws/tags.ts';
import { defineStep, gone, ready, type Context } from '../../engine/step.ts';
import type { Words } from '../../words.ts';
import { bucket } from './bucket.ts';

export const arnOf = ({ partition, region, account }: Context, kind: string, name: string): string =>
  `arn:${partition}:codedeploy:${region}:${account}:${kind}:${name}`;

/** The tags of a CodeDeploy resource; CodeDeploy returns them in a call of their own. */
export const tagsAt = async (codeDeploy: CodeDeployClient, ResourceArn: string): Promise<Tag[] | undefined> =>
  (await codeDeploy.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;

export const application = defineStep({
  id: 'application',
  title: { en: 'Application (CodeDeploy)', ko: '애플리케이션(CodeDeploy)' },
  needs: { bucket },
  asks: {},
  initial: ['bucket'],

  async find(given) {
    const { name, tags } = given;
    const found = await tagsOf(given, name);
    if (found && !carries(found, tags)) throw strangerOf('CodeDeploy application', name);
    return found && { application: name };
  },

  async create({ codeDeploy, name, tags }) {
    await codeDeploy.send(
      new CreateApplicationCommand({ applicationName: name, computePlatform: 'Server', tags: tagList(tags) }),
    );
    return { application: name };
  },

  async check(context, { application }) {
    return carries(await tagsOf(context, application), context.tags) ? ready() : gone;
  },

  async delete(context, { application }) {
    const found = await tagsOf(context, application);
    if (!found || !carries(found, context.tags)) return [];
    // Ours is gone by then, and CodeDeploy would delete any other one with the application.
    const { deploymentGroups = [] } = await context.codeDeploy.send(
      new ListDeploymentGroupsCommand({ applicationName: application }),
    );
    if (deploymentGroups.length > 0) return [{ id: application, why: withGroups(deploymentGroups.join(', ')) }];
    await context.codeDeploy.send(new DeleteApplicationCommand({ applicationName: application }));
    return [];
  },

  outputs: ({ application }) => ({ delivery: { application } }),
});

const withGroups = (list: string): Words => ({
  en: `it has deployment groups that stepway did not create: ${list}. Delete them, then run the same command again`,
  ko: `stepway가 만들지 않은 배포 그룹이 있습니다: ${list}. 삭제한 뒤 같은 명령을 다시 실행하세요`,
});

async function tagsOf(context: Context, applicationName: string): Promise<Tag[] | undefined> {
  try {
    await context.codeDeploy.send(new GetApplicationCommand({ applicationName }));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
  return (await tagsAt(context.codeDeploy, arnOf(context, 'application', applicationName))) ?? [];
}
