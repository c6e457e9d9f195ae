import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { onRole } from '../../aws/blockers.ts';
import { getRole, getRolePolicy, plainDocument } from '../../aws/roles.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { carries, tagList } from '../../aws/tags.ts';
import {
  defineStep,
  drifted,
  gone,
  ready,
  type AnyStep,
  type Context,
  type Given,
  type Need,
} from '../../engine/step.ts';
import type { AnyQuestion } from '../../questions/question.ts';
import type { Words } from '../../words.ts';

type Needs = { readonly [name: string]: Need };
type Asks = { readonly [name: string]: AnyQuestion };

/** A document kept in IAM, which somebody may have edited. */
interface Document<N, A> {
  readonly id: string;
  readonly title: Words;
  readonly needs: N;
  readonly asks: A;
  readonly live?: readonly Extract<keyof N | keyof A, string>[];
  document(given: Given<N, A>): object;
}

const changedByHand = drifted({ en: 'its policy was changed', ko: '내용이 바뀌었습니다' });

/** A role, and who may assume it. */
export const roleFor = <const N extends Needs, const A extends Asks>(
  step: Document<N, A> & { readonly description: (stack: string) => string },
) => {
  const trustOf = (given: Given<N, A>) => JSON.stringify(step.document(given));
  const handleOf = (name: string, { account, partition }: Context, trust: string) => ({
    roleName: name,
    roleArn: `arn:${partition}:iam::${account}:role/${name}`,
    trust,
  });

  return defineStep({
    id: step.id,
    title: step.title,
    needs: step.needs,
    asks: step.asks,
    ...(step.live && { live: step.live }),
    own: ['trust'],

    async find(given) {
      const { iam, name, tags } = given;
      const found = await getRole(iam, name);
      if (found && !carries(found.Tags, tags)) throw strangerOf('IAM role', name);
      return found && handleOf(name, given, plainDocument(found.AssumeRolePolicyDocument) ?? '');
    },

    async create(given) {
      const { iam, name, tags, stack } = given;
      const trust = trustOf(given);
      await iam.send(
        new CreateRoleCommand({
          RoleName: name,
          AssumeRolePolicyDocument: trust,
          Description: step.description(stack),
          Tags: tagList(tags),
        }),
      );
      return handleOf(name, given, trust);
    },

    // Somebody may have deleted ours and made one of the same name.
    async check({ iam, tags }, { roleName, trust }) {
      const found = await getRole(iam, roleName);
      if (!carries(found?.Tags, tags)) return gone;
      return plainDocument(found?.AssumeRolePolicyDocument) === trust ? ready() : changedByHand;
    },

    async change(given, { roleName }) {
      const trust = trustOf(given);
      await given.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: trust }));
      return handleOf(roleName, given, trust);
    },

    blockers: ({ iam }, { roleName }) => onRole(iam, roleName),

    async delete({ iam, tags }, { roleName }) {
      const found = await getRole(iam, roleName);
      if (found && !carries(found.Tags, tags)) return;
      await iam.send(new DeleteRoleCommand({ RoleName: roleName }));
    },
  });
};

type WithRole = Needs & { readonly role: AnyStep & { output?: (output: never) => void } };

/** What a role may do, as an inline policy. */
export const policyFor = <const N extends WithRole, const A extends Asks>(
  step: Document<N, A> & { readonly policyName: string },
) => {
  const { policyName } = step;
  const roleNameOf = ({ needs }: Given<N, A>) => (needs.role as { readonly roleName: string }).roleName;
  const put = async (given: Given<N, A>) => {
    const roleName = roleNameOf(given);
    const document = JSON.stringify(step.document(given));
    await given.iam.send(
      new PutRolePolicyCommand({ RoleName: roleName, PolicyName: policyName, PolicyDocument: document }),
    );
    return { policyName, roleName, document };
  };

  return defineStep({
    id: step.id,
    title: step.title,
    needs: step.needs,
    asks: step.asks,
    ...(step.live && { live: step.live }),
    own: ['document'],

    async find(given) {
      const document = JSON.stringify(step.document(given));
      const found = await getRolePolicy(given.iam, roleNameOf(given), policyName);
      return found === document ? { policyName, roleName: roleNameOf(given), document } : undefined;
    },

    create: put,
    change: put,

    async check({ iam }, { roleName, document }) {
      const found = await getRolePolicy(iam, roleName, policyName);
      if (found === undefined) return gone;
      return found === document ? ready() : changedByHand;
    },

    async delete({ iam }, { roleName }) {
      await iam.send(new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }));
    },
  });
};
