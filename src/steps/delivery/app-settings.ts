import {
  AddTagsToResourceCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { deleteParameters, parametersUnder } from '../../aws/parameters.ts';
import { carries, markList, strangerOf, tagList } from '../../aws/tags.ts';
import { defineStep, gone, there, type Context } from '../../engine/step.ts';
import { allow, later, reads } from '../../permissions/allow.ts';
import { settingsPath } from './layout.ts';
import { delivery } from './questions.ts';
import { allowsSessions } from './sessions.ts';

const inSettings = allow(
  'The settings of the apps that stepway runs, by name, and no other parameter. Their values are secret.',
  'arn:*:ssm:*:*:parameter/stepway/*',
);

/**
 * The place of the settings that the user makes with `stepway env`. Nothing but this one parameter says that it is
 * there; the settings are the user's, are below it, and go with it. Standard parameters cost nothing.
 */
export const appSettings = defineStep({
  id: 'app-settings',
  title: { en: 'App settings (Parameter Store)', ko: '앱 설정(Parameter Store)' },
  asks: { delivery },
  allows: [
    reads('ssm:ListTagsForResource'),
    inSettings('ssm:AddTagsToResource', 'ssm:PutParameter'),
    later(inSettings('ssm:DeleteParameters', 'ssm:GetParametersByPath')),
    ...allowsSessions,
  ],
  follows: { initial: ['delivery'] },
  when: (answers) => answers.delivery !== 'none',

  async find(given) {
    const path = settingsPath(given.tags['stepway:id']);
    const tags = await tagsOf(given.ssm, path);
    if (!tags) return undefined;
    if (!carries(tags, given)) throw strangerOf({ en: 'parameter', ko: '파라미터' }, path);
    return { settingsPath: path };
  },

  async create({ ssm, stack, tags }) {
    const path = settingsPath(tags['stepway:id']);
    await ssm.send(
      new PutParameterCommand({
        Name: path,
        Type: 'String',
        Value: `The settings of the app of ${stack} are below this.`,
        Tags: tagList(tags),
      }),
    );
    return { settingsPath: path };
  },

  async check(context, { settingsPath: path }) {
    const tags = await tagsOf(context.ssm, path);
    return tags ? there({ tags: { are: tags, restore: () => putTags(context, path) } }) : gone;
  },

  going: { loses: { en: 'with all values that were set by `stepway env`', ko: '`stepway env`로 설정한 값 모두 포함' } },

  // Nobody else has this id in a name. What says that they are there goes last.
  async delete({ ssm }, { settingsPath: path }) {
    const settings = await parametersUnder(ssm, path, false);
    await deleteParameters(ssm, [...settings.flatMap(({ Name }) => Name ?? []), path]);
  },

  says: { outputs: ({ settingsPath: settings }) => ({ delivery: { settings } }) },
});

const putTags = ({ ssm, tags }: Context, ResourceId: string) =>
  ssm.send(new AddTagsToResourceCommand({ ResourceType: 'Parameter', ResourceId, Tags: markList(tags) }));

/** The tags of a parameter; undefined when there is none of this name. */
async function tagsOf(ssm: SSMClient, ResourceId: string) {
  try {
    return (await ssm.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId }))).TagList ?? [];
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidResourceId') return undefined;
    throw error;
  }
}
