import {
  BatchGetProjectsCommand,
  CreateProjectCommand,
  DeleteProjectCommand,
  UpdateProjectCommand,
  type CacheMode,
  type CodeBuildClient,
  type Project,
} from '@aws-sdk/client-codebuild';
import { carries, markList, strangerOf, tagList, type Tag } from '../../aws/tags.ts';
import { architectureOf, type Architecture } from '../../build/server.ts';
import { defineStep, gone, there, type Context, type Given, type Settings, type WantedBy } from '../../engine/step.ts';
import { allow, later, passRole, reads } from '../../permissions/allow.ts';
import { monthly } from '../../prices/prices.ts';
import { bucket } from '../delivery/bucket.ts';
import { bucketVersions } from '../delivery/bucket-settings.ts';
import { buildPrefix, builtName, sourcesKey } from '../delivery/layout.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { docker } from '../images/questions.ts';
import { instanceType } from '../server/questions.ts';
import { buildLog, buildLogRetention } from './log.ts';
import { projectId } from './names.ts';
import { building } from './prices.ts';
import { buildPolicy, buildRole } from './role.ts';

/**
 * Amazon Linux 2023, as the server, by its processor:
 * https://docs.aws.amazon.com/codebuild/latest/userguide/ec2-compute-images.html
 */
const machines: Readonly<
  Record<Architecture, { readonly type: 'LINUX_CONTAINER' | 'ARM_CONTAINER'; readonly image: string }>
