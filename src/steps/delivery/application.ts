import {
  CreateApplicationCommand,
  DeleteApplicationCommand,
  GetApplicationCommand,
  ListDeploymentGroupsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  type CodeDeployClient,
  type Tag,
} from '@aws-sdk/client-codedeploy';
import { orNothing } from '../../aws/replies.ts';
import { carries, markList, strangerOf, tagList, type InPlace, type Tagged, type TagList } from '../../aws/tags.ts';
import { defineStep, gone, there, type Context } from '../../engine/step.ts';
import { allow, later, reads } from '../../permissions/allow.ts';
import type { Words } from '../../words.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { bucket } from './bucket.ts';

export const arnOf = ({ partition, region, account }: Context, kind: string, name: string): string =>
  `arn:${partition}:codedeploy:${region}:${account}:${kind}:${name}`;

/** The tags of a CodeDeploy resource; CodeDeploy returns them in a call of their own. */
export const tagsAt = async (codeDeploy: CodeDeployClient, ResourceArn: string): Promise<Tag[] | undefined> =>
  (await codeDeploy.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;

/** The same as a step's, to be put back. */
export const taggedAt = ({ codeDeploy, tags }: Context, are: TagList, ResourceArn: string): Tagged => ({
  are,
  restore: () => codeDeploy.send(new TagResourceCommand({ ResourceArn, Tags: markList(tags) })),
});

export const ofApplication = allow('Applications, by name.', 'arn:*:codedeploy:*:*:application:*-application');

export const application = defineStep({
  id: 'application',
  title: { en: 'Application (CodeDeploy)', ko: '애플리케이션(CodeDeploy)' },
  needs: { bucket },
  asks: {},
  allows: [
    reads('codedeploy:GetApplication', 'codedeploy:ListTagsForResource'),
    ofApplication('codedeploy:CreateApplication', 'codedeploy:TagResource'),
    later(reads('codedeploy:ListDeploymentGroups')),
    later(ofApplication('codedeploy:DeleteApplication')),
  ],
  follows: { initial: ['bucket'], own: ['uid'] },

  async find(given) {
    const { name } = given;
    const found = await inPlace(given, name);
    if (!found) return undefined;
    if (!carries(found.tags, given))
      throw strangerOf({ en: 'CodeDeploy application', ko: 'CodeDeploy 애플리케이션' }, name);
    return { application: name, uid: found.uid };
  },

  async create({ codeDeploy, name, tags }) {
    const { applicationId } = await codeDeploy.send(
      new CreateApplicationCommand({ applicationName: name, computePlatform: 'Server', tags: tagList(tags) }),
    );
    return { application: name, uid: applicationId };
  },

  async check(context, handle) {
    const found = await inPlace(context, handle.application);
    if (!found) return gone;
    if (whoseIs(found, handle, context) === 'theirs') return nameTaken;
    return there({ tags: taggedAt(context, found.tags, arnOf(context, 'application', handle.application)) });
  },

  async delete(context, handle) {
    const { application } = handle;
    return deleteOurs(await inPlace(context, application), handle, context, async () => {
      // Ours is gone by then, and CodeDeploy would delete any other one with the application.
      const { deploymentGroups = [] } = await context.codeDeploy.send(
        new ListDeploymentGroupsCommand({ applicationName: application }),
      );
      if (deploymentGroups.length > 0) return [{ id: application, why: withGroups(deploymentGroups.join(', ')) }];
      await context.codeDeploy.send(new DeleteApplicationCommand({ applicationName: application }));
      return [];
    });
  },

  says: { outputs: ({ application }) => ({ delivery: { application } }) },
});

const withGroups = (list: string): Words => ({
  en: `it has deployment groups that stepway did not create: ${list}. Delete them, then run the same command again`,
  ko: `stepway가 만들지 않은 배포 그룹이 있습니다: ${list}. 삭제한 뒤 같은 명령을 다시 실행하세요`,
});

const inPlace = (context: Context, name: string): Promise<InPlace | undefined> => orNothing(describe(context, name));

async function describe(context: Context, applicationName: string): Promise<InPlace> {
  const { application } = await context.codeDeploy.send(new GetApplicationCommand({ applicationName }));
  const tags = await tagsAt(context.codeDeploy, arnOf(context, 'application', applicationName));
  return { tags, uid: application?.applicationId };
}
