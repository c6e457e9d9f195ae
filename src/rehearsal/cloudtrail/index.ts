import type { CreateTrailCommandInput, UpdateTrailCommandInput } from '@aws-sdk/client-cloudtrail';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import { bucketArn } from '../s3/shared.ts';
import { write } from '../s3/objects.ts';
import type { Call, Moment, Operations, Service } from '../service.ts';
import { tag, tagged, tagList } from '../tags.ts';
import type { Trail } from './data.ts';

const arnOf = (name: string, region: string) => `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`;

const seenFrom = ({ account, region }: Call): Trail[] =>
  account.trails.filter(({ home, multiRegion }) => home === region || multiRegion);

/** By its name, or its ARN. */
function trailNamed(call: Call, wanted = ''): Trail {
  const found = seenFrom(call).find(
    ({ name, arn, home }) => arn === wanted || (name === wanted && home === call.region),
  );
  const arn = wanted.startsWith('arn:') ? wanted : arnOf(wanted, call.region);
  return found ?? refuse('TrailNotFoundException', `Unknown trail: ${arn} for the user: ${accountId}`);
}

/** The same, to change it. */
function trailToSet(call: Call, wanted: string | undefined): Trail {
  const trail = trailNamed(call, wanted);
  if (trail.home !== call.region)
    refuse('InvalidHomeRegionException', `Trail ${trail.arn} can only be changed in its home region ${trail.home}.`);
  return trail;
}

interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: { readonly StringEquals?: Readonly<Record<string, string>> };
}

/** CloudTrail looks whether it could write: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function checkBucket({ account }: Pick<Call, 'account'>, name: string | undefined, trailArn: string): void {
  const bucket = account.buckets.find((one) => one.name === name && one.goneAt === undefined);
  if (!bucket) return refuse('S3BucketDoesNotExistException', `S3 bucket ${name} does not exist!`);
  const { Statement = [] } = JSON.parse(bucket.policy ?? '{}') as { Statement?: Statement[] };
  const lets = (action: string, resource: string) =>
    Statement.some(
      ({ Effect, Principal, Action, Resource, Condition }) =>
        Effect === 'Allow' &&
        JSON.stringify(Principal).includes('"cloudtrail.amazonaws.com"') &&
        Action === action &&
        Resource === resource &&
        (Condition?.StringEquals?.['aws:SourceArn'] ?? trailArn) === trailArn,
    );
  const arn = bucketArn(bucket.name);
  if (!lets('s3:GetBucketAcl', arn) || !lets('s3:PutObject', `${arn}/AWSLogs/${accountId}/*`))
    refuse('InsufficientS3BucketPolicyException', `Incorrect S3 bucket policy is detected for bucket: ${bucket.name}`);
}

/** What is said of it when it is made or changed. */
const set = ({ name, arn, bucket, multiRegion, global, validated }: Trail) => ({
  Name: name,
  TrailARN: arn,
  S3BucketName: bucket,
  IsMultiRegionTrail: multiRegion,
  IncludeGlobalServiceEvents: global,
  LogFileValidationEnabled: validated,
  IsOrganizationTrail: false,
});

const shown = (trail: Trail) => ({
  ...set(trail),
  HomeRegion: trail.home,
  HasCustomEventSelectors: false,
  HasInsightSelectors: false,
});

/** Of all Regions, and without the services that are of none: there is no such trail. */
function apply(trail: Trail, input: CreateTrailCommandInput | UpdateTrailCommandInput): void {
  trail.bucket = input.S3BucketName ?? trail.bucket;
  trail.multiRegion = input.IsMultiRegionTrail ?? trail.multiRegion;
  trail.global = input.IncludeGlobalServiceEvents ?? trail.global;
  trail.validated = input.EnableLogFileValidation ?? trail.validated;
  if (trail.multiRegion && !trail.global)
    refuse('InvalidParameterCombinationException', 'Multi-Region trail must include global service events.');
}

