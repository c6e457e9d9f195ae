import {
  AddTagsCommand,
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  UpdateTrailCommand,
  type CloudTrailClient,
} from '@aws-sdk/client-cloudtrail';
import { orNothing } from '../../aws/replies.ts';
import { markList, ofUniqueName, tagList } from '../../aws/tags.ts';
import { defineStep, gone, there, type Context } from '../../engine/step.ts';
import { ok, warning, type Verdict } from '../../engine/verdict.ts';
import type { Json } from '../../facts.ts';
import { allow, later, reads } from '../../permissions/allow.ts';
import { oneLine } from '../../plain.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { settingStep } from '../setting.ts';
import { auditBucketExpiry, trailArn, trailId } from './bucket.ts';
import { secondCopy } from './prices.ts';
import { audit } from './questions.ts';

const onTrails = allow(
  'By name: only a part of CloudTrail supports conditions on labels.',
  'arn:*:cloudtrail:*:*:trail/*-audit-trail',
);

/** An account has one copy of its events for nothing: whoever has a trail already pays for this one. */
async function otherTrails({ cloudTrail, uniqueName }: Context): Promise<Verdict> {
  const { trailList = [] } = await cloudTrail.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  const others = trailList.filter(({ Name }) => Name !== uniqueName).map(({ Name = '' }) => oneLine(Name));
  if (others.length === 0) return ok;
  return warning(
    {
      en: `The account has a trail already: ${others.join(', ')}. A second copy of what it records costs ${secondCopy} USD for each 100,000 events; a small account has some 30,000 a month.`,
      ko: `계정에 이미 추적이 있습니다(${others.join(', ')}). 같은 이벤트를 한 번 더 기록하면 10만 건에 ${secondCopy}달러가 듭니다. 작은 계정의 이벤트는 월 3만 건쯤입니다.`,
    },
    {
      en: 'If that one is enough, use --audit none.',
      ko: '그 추적으로 충분하면 --audit none을 쓰세요.',
    },
  );
}

/** Records every call that changes or reads how things are set up, in all Regions: what an intruder does in any of them. */
export const auditTrail = defineStep({
  id: trailId,
  title: { en: 'Trail of all AWS calls (CloudTrail)', ko: '모든 AWS 요청의 추적(CloudTrail)' },
  needs: { bucket: auditBucketExpiry },
  asks: { audit },
  allows: [
    reads('cloudtrail:DescribeTrails', 'cloudtrail:GetTrail', 'cloudtrail:ListTags'),
    onTrails('cloudtrail:AddTags', 'cloudtrail:CreateTrail'),
    later(onTrails('cloudtrail:DeleteTrail', 'cloudtrail:UpdateTrail')),
  ],
  when: (answers) => answers.audit !== 'none',
  follows: { live: ['bucket'], initial: ['audit'] },
  preflight: [{ about: { en: 'Other trails', ko: '다른 추적' }, ask: otherTrails }],

  settings: {
    S3BucketName: { title: { en: 'bucket', ko: '버킷' }, wanted: ({ needs }) => needs.bucket.bucket },
    IsMultiRegionTrail: { title: { en: 'all Regions', ko: '모든 리전' }, wanted: true },
    IncludeGlobalServiceEvents: { title: { en: 'global services', ko: '글로벌 서비스' }, wanted: true },
    LogFileValidationEnabled: { title: { en: 'proof that no file was changed', ko: '파일 무결성 검증' }, wanted: true },
  },

  async find(given) {
    const found = await ofUniqueName(given, { en: 'CloudTrail trail', ko: 'CloudTrail 추적' }, (name) =>
      trailNamed(given.cloudTrail, name),
    );
    return found && { trailName: given.uniqueName, trailArn: trailArn(given) };
  },

  async create(given) {
    const { cloudTrail, uniqueName, tags, wanted } = given;
    await cloudTrail.send(new CreateTrailCommand({ Name: uniqueName, ...asSent(wanted), TagsList: tagList(tags) }));
    return { trailName: uniqueName, trailArn: trailArn(given) };
  },

  async check(context, handle) {
    const found = await trailNamed(context.cloudTrail, handle.trailName);
    if (!found) return gone;
    if (whoseIs({ tags: found.Tags }, handle, context) === 'theirs') return nameTaken;
    const { S3BucketName, IsMultiRegionTrail, IncludeGlobalServiceEvents, LogFileValidationEnabled } = found;
    return there({
      tags: { are: found.Tags, restore: () => putTags(context, handle.trailArn) },
      settings: { S3BucketName, IsMultiRegionTrail, IncludeGlobalServiceEvents, LogFileValidationEnabled },
    });
  },

  async change({ cloudTrail, wanted }, { trailName }) {
    await cloudTrail.send(new UpdateTrailCommand({ Name: trailName, ...asSent(wanted) }));
  },

  async delete(context, handle) {
    const found = await trailNamed(context.cloudTrail, handle.trailName);
    return deleteOurs(found && { tags: found.Tags }, handle, context, async () => {
      await context.cloudTrail.send(new DeleteTrailCommand({ Name: handle.trailName }));
    });
  },

  // Its bucket tells nothing: locked, it outlasts the wish.
  says: { answers: () => ({ audit: 'trail' }) },
});