> = {
  amd64: { type: 'LINUX_CONTAINER', image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0' },
  arm64: { type: 'ARM_CONTAINER', image: 'aws/codebuild/amazonlinux-aarch64-standard:3.0' },
};

/** `stepway deploy` brings the commands along: so a project never lags behind the app. */
const buildspec = `version: 0.2
phases:
  build:
    commands:
      - echo 'Start builds with stepway deploy.' >&2
      - exit 1
`;

const needs = {
  bucket,
  versions: bucketVersions,
  role: buildRole,
  policy: buildPolicy,
  log: buildLog,
  retention: buildLogRetention,
};
const asks = { docker, type: instanceType };
type Surroundings = Given<typeof needs, typeof asks>;

const settings = {
  serviceRole: { title: { en: 'role', ko: '역할' }, wanted: ({ needs }: Surroundings) => needs.role.roleArn },
  sources: {
    title: { en: 'sources', ko: '소스' },
    wanted: ({ needs }: Surroundings) => `${needs.bucket.bucket}/${sourcesKey}`,
  },
  buildspec: { title: { en: 'buildspec', ko: 'buildspec' }, wanted: buildspec },
  // Encrypted by the bucket, like all that is in it: by itself CodeBuild would use a key of KMS.
  artifacts: {
    title: { en: 'artifacts', ko: '아티팩트' },
    wanted: ({ needs }: Surroundings) => ({
      type: 'S3',
      location: needs.bucket.bucket,
      path: buildPrefix.replace(/\/$/, ''),
      namespaceType: 'NONE',
      name: builtName,
      packaging: 'ZIP',
      encryptionDisabled: true,
    }),
  },
  environmentType: {
    title: { en: 'processor', ko: '프로세서' },
    wanted: ({ answers }: Surroundings) => machines[architectureOf(answers.type)].type,
  },
  image: {
    title: { en: 'image', ko: '이미지' },
    wanted: ({ answers }: Surroundings) => machines[architectureOf(answers.type)].image,
  },
  computeType: { title: { en: 'size', ko: '크기' }, wanted: 'BUILD_GENERAL1_SMALL' },
  // Docker on a build's machine needs it, and nothing else does.
  privilegedMode: {
    title: { en: 'privileged mode', ko: '특권 모드' },
    wanted: ({ answers }: Surroundings) => answers.docker,
  },
  // Nothing is kept in it that a build needs, and it costs nothing.
  cache: { title: { en: 'cache', ko: '캐시' }, wanted: 'LOCAL_CUSTOM_CACHE' },
  logGroup: { title: { en: 'log', ko: '로그' }, wanted: ({ needs }: Surroundings) => needs.log.logGroup },
  // What hangs ends, and costs no more than this.
  timeout: { title: { en: 'timeout in minutes', ko: '제한 시간(분)' }, wanted: 30 },
  queuedTimeout: { title: { en: 'minutes in the queue', ko: '대기 제한 시간(분)' }, wanted: 30 },
  // Two at a time would take turns in what is deployed.
  concurrentBuildLimit: { title: { en: 'builds at a time', ko: '동시 빌드 수' }, wanted: 1 },
} as const satisfies Settings<Surroundings>;

/** In CodeBuild's own shape. */
const asSent = (wanted: WantedBy<typeof settings>) => ({
  serviceRole: wanted.serviceRole,
  source: { type: 'S3' as const, location: wanted.sources, buildspec: wanted.buildspec },
  artifacts: {
    ...wanted.artifacts,
    type: 'S3' as const,
    namespaceType: 'NONE' as const,
    packaging: 'ZIP' as const,
  },
  environment: {
    type: wanted.environmentType,
    image: wanted.image,
    computeType: wanted.computeType,
    privilegedMode: wanted.privilegedMode,
    imagePullCredentialsType: 'CODEBUILD' as const,
  },
  cache: { type: 'LOCAL' as const, modes: [wanted.cache] satisfies CacheMode[] },
  logsConfig: { cloudWatchLogs: { status: 'ENABLED' as const, groupName: wanted.logGroup } },
  timeoutInMinutes: wanted.timeout,
  queuedTimeoutInMinutes: wanted.queuedTimeout,
  concurrentBuildLimit: wanted.concurrentBuildLimit,
});

/** What is compared, from its own shape. */
function asRead({ source, artifacts, environment, cache, logsConfig, ...project }: Project) {
  const { type, location, path, namespaceType, name, packaging, encryptionDisabled = false } = artifacts ?? {};
  const log = logsConfig?.cloudWatchLogs;
  return {
    serviceRole: project.serviceRole,
    sources: source?.type === 'S3' ? source.location : undefined,
    buildspec: source?.buildspec,
    artifacts: { type, location, path, namespaceType, name, packaging, encryptionDisabled },
    environmentType: environment?.type,
    image: environment?.image,
    computeType: environment?.computeType,
    privilegedMode: environment?.privilegedMode ?? false,
    cache: cache?.type === 'LOCAL' ? cache.modes?.join() : cache?.type,
    logGroup: log?.status === 'ENABLED' ? log.groupName : log?.status,
    timeout: project.timeoutInMinutes,
    queuedTimeout: project.queuedTimeoutInMinutes,
    concurrentBuildLimit: project.concurrentBuildLimit,
  };
}

/** CodeBuild writes the fields of its tags in small letters. */
const asLabels = (tags: readonly { readonly Key: string; readonly Value: string }[]) =>
  tags.map(({ Key, Value }) => ({ key: Key, value: Value }));

const tagsOf = ({ tags = [] }: Project): Tag[] => tags.map(({ key, value }) => ({ Key: key, Value: value }));

/** They are written as a whole: what others put there stays. */
async function putTags({ codeBuild, tags }: Context, project: Project): Promise<void> {
  const ours = asLabels(markList(tags));
  const others = (project.tags ?? []).filter(({ key }) => !ours.some((one) => one.key === key));
  await codeBuild.send(new UpdateProjectCommand({ name: project.name, tags: [...others, ...ours] }));
}

async function projectNamed(codeBuild: CodeBuildClient, name: string): Promise<Project | undefined> {
  return (await codeBuild.send(new BatchGetProjectsCommand({ names: [name] }))).projects?.[0];
}

const ofProject = allow('Projects of builds, by name.', `arn:*:codebuild:*:*:project/*-${projectId}`);
const ofLog = allow('The log of a build.', `arn:*:logs:*:*:log-group:/aws/codebuild/*-${projectId}:log-stream:*`);

/** What `stepway deploy` does, besides what every delivery may do in the bucket: it starts a build, and looks what came of it. */
const deploying = [
  ofProject('codebuild:BatchGetBuilds', 'codebuild:ListBuildsForProject', 'codebuild:StartBuild'),
  ofLog('logs:GetLogEvents'),
];

/** Minutes: two builds a day. The first ones of each month are free, and go on being so after the first year. */
const [usualMinutes, freeMinutes] = [120, 100];

/** Where builds run. What a build does comes with it: `stepway deploy` starts them. */
export const buildProject = defineStep({
  id: projectId,
  title: { en: 'Build project (CodeBuild)', ko: '빌드 프로젝트(CodeBuild)' },
  needs,
  asks,
  allows: [
    reads('codebuild:BatchGetProjects'),
    ofProject('codebuild:CreateProject'),
    passRole(buildRole.id, 'codebuild.amazonaws.com'),
    later(ofProject('codebuild:DeleteProject', 'codebuild:UpdateProject')),
    ...deploying,
  ],
  follows: { live: ['bucket', 'role', 'log', 'type', 'docker'], initial: ['versions', 'policy', 'retention'] },

  settings,

  async find(given) {
    const { codeBuild, name } = given;
    const found = await projectNamed(codeBuild, name);
    if (!found) return undefined;
    if (!carries(tagsOf(found), given)) throw strangerOf({ en: 'CodeBuild project', ko: 'CodeBuild 프로젝트' }, name);
    return { project: name };
  },

  async create({ codeBuild, name, stack, tags, wanted }) {
    await codeBuild.send(
      new CreateProjectCommand({
        name,
        description: `Builds the app of ${stack}`,
        ...asSent(wanted),
        tags: asLabels(tagList(tags)),
      }),
    );
    return { project: name };
  },

  async check(context, handle) {
    const found = await projectNamed(context.codeBuild, handle.project);
    if (!found) return gone;
    const tags = tagsOf(found);
    if (whoseIs({ tags }, handle, context) === 'theirs') return nameTaken;
    return there({ tags: { are: tags, restore: () => putTags(context, found) }, settings: asRead(found) });
  },

  async change({ codeBuild, wanted }, { project }) {
    await codeBuild.send(new UpdateProjectCommand({ name: project, ...asSent(wanted) }));
  },

  // With it go its builds; what they said is in the log.
  async delete(context, handle) {
    const { project } = handle;
    const found = await projectNamed(context.codeBuild, project);
    return deleteOurs(found && { tags: tagsOf(found) }, handle, context, async () => {
      await context.codeBuild.send(new DeleteProjectCommand({ name: project }));
    });
  },

  says: {
    price: ({ type }) => [
      monthly(
        {
          en: `Builds, about ${usualMinutes} minutes, of which ${freeMinutes} are free`,
          ko: `빌드 약 ${usualMinutes}분(${freeMinutes}분 무료)`,
        },
        building(architectureOf(type)),
        usualMinutes - freeMinutes,
      ),
    ],
    outputs: ({ project }) => ({ delivery: { buildProject: project } }),
  },
});
