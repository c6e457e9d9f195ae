import {
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import type { Whose } from '../../aws/blocker.ts';
import { usingGroup } from '../../aws/blockers.ts';
import { securityGroups } from '../../aws/collections.ts';
import { readsBehindInterfaces } from '../../aws/interfaces.ts';
import { isBusy } from '../../aws/error-names.ts';
import { said } from '../../aws/replies.ts';
import { ec2Tags, isOfStack, tagSpecification } from '../../aws/tags.ts';
import { defineStep, gone, there, type Setting } from '../../engine/step.ts';
import { labelsOfEc2, later, makes, reads, revokes, touchesNetwork, uses } from '../../permissions/allow.ts';
import type { AnswersTo, AnyQuestion } from '../../questions/question.ts';
import type { Words } from '../../words.ts';
import { network } from '../network/questions.ts';
import { anyVpc } from '../network/ready.ts';
import { entries } from '../entries.ts';
import type { Entry } from '../entry/entry.ts';
import { entry } from './questions.ts';

/** A security group for one kind of machine, closed at first; the rules that open it are steps of their own. */
export const group = <const Asks extends { readonly [name: string]: AnyQuestion }>(
  id: string,
  title: Words,
  description: string,
  asks: Asks,
  when: (answers: AnswersTo<Asks>) => boolean,
) =>
  defineStep({
    id,
    title,
    needs: { vpc: anyVpc },
    // A group cannot move to another VPC.
    asks: { ...asks, network },
    allows: [
      reads('ec2:DescribeSecurityGroups'),
      makes('ec2:CreateSecurityGroup'),
      touchesNetwork('ec2:CreateSecurityGroup'),
      ...labelsOfEc2,
      later(uses('ec2:DeleteSecurityGroup')),
      later(reads('ec2:DescribeSecurityGroupRules')),
      later(revokes('ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress')),
      ...readsBehindInterfaces,
    ],
    when,

    async find(given) {
      const found = await securityGroups.ofOwner(given.ec2, given);
      return found && { groupId: said(found, 'GroupId') };
    },

    async create({ ec2, name, tags, needs }) {
      const made = await ec2.send(
        new CreateSecurityGroupCommand({
          GroupName: name,
          Description: description,
          VpcId: needs.vpc.vpcId,
          TagSpecifications: [tagSpecification('security-group', tags)],
        }),
      );
      return { groupId: said(made, 'GroupId') };
    },

    async check(context, { groupId }) {
      const found = await securityGroups.byId(context.ec2, groupId);
      return found ? there({ tags: ec2Tags(context, found.Tags, groupId) }) : gone;
    },

    going: { blockers: (context, { groupId }) => usingGroup(context, groupId) },

    async delete(context, { groupId }) {
      try {
        await context.ec2.send(new DeleteSecurityGroupCommand({ GroupId: groupId }));
      } catch (error) {
        if (isBusy(error)) await forgetOurs(context, groupId);
        throw error;
      }
    },

    follows: {
      // Whether there is a group depends on the answers; what it is like does not.
      initial: Object.keys(asks) as Extract<keyof Asks, string>[],
      otherwise: {
        en: 'Neither a server nor a database can move to another network. Build a second stack there, with another --name and --domain, copy the data over (`stepway db dump`, or a snapshot and --database-from), then delete this one with `stepway teardown`.',
        ko: '서버와 데이터베이스는 다른 네트워크로 옮길 수 없습니다. --name과 --domain을 달리해 두 번째 스택을 만들고, 데이터를 옮긴 뒤(`stepway db dump` 또는 스냅샷과 --database-from) 이 스택은 `stepway teardown`으로 삭제하세요.',
      },
    },
  });

/**
 * Removes the rules that others added for groups of ours. Two groups that refer to each other keep each other: either
 * can only go once the other one has forgotten it.
 */
async function forgetOurs(whose: Whose, GroupId: string): Promise<void> {
  const { ec2 } = whose;
  const Filters = [{ Name: 'group-id', Values: [GroupId] }];
  const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }));
  for (const { SecurityGroupRuleId, IsEgress, ReferencedGroupInfo } of SecurityGroupRules) {
    const other = ReferencedGroupInfo?.GroupId;
    if (!SecurityGroupRuleId || !other || other === GroupId) continue;
    if (!isOfStack((await securityGroups.byId(ec2, other))?.Tags, whose)) continue;
    const rule = { GroupId, SecurityGroupRuleIds: [SecurityGroupRuleId] };
    if (IsEgress) await ec2.send(new RevokeSecurityGroupEgressCommand(rule));
    else await ec2.send(new RevokeSecurityGroupIngressCommand(rule));
  }
}

/** The group that guards a machine has to be among its groups. Others added by hand are the owner's business. */
export const ownGroup: Pick<Setting, 'title' | 'holds'> = {
  title: { en: 'its security group', ko: '방화벽(보안 그룹)' },
  holds: (groups, ours) => Array.isArray(groups) && groups.includes(ours),
};

/** The ids of a machine's groups, ours among them. */
export const withOurs = (groups: readonly (string | undefined)[] | undefined, ours: string): string[] => [
  ...new Set([...(groups ?? []).filter((id) => id !== undefined), ours]),
];

const frontOf = ({ id, front }: Entry) =>
  front && group(front.group.id, front.group.title, front.description, { entry }, (answers) => answers.entry === id);

const fronts = new Map(entries.map((one) => [one.id, frontOf(one)]));

/** Those of what stands before the server. */
export const frontGroups = [...fronts.values()].filter((group) => group !== undefined);

/** The group of what visitors reach: what stands before the server, or the server. */
export const entryGroup = ({ id }: Entry) => fronts.get(id) ?? serverGroup;

export const serverGroup = group(
  'server-group',
  { en: 'Server firewall', ko: '서버의 방화벽' },
  'Server: only what visitors and SSH need',
  {},
  () => true,
);
