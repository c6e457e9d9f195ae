import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { UpdateProjectCommand, type UpdateProjectCommandInput } from '@aws-sdk/client-codebuild';
import type { BuildProject } from '../../../src/rehearsal/codebuild/data.ts';
import { arn, on, passed, type Authorizations, type Scene } from '../../support/authorizing.ts';
import type { Asked } from '../../support/iam.ts';
import { here, idOf, policySpoilers, roleSpoilers, type Spoiler, type Spoilers } from '../../support/spoiling.ts';

/** As somebody in the console would change the project. */
const updated =
  (change: Partial<UpdateProjectCommandInput>): Spoiler =>
  (stack) =>
    stack.aws.codeBuild.send(new UpdateProjectCommand({ name: 'demo-build-project', ...change }));

/** What goes together with something else, changed alone. */
const altered =
  (change: (project: BuildProject) => unknown): Spoiler =>
  async (stack) => {
    change(here(stack).buildProjects[0]!);
  };

export const spoilers: Spoilers = {
  'build-log-retention': {
    days: ({ aws }) =>
      aws.logs.send(
        new PutRetentionPolicyCommand({ logGroupName: '/aws/codebuild/demo-build-project', retentionInDays: 3653 }),
      ),
  },
  'build-role': roleSpoilers('build-role'),
  'build-policy': policySpoilers('build-policy'),
  'build-project': {
    serviceRole: altered((project) => (project.roleArn = 'arn:aws:iam::123456789012:role/other')),
    sources: (stack) =>
      updated({
        source: {
          ...here(stack).buildProjects[0]!.source,
          location: `${idOf(stack, 'delivery-bucket', 'bucket')}/other.zip`,
        },
      })(stack),
    buildspec: altered(({ source }) => (source.buildspec = 'buildspec.yml')),
    artifacts: altered(({ artifacts }) => (artifacts.encryptionDisabled = false)),
    environmentType: altered(({ environment }) => (environment.type = 'ARM_CONTAINER')),
    image: altered(({ environment }) => (environment.image = 'aws/codebuild/standard:7.0')),
    computeType: altered(({ environment }) => (environment.computeType = 'BUILD_GENERAL1_2XLARGE')),
    privilegedMode: altered(({ environment }) => (environment.privilegedMode = true)),
    cache: updated({ cache: { type: 'NO_CACHE' } }),
    logGroup: updated({ logsConfig: { cloudWatchLogs: { status: 'DISABLED' } } }),
    timeout: updated({ timeoutInMinutes: 480 }),
    queuedTimeout: updated({ queuedTimeoutInMinutes: 480 }),
    concurrentBuildLimit: updated({ concurrentBuildLimit: 20 }),
  },
};

/** A project, by name; its role is passed with it. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html */
const building = ({ input, operation }: Scene): Asked[] => {
  const name: string = input.name ?? input.projectName ?? input.ids?.[0]?.replace(/:.*$/, '');
  return [
    on(`codebuild:${operation}`, arn('codebuild', `project/${name}`)),
    ...(input.serviceRole ? [passed(input.serviceRole.replace(/^.*:role\//, ''), 'codebuild.amazonaws.com')] : []),
  ];
};

/** A log group, by name or ARN. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
const logging = ({ input, operation }: Scene): Asked[] => {
  const group: string = input.resourceArn ?? arn('logs', `log-group:${input.logGroupName}`);
  const resource = input.logStreamName ? `${group}:log-stream:${input.logStreamName}` : group;
  return [
    on(`logs:${operation}`, resource),
    ...(operation === 'CreateLogGroup' && input.tags ? [on('logs:TagResource', resource)] : []),
  ];
};

export const authorizations: Authorizations = {
  'codebuild:BatchGetBuilds': building,
  'codebuild:CreateProject': building,
  'codebuild:DeleteProject': building,
  'codebuild:ListBuildsForProject': building,
  'codebuild:StartBuild': building,
  'codebuild:UpdateProject': building,
  'logs:CreateLogGroup': logging,
  'logs:DeleteLogGroup': logging,
  'logs:DescribeLogStreams': logging,
  'logs:FilterLogEvents': logging,
  'logs:GetLogEvents': logging,
  'logs:ListTagsForResource': logging,
  'logs:PutRetentionPolicy': logging,
  'logs:TagResource': logging,
};
