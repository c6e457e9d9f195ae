import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  type Role,
} from '@aws-sdk/client-iam';
import { onRole, readsOnRole } from '../aws/blockers.ts';
import { getRole, getRolePolicy, plainDocument } from '../aws/roles.ts';
import { markList, ofUniqueName, tagList } from '../aws/tags.ts';
import {
  defineStep,
  gone,
  there,
  type AnyStep,
  type Asks,
  type Context,
  type Follows,
  type Given,
  type Needs,
  type Says,
} from '../engine/step.ts';
import { inRole, later, reads } from '../permissions/allow.ts';
import type { AnswersTo } from '../questions/question.ts';
import type { Words } from '../words.ts';
import { deleteOurs, nameTaken, whoseIs } from './ours.ts';
import { settingStep } from './setting.ts';

/** A document kept in IAM, which somebody may have edited. */
interface Document<N, A> {
  readonly id: string;
  readonly title: Words;
  readonly needs: N;
  readonly asks?: A;
  readonly follows?: Follows<N, A>;
  when?(answers: AnswersTo<A>): boolean;
  document(given: Given<N, A>): object;
}

const putTags = ({ iam, tags }: Context, RoleName: string) =>
  iam.send(new TagRoleCommand({ RoleName, Tags: markList(tags) }));

const inPlace = ({ Tags, RoleId }: Role) => ({ tags: Tags, uid: RoleId });

/** A role, and who may assume it. */
export const roleFor = <const N extends Needs, const A extends Asks = Record<never, never>>(
  step: Document<N, A> & {
    readonly description: (stack: string) => string;
    readonly says?: Says<AnswersTo<A>, { readonly roleArn: string }>;
  },
) => {
  const handleOf = (name: string, { account, partition }: Context, uid: string | undefined) => ({
    roleName: name,
    roleArn: `arn:${partition}:iam::${account}:role/${name}`,
    uid,
  });

  return defineStep({
    id: step.id,
    title: step.title,
    needs: step.needs,
    asks: step.asks,
    allows: [
      reads('iam:GetRole'),
      inRole(step.id)('iam:CreateRole', 'iam:TagRole'),
      later(inRole(step.id)('iam:DeleteRole', 'iam:UpdateAssumeRolePolicy')),
      later(readsOnRole),
    ],
    follows: { ...step.follows, own: ['uid'] },

    settings: {
      trust: {
        title: { en: 'who may assume it', ko: '역할을 쓸 수 있는 대상' },
        wanted: (given) => JSON.stringify(step.document(given)),
      },
    },

    async find(given) {
      const found = await ofUniqueName(given, { en: 'IAM role', ko: 'IAM 역할' }, (name) => getRole(given.iam, name));
      return found && handleOf(found.RoleName ?? '', given, found.RoleId);
    },

    async create(given) {
      const { iam, uniqueName, tags, stack, wanted } = given;
      const { Role } = await iam.send(
        new CreateRoleCommand({
          RoleName: uniqueName,
          AssumeRolePolicyDocument: wanted.trust,
          Description: step.description(stack),
          Tags: tagList(tags),
        }),
      );
      return handleOf(uniqueName, given, Role?.RoleId);
    },

    async check(context, handle) {
      const found = await getRole(context.iam, handle.roleName);
      if (!found) return gone;
      if (whoseIs(inPlace(found), handle, context) === 'theirs') return nameTaken;
      return there({
        tags: { are: found.Tags, restore: () => putTags(context, handle.roleName) },
        settings: { trust: plainDocument(found.AssumeRolePolicyDocument) },
      });
    },

    async change({ iam, wanted }, { roleName }) {
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: wanted.trust }));
    },

    going: { blockers: ({ iam }, { roleName }) => onRole(iam, roleName) },

    async delete(context, handle) {
      const { roleName } = handle;
      const found = await getRole(context.iam, roleName);
      return deleteOurs(found && inPlace(found), handle, context, async () => {
        await context.iam.send(new DeleteRoleCommand({ RoleName: roleName }));
      });
    },

    says: step.says,
  });
};

type WithRole = Needs & { readonly role: AnyStep & { output?: (output: never) => void } };

export const policyFor = <const N extends WithRole, const A extends Asks = Record<never, never>>(
  step: Document<N, A> & {
    readonly policyName: string;
    readonly says?: Says<AnswersTo<A>, { readonly policyName: string; readonly roleName: string }>;
  },
) => {
  const { id, title, needs, asks, policyName, follows = {}, when } = step;
  const inOurs = inRole(needs.role.id);
  return settingStep({
    id,
    title,
    needs,
    asks,
    allows: [reads('iam:GetRolePolicy'), inOurs('iam:PutRolePolicy'), later(inOurs('iam:DeleteRolePolicy'))],
    follows,
    ...(when && { when }),
    says: step.says,

    settings: {
      document: {
        title: { en: 'its policy', ko: '정책 내용' },
        wanted: (given) => JSON.stringify(step.document(given)),
      },
    },

    handle: (given) => ({ policyName, roleName: (given.needs.role as { readonly roleName: string }).roleName }),

    async read({ iam }, { roleName }) {
      const document = await getRolePolicy(iam, roleName, policyName);
      return document === undefined ? undefined : { document };
    },

    async write({ iam }, { roleName }, { document }) {
      await iam.send(
        new PutRolePolicyCommand({ RoleName: roleName, PolicyName: policyName, PolicyDocument: document }),
      );
    },

    async delete({ iam }, { roleName }) {
      await iam.send(new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }));
    },
  });
};
