import {
  CreateApplicationCommand,
  DeleteApplicationCommand,
  GetApplicationCommand,
  ListTagsForResourceCommand,
  type CodeDeployClient,
  type Tag,
} from '@aws-sdk/client-codedeploy';
import { isNotFound } from '../../aws/error-names.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { carries, tagList } from '../../aws/tags.ts';
import { defineStep, gone, ready, type Context } from '../../engine/step.ts';
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
    if (!found || !carries(found, context.tags)) return;
    await context.codeDeploy.send(new DeleteApplicationCommand({ applicationName: application }));
  },

  outputs: ({ application }) => ({ delivery: { application } }),
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
