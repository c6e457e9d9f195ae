import {
  DeleteConfigRuleCommand,
  DescribeComplianceByConfigRuleCommand,
  DescribeConfigRulesCommand,
  ListTagsForResourceCommand,
  PutConfigRuleCommand,
  TagResourceCommand,
  type ConfigServiceClient,
} from '@aws-sdk/client-config-service';
import { orNothing } from '../../aws/replies.ts';
import { markList, ofUniqueName, tagList, type Tags } from '../../aws/tags.ts';
import { defineStep, gone, pending, ready, type Context } from '../../engine/step.ts';
import { later, makes, reads, uses } from '../../permissions/allow.ts';
import type { Words } from '../../words.ts';
import { audit } from '../audit/questions.ts';
import { database } from '../database/questions.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { configRecording } from './recorder.ts';

/** A rule that AWS wrote. */
interface Rule {
  readonly id: string;
  /** What AWS calls it. */
  readonly identifier: string;
  readonly title: Words;
  /** What has to be there for the rule to look at anything. */
  readonly of?: 'database';
  /** It looks at the account by the calendar, and not at what has changed. */
  readonly ofAccount?: true;
}

/** Those that fit what stepway makes: https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html */
export const rules: readonly Rule[] = [
  {
    id: 'ssh',
    identifier: 'INCOMING_SSH_DISABLED',
    title: { en: 'SSH is not open to everybody', ko: 'SSH를 누구에게나 열지 않음' },
  },
  {
    id: 'metadata',
    identifier: 'EC2_IMDSV2_CHECK',
    title: { en: 'server metadata takes a token (IMDSv2)', ko: '서버 메타데이터에 토큰 필요(IMDSv2)' },
  },
  {
    id: 'disks',
    identifier: 'ENCRYPTED_VOLUMES',
    title: { en: 'disks are encrypted', ko: '디스크 암호화' },
  },
  {
    id: 'buckets-closed',
    identifier: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
    title: { en: 'buckets are closed to the public', ko: '버킷 공개 접근 차단' },
  },
  {
    id: 'buckets-tls',
    identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY',
    title: { en: 'buckets take TLS only', ko: '버킷은 TLS만 허용' },
  },
  {
    id: 'trail',
    identifier: 'CLOUD_TRAIL_ENABLED',
    title: { en: 'CloudTrail is on', ko: 'CloudTrail 켜짐' },
    ofAccount: true,
  },
  {
    id: 'database-encrypted',
    identifier: 'RDS_STORAGE_ENCRYPTED',
    title: { en: 'the database is encrypted', ko: '데이터베이스 암호화' },
    of: 'database',
  },
  {
    id: 'database-private',
    identifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK',
    title: { en: 'the database is not public', ko: '데이터베이스를 공개하지 않음' },
    of: 'database',
  },
];

/** What of an account a rule looks at: what this stack has made, and nobody else's. */
const scopeOf = (tags: Tags) => ({ TagKey: 'stepway:id', TagValue: tags['stepway:id'] });

const breaking = (count: number): Words => ({
  en: `${count} of its resources break this rule; the AWS Config console names them under Rules`,
  ko: `이 규칙에 어긋난 자원이 ${count}개 있습니다. AWS Config 콘솔의 규칙에서 확인하세요`,
});