/** What is wanted, in the words in which CloudTrail is told. */
const asSent = ({
  LogFileValidationEnabled: EnableLogFileValidation,
  ...wanted
}: {
  readonly S3BucketName: string;
  readonly IsMultiRegionTrail: boolean;
  readonly IncludeGlobalServiceEvents: boolean;
  readonly LogFileValidationEnabled: boolean;
}) => ({ ...wanted, EnableLogFileValidation });

const putTags = ({ cloudTrail, tags }: Context, ResourceId: string) =>
  cloudTrail.send(new AddTagsCommand({ ResourceId, TagsList: markList(tags) }));

/** The trail of that name in this Region, with its tags; undefined when there is none. */
async function trailNamed(cloudTrail: CloudTrailClient, Name: string) {
  const found = (await orNothing(cloudTrail.send(new GetTrailCommand({ Name }))))?.Trail;
  if (!found?.TrailARN) return undefined;
  const tagged = await orNothing(cloudTrail.send(new ListTagsCommand({ ResourceIdList: [found.TrailARN] })));
  return tagged && { ...found, Tags: tagged.ResourceTagList?.[0]?.TagsList };
}

/** A new trail records nothing until it is told to. */
export const auditLogging = settingStep({
  id: 'audit-logging',
  title: { en: 'The trail records', ko: '추적 기록 켜기' },
  needs: { trail: auditTrail },
  allows: [reads('cloudtrail:GetTrailStatus'), onTrails('cloudtrail:StartLogging')],
  settings: { logging: { title: { en: 'recording', ko: '기록' }, wanted: true } },
  handle: ({ needs }) => ({ trailName: needs.trail.trailName }),
  async read({ cloudTrail }, { trailName: Name }) {
    const found = await orNothing(cloudTrail.send(new GetTrailStatusCommand({ Name })));
    return found && { logging: found.IsLogging };
  },
  write: ({ cloudTrail }, { trailName: Name }) => cloudTrail.send(new StartLoggingCommand({ Name })),
});

/** What a new trail records, which is what the first copy is free of. */
const selectors = [
  { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
] as const;

export const auditEvents = settingStep({
  id: 'audit-events',
  title: { en: 'The trail leaves nothing out', ko: '추적에서 빠지는 요청 없음' },
  needs: { trail: auditLogging },
  allows: [reads('cloudtrail:GetEventSelectors'), onTrails('cloudtrail:PutEventSelectors')],
  settings: { events: { title: { en: 'recorded events', ko: '기록하는 이벤트' }, wanted: () => selectors } },
  handle: ({ needs }) => ({ trailName: needs.trail.trailName }),
  async read({ cloudTrail }, { trailName: TrailName }) {
    const found = await orNothing(cloudTrail.send(new GetEventSelectorsCommand({ TrailName })));
    return found && { events: found.EventSelectors as Json | undefined };
  },
  write: ({ cloudTrail }, { trailName: TrailName }) =>
    cloudTrail.send(
      new PutEventSelectorsCommand({
        TrailName,
        EventSelectors: selectors.map((one) => ({ ...one, DataResources: [], ExcludeManagementEventSources: [] })),
      }),
    ),
});
