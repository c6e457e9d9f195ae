import { nameOf } from '../../aws/names.ts';
import type { Context } from '../../engine/step.ts';
import { bucket } from '../delivery/bucket.ts';
import { builtKey, sourcesKey } from '../delivery/layout.ts';
import { policyFor, roleFor } from '../roles.ts';
import { logGroupArn } from '../log-group.ts';
import { buildLog } from './log.ts';
import { projectId } from './names.ts';

const projectArn = ({ partition, region, account, stack }: Context) =>
  `arn:${partition}:codebuild:${region}:${account}:project/${nameOf(stack, projectId)}`;

/**
 * What a build runs as: CodeBuild has it for this project only.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export const buildRole = roleFor({
  id: 'build-role',
  title: { en: 'Role of builds (IAM)', ko: '빌드의 역할(IAM)' },
  needs: { log: buildLog },
  asks: {},
  description: (stack) => `What builds of ${stack} may do in AWS`,
  document: (given) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'codebuild.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceArn': projectArn(given) } },
      },
    ],
  }),
});

/**
 * Code that others wrote runs in a build: it reads its sources and writes its bundle and its log, and reaches nothing
 * else, neither the settings of the app nor what was deployed. Without the two of the bucket CodeBuild could not tell
 * whether somebody else has it by now:
 * https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
 */
export const buildPolicy = policyFor({
  id: 'build-policy',
  title: { en: 'Builds read sources and write bundles, nothing else', ko: '빌드에 소스 읽기와 번들 쓰기만 허용' },
  needs: { role: buildRole, bucket, log: buildLog },
  asks: {},
  policyName: 'build',
  document: (given) => {
    const { partition, needs } = given;
    const own = `arn:${partition}:s3:::${needs.bucket.bucket}`;
    const log = logGroupArn(given, needs.log.logGroup);
    return {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: `${own}/${sourcesKey}` },
        { Effect: 'Allow', Action: 's3:PutObject', Resource: `${own}/${builtKey}` },
        { Effect: 'Allow', Action: ['s3:GetBucketAcl', 's3:GetBucketLocation'], Resource: own },
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: [log, `${log}:*`],
        },
      ],
    };
  },
});
