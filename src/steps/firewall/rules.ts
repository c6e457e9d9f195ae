import {
  AuthorizeSecurityGroupIngressCommand,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { securityGroupRules } from '../../aws/collections.ts';
import { said } from '../../aws/replies.ts';
import { ec2Tags, tagSpecification } from '../../aws/tags.ts';
import { defineStep, gone, there, type AnyStep, type Says, type Yields } from '../../engine/step.ts';
import type { Facts } from '../../facts.ts';
import type { AnswersTo, AnyQuestion } from '../../questions/question.ts';
import type { Words } from '../../words.ts';
import { labelsOfEc2, later, makes, reads, revokes, uses } from '../../permissions/allow.ts';
import { entries } from '../entries.ts';
import type { Entry } from '../entry/entry.ts';
import { entryGroup, serverGroup } from './groups.ts';
import { appPort, entry, ssh } from './questions.ts';

/** Any step that creates a security group. */
type GroupStep = AnyStep & Yields<{ groupId: string }>;

interface Rule<Asks> {
  readonly id: string;
  readonly title: Words;
  readonly into: GroupStep;
  /** The group whose machines may connect; without it, the addresses in `range`. */
  readonly from?: GroupStep;
  readonly asks: Asks;
  when?(answers: AnswersTo<Asks>): boolean;
  range?(answers: AnswersTo<Asks>): string;
  port(answers: AnswersTo<Asks>): number;
  readonly says?: Says<AnswersTo<Asks>, Facts>;
  readonly former?: true;
}

/** One inbound TCP rule of one group. */
export const inbound = <const Asks extends { readonly [name: string]: AnyQuestion }>(rule: Rule<Asks>) => {
  const { id, title, into, from, asks, when, says, former } = rule;
  // EC2 does not allow an arrow in a rule's description.
  const description = title.en.replaceAll('→', 'to');
  const needs: { group: GroupStep; source?: GroupStep } = { group: into, ...(from && { source: from }) };

  return defineStep({
    id,
    title,
    needs,
    asks,
    allows: [
      reads('ec2:DescribeSecurityGroupRules'),
      makes('ec2:AuthorizeSecurityGroupIngress'),
      uses('ec2:AuthorizeSecurityGroupIngress'),
      ...labelsOfEc2,
      later(uses('ec2:ModifySecurityGroupRules')),
      later(revokes('ec2:RevokeSecurityGroupIngress')),
    ],
    ...(when && { when }),
    ...(former && { former }),
    follows: { live: Object.keys(asks) as Extract<keyof Asks, string>[] },

    settings: {
      IpProtocol: { title: { en: 'protocol', ko: '프로토콜' }, wanted: 'tcp' },
      FromPort: { title: { en: 'port', ko: '포트' }, wanted: ({ answers }) => rule.port(answers) },
      ToPort: { title: { en: 'last port', ko: '마지막 포트' }, wanted: ({ answers }) => rule.port(answers) },
      // An IPv4 range or the id of a group.
      source: {
        title: { en: 'allowed source', ko: '허용 대상' },
        wanted: ({ needs, answers }) => needs.source?.groupId ?? rule.range?.(answers) ?? everywhere,
      },
    },

    async find(given) {
      const found = await securityGroupRules.ofOwner(given.ec2, given);
      return found && { ruleId: said(found, 'SecurityGroupRuleId'), groupId: given.needs.group.groupId };
    },

    async create(given) {
      const { source, ...ports } = given.wanted;
      const { SecurityGroupRules: [made] = [] } = await given.ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: given.needs.group.groupId,
          IpPermissions: [
            {
              ...ports,
              ...(from
                ? { UserIdGroupPairs: [{ GroupId: source, Description: description }] }
                : { IpRanges: [{ CidrIp: source, Description: description }] }),
            },
          ],
          TagSpecifications: [tagSpecification('security-group-rule', given.tags)],
        }),
      );
      return { ruleId: said(made, 'SecurityGroupRuleId'), groupId: given.needs.group.groupId };
    },

    async check(context, { ruleId }) {
      const found = await securityGroupRules.byId(context.ec2, ruleId);
      if (!found) return gone;
      const { IpProtocol, FromPort, ToPort, ReferencedGroupInfo, CidrIpv4 } = found;
      const source = ReferencedGroupInfo?.GroupId ?? CidrIpv4;
      return there({
        tags: ec2Tags(context, found.Tags, ruleId),
        settings: { IpProtocol, FromPort, ToPort, source },
      });
    },

    says,

    async change({ ec2, wanted: { source, ...ports } }, { ruleId, groupId }) {
      await ec2.send(
        new ModifySecurityGroupRulesCommand({
          GroupId: groupId,
          SecurityGroupRules: [
            {
              SecurityGroupRuleId: ruleId,
              SecurityGroupRule: {
                ...ports,
                Description: description,
                ...(from ? { ReferencedGroupId: source } : { CidrIpv4: source }),
              },
            },
          ],
        }),
      );
    },

    async delete({ ec2 }, { ruleId, groupId }) {
      await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: groupId, SecurityGroupRuleIds: [ruleId] }));
    },
  });
};

const everywhere = '0.0.0.0/0';

const forVisitors = (one: Entry): readonly AnyStep[] => {
  const { id, front, opens } = one;
  const into = entryGroup(one);
  return [
    ...opens.map(({ port, ...rule }) =>
      inbound({ ...rule, into, asks: { entry }, when: (answers) => answers.entry === id, port: () => port }),
    ),
    ...(front
      ? [
          inbound({
            ...front.toServer,
            into: serverGroup,
            from: into,
            asks: {},
            port: () => 80,
          }),
        ]
      : []),
  ];
};

/** What lets visitors in, as far as nginx on the server. */
export const visitorRules = entries.flatMap(forVisitors);

/** What is there only with this way in: HTTPS comes in by it. */
export const opening = ({ opens }: Entry): readonly AnyStep[] =>
  visitorRules.filter((rule) => opens.some(({ id, port }) => id === rule.id && port === 443));

/** Before nginx was in front of the app, visitors came in on the app's own port. */
const beforeNginx = (one: Entry): readonly AnyStep[] =>
  one.front
    ? [
        inbound({
          id: 'server-app',
          title: { en: 'Load balancer → server, app port', ko: '로드 밸런서 → 서버 앱 포트' },
          into: serverGroup,
          from: entryGroup(one),
          asks: { port: appPort },
          former: true,
          port: (answers) => answers.port,
          says: { answers: ({ FromPort }) => ({ port: FromPort }) },
        }),
      ]
    : [];

export const formerRules = entries.flatMap(beforeNginx);

export const serverSsh = inbound({
  id: 'server-ssh',
  title: { en: 'You → server, SSH', ko: '나 → 서버 SSH' },
  into: serverGroup,
  asks: { ssh },
  when: (answers) => answers.ssh !== 'none',
  range: (answers) => answers.ssh,
  port: () => 22,
  says: { answers: ({ source }) => ({ ssh: source }), absence: { ssh: 'none' } },
});