const ruleFor = ({ id, identifier, title, of, ofAccount }: Rule) => {
  const put = async ({ configService, tags }: Context, ConfigRuleName: string): Promise<void> => {
    await configService.send(
      new PutConfigRuleCommand({
        ConfigRule: {
          ConfigRuleName,
          Source: { Owner: 'AWS', SourceIdentifier: identifier },
          ...(!ofAccount && { Scope: scopeOf(tags) }),
        },
        Tags: tagList(tags),
      }),
    );
  };

  return defineStep({
    id: `config-rule-${id}`,
    title: { en: `Rule: ${title.en}`, ko: `규칙: ${title.ko}` },
    needs: { recording: configRecording },
    asks: { audit, database },
    when: (answers) => answers.audit === 'trail+config' && (of !== 'database' || answers.database !== 'none'),
    allows: [
      reads('config:DescribeComplianceByConfigRule', 'config:DescribeConfigRules', 'config:ListTagsForResource'),
      makes('config:PutConfigRule'),
      later(uses('config:DeleteConfigRule', 'config:TagResource')),
    ],
    follows: { live: ['recording'], initial: ['audit', 'database'] },

    settings: {
      identifier: { title: { en: 'what it checks', ko: '점검 내용' }, wanted: identifier },
      ...(!ofAccount && {
        scope: {
          title: { en: 'what it looks at', ko: '점검 대상' },
          wanted: ({ tags }: { readonly tags: Tags }) => scopeOf(tags),
        },
      }),
    },

    async find(given) {
      const found = await ofUniqueName(given, { en: 'AWS Config rule', ko: 'AWS Config 규칙' }, (name) =>
        ruleNamed(given.configService, name),
      );
      return found && { ruleName: given.uniqueName };
    },

    async create(given) {
      await put(given, given.uniqueName);
      return { ruleName: given.uniqueName };
    },

    async check(context, handle) {
      const { configService } = context;
      const found = await ruleNamed(configService, handle.ruleName);
      if (!found) return gone;
      if (whoseIs({ tags: found.Tags }, handle, context) === 'theirs') return nameTaken;
      if (found.ConfigRuleState?.startsWith('DELETING'))
        return pending({ en: 'it is being deleted', ko: '삭제하고 있습니다' });
      const { TagKey, TagValue } = found.Scope ?? {};
      const count = await brokenBy(configService, handle.ruleName);
      return ready(
        {},
        () => ({
          tags: {
            are: found.Tags,
            restore: () =>
              configService.send(
                new TagResourceCommand({ ResourceArn: found.ConfigRuleArn, Tags: markList(context.tags) }),
              ),
          },
          settings: {
            identifier: found.Source?.SourceIdentifier,
            ...(!ofAccount && { scope: { TagKey, TagValue } }),
          },
        }),
        count > 0 ? breaking(count) : undefined,
      );
    },

    change: (given, { ruleName }) => put(given, ruleName),

    async delete(context, handle) {
      const found = await ruleNamed(context.configService, handle.ruleName);
      return deleteOurs(found && { tags: found.Tags }, handle, context, async () => {
        if (found?.ConfigRuleState?.startsWith('DELETING')) return;
        await context.configService.send(new DeleteConfigRuleCommand({ ConfigRuleName: handle.ruleName }));
      });
    },

    going: { takes: { earliest: 2, usual: 20, every: 5, limit: 600 } },
  });
};

/** The rule of that name in this Region, with its tags; undefined when there is none. */
async function ruleNamed(configService: ConfigServiceClient, name: string) {
  const asked = new DescribeConfigRulesCommand({ ConfigRuleNames: [name] });
  const found = (await orNothing(configService.send(asked)))?.ConfigRules?.[0];
  if (!found?.ConfigRuleArn) return undefined;
  const tagged = await orNothing(
    configService.send(new ListTagsForResourceCommand({ ResourceArn: found.ConfigRuleArn })),
  );
  return tagged && { ...found, Tags: tagged.Tags };
}

/** How many resources a rule finds fault with: AWS counts up to 25. */
async function brokenBy(configService: ConfigServiceClient, name: string): Promise<number> {
  const asked = new DescribeComplianceByConfigRuleCommand({ ConfigRuleNames: [name] });
  const { Compliance } = (await orNothing(configService.send(asked)))?.ComplianceByConfigRules?.[0] ?? {};
  if (Compliance?.ComplianceType !== 'NON_COMPLIANT') return 0;
  return Compliance.ComplianceContributorCount?.CappedCount ?? 1;
}

export const configRules = rules.map(ruleFor);
