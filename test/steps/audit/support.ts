import { PutEventSelectorsCommand, StopLoggingCommand, UpdateTrailCommand } from '@aws-sdk/client-cloudtrail';
import {
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import { arn, on, type Authorizations, type Scene } from '../../support/authorizing.ts';
import { idOf, type Spoiler, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';
import type { Asked } from '../../support/iam.ts';

const bucket = (send: (stack: Stack, Bucket: string) => Promise<unknown>) => ({
  value: (stack: Stack) => send(stack, idOf(stack, 'audit-bucket', 'bucket')),
});

const trailOf = ({ rehearsal }: Stack) => rehearsal.account.data.trails[0]!;

export const stopLogging: Spoiler = (stack) =>
  stack.aws.cloudTrail.send(new StopLoggingCommand({ Name: trailOf(stack).name }));

export const spoilers: Spoilers = {
  'audit-bucket-closed': bucket(({ aws }, Bucket) => aws.s3.send(new DeletePublicAccessBlockCommand({ Bucket }))),
  'audit-bucket-lock': bucket(({ aws }, Bucket) =>
    aws.s3.send(
      new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }),
    ),
  ),
  'audit-bucket-policy': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketPolicyCommand({ Bucket }))),
  'audit-bucket-expiry': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketLifecycleCommand({ Bucket }))),
  'audit-trail': {
    // Another bucket that CloudTrail may write to.
    S3BucketName: async (stack) => {
      trailOf(stack).bucket = 'other';
    },
    IsMultiRegionTrail: (stack) =>
      stack.aws.cloudTrail.send(new UpdateTrailCommand({ Name: trailOf(stack).name, IsMultiRegionTrail: false })),
    IncludeGlobalServiceEvents: (stack) =>
      stack.aws.cloudTrail.send(
        new UpdateTrailCommand({
          Name: trailOf(stack).name,
          IsMultiRegionTrail: false,
          IncludeGlobalServiceEvents: false,
        }),
      ),
    LogFileValidationEnabled: (stack) =>
      stack.aws.cloudTrail.send(new UpdateTrailCommand({ Name: trailOf(stack).name, EnableLogFileValidation: false })),
  },
  'audit-logging': { logging: stopLogging },
  'audit-events': {
    events: (stack) =>
      stack.aws.cloudTrail.send(
        new PutEventSelectorsCommand({
          TrailName: trailOf(stack).name,
          EventSelectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }],
        }),
      ),
  },
};

/** A trail, by name; its labels are authorised on their own. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html */
const trailing = ({ input, operation }: Scene): Asked[] => {
  const named: string = input.Name ?? input.TrailName ?? input.ResourceId;
  const resource = named.startsWith('arn:') ? named : arn('cloudtrail', `trail/${named}`);
  return [
    on(`cloudtrail:${operation}`, resource),
    ...(input.TagsList && operation !== 'AddTags' ? [on('cloudtrail:AddTags', resource)] : []),
  ];
};

export const authorizations: Authorizations = {
  'cloudtrail:AddTags': trailing,
  'cloudtrail:CreateTrail': trailing,
  'cloudtrail:DeleteTrail': trailing,
  'cloudtrail:PutEventSelectors': trailing,
  'cloudtrail:StartLogging': trailing,
  'cloudtrail:UpdateTrail': trailing,
};