const operations = {
  CreateTrail(input, call) {
    const { Name: name = '' } = input;
    // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
    if (!/^[a-z\d](?:[._-]?[a-z\d])*$/i.test(name) || name.length < 3 || name.length > 128)
      refuse(
        'InvalidTrailNameException',
        'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).',
      );
    if (seenFrom(call).some((one) => one.name === name && one.home === call.region))
      refuse('TrailAlreadyExistsException', `Trail ${name} already exists for customer: ${accountId}`);
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
    if (seenFrom(call).length >= 5)
      refuse('MaximumNumberOfTrailsExceededException', `User: ${accountId} already has 5 trails in ${call.region}.`);
    const trail: Trail = {
      name,
      arn: arnOf(name, call.region),
      home: call.region,
      bucket: '',
      multiRegion: false,
      global: true,
      validated: false,
      selectors: [
        { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
      ],
      tags: tagged(input.TagsList),
    };
    apply(trail, input);
    checkBucket(call, trail.bucket, trail.arn);
    call.account.trails.push(trail);
    return set(trail);
  },

  UpdateTrail(input, call) {
    const trail = trailToSet(call, input.Name);
    const changed = { ...trail };
    apply(changed, input);
    checkBucket(call, changed.bucket, trail.arn);
    Object.assign(trail, changed);
    return set(trail);
  },

  GetTrail: ({ Name }, call) => ({ Trail: shown(trailNamed(call, Name)) }),

  DescribeTrails: ({ trailNameList, includeShadowTrails = true }, call) => ({
    trailList: seenFrom(call)
      .filter(({ home }) => includeShadowTrails || home === call.region)
      .filter(({ name, arn }) => !trailNameList?.length || trailNameList.includes(name) || trailNameList.includes(arn))
      .map(shown),
  }),

  DeleteTrail({ Name }, call) {
    const trail = trailToSet(call, Name);
    call.account.trails = call.account.trails.filter((one) => one !== trail);
    return {};
  },

  StartLogging({ Name }, call) {
    const trail = trailToSet(call, Name);
    if (trail.loggingSince === undefined) trail.deliversAt = call.after('trail delivered');
    trail.loggingSince ??= call.now;
    return {};
  },

  StopLogging({ Name }, call) {
    const trail = trailToSet(call, Name);
    delete trail.loggingSince;
    trail.stoppedAt = call.now;
    return {};
  },

  GetTrailStatus({ Name }, call) {
    const { loggingSince, stoppedAt } = trailNamed(call, Name);
    return {
      IsLogging: loggingSince !== undefined,
      ...(loggingSince !== undefined && { StartLoggingTime: new Date(loggingSince) }),
      ...(stoppedAt !== undefined && { StopLoggingTime: new Date(stoppedAt) }),
    };
  },

  GetEventSelectors({ TrailName }, call) {
    const { arn, selectors } = trailNamed(call, TrailName);
    return { TrailARN: arn, EventSelectors: selectors };
  },

  PutEventSelectors({ TrailName, EventSelectors = [] }, call) {
    const trail = trailToSet(call, TrailName);
    if (EventSelectors.length === 0 || EventSelectors.length > 5)
      refuse('InvalidEventSelectorsException', 'A trail has from one to five event selectors.');
    trail.selectors = EventSelectors;
    return { TrailARN: trail.arn, EventSelectors };
  },

  AddTags({ ResourceId, TagsList }, call) {
    tag(trailToSet(call, ResourceId).tags, TagsList);
    return {};
  },

  ListTags: ({ ResourceIdList = [] }, call) => ({
    ResourceTagList: ResourceIdList.map((ResourceId) => ({
      ResourceId,
      TagsList: tagList(trailNamed(call, ResourceId).tags),
    })),
  }),
} satisfies Operations<typeof import('@aws-sdk/client-cloudtrail')>;

/** The first file of each; more of them would only be more of the same. */
function deliver({ account, now }: Moment): void {
  for (const trail of account.trails) {
    const { deliversAt = Infinity, home, name } = trail;
    const bucket = account.buckets.find((one) => one.name === trail.bucket && one.goneAt === undefined);
    if (deliversAt > now || !bucket) continue;
    const key = `AWSLogs/${accountId}/CloudTrail/${home}/${name}_${deliversAt}.json.gz`;
    write(bucket, { key, etag: '"0"', size: 2000 }, deliversAt);
    delete trail.deliversAt;
  }
}

/** The record of calls. */
export const cloudtrail = {
  operations,
  global: {
    atFirst: () => ({ trails: [] }),
    inventory: ({ trails }) => trails.map(({ name, tags }) => ({ kind: 'trail', id: name, tags })),
  },
  settle: deliver,
} satisfies Service;
