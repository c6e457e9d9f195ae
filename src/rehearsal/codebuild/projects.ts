import type { CreateProjectCommandInput, Project, Tag } from '@aws-sdk/client-codebuild';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Call, Operations } from '../service.ts';
import { tagged, tagList, type Tags } from '../tags.ts';
import type { BuildProject } from './data.ts';

const arnOf = (name: string, { region }: Call) => `arn:aws:codebuild:${region}:${accountId}:project/${name}`;

const invalid = (message: string): never => refuse('InvalidInputException', message);

export const projectNamed = (call: Call, wanted: string | undefined): BuildProject =>
  call.here.buildProjects.find(({ name }) => name === wanted) ??
  refuse('ResourceNotFoundException', `Project cannot be found: ${arnOf(wanted ?? '', call)}`);

/**
 * CodeBuild has to have heard of the role, and to be trusted by it for this project:
 * https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html#troubleshooting-assume-role
 */
function checkRole(arn: string, project: string, call: Call): string {
  const role = call.account.roles.find(({ path, name }) => arn === `arn:aws:iam::${accountId}:role${path}${name}`);
  const isKnown = role && role.createdAt + call.after('iam visible') - call.now <= call.now;
  const isTrusted =
    role?.trust.includes('codebuild.amazonaws.com') &&
    (!role.trust.includes('aws:SourceArn') || role.trust.includes(`"${arnOf(project, call)}"`));
  if (!isKnown || !isTrusted) invalid(`CodeBuild is not authorized to perform: sts:AssumeRole on ${arn}`);
  return arn;
}

/** Kinds of machines, and what the name of an image of AWS's says that it is for. */
const kinds = { LINUX_CONTAINER: 'x86_64', ARM_CONTAINER: 'aarch64' } as const;

function checkEnvironment({ type, image = '' }: { type?: string | undefined; image?: string | undefined }): void {
  if (type !== 'LINUX_CONTAINER' && type !== 'ARM_CONTAINER') return invalid(`Invalid type provided: ${type}`);
  const named = /^aws\/codebuild\/amazonlinux-(x86_64|aarch64)-standard:\d+\.\d+$/.exec(image)?.[1];
  // What AWS says of an image for another processor is not documented; a build could not start on it.
  if (named !== kinds[type]) invalid(`The image ${image} cannot be used with ${type}`);
}

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html */
function checkMinutes(value: number, least: number, most: number, what: string): number {
  if (value < least || value > most) invalid(`Invalid ${what}: must be between ${least} and ${most} minutes`);
  return value;
}

/** Seen in new accounts: https://github.com/aws-samples/aws-gateway-load-balancer-suricata-ids-ips-nsm/issues/12 */
function checkLimit(limit: number, { scenario }: Call): number {
  const { builds } = scenario;
  if (limit > builds)
    invalid(`Project-level concurrent build limit cannot exceed the account-level concurrent build limit of ${builds}`);
  return limit;
}

/** In small letters, unlike those of other services. */
const asTags = (tags: readonly Tag[] = []): Tags => tagged(tags.map(({ key, value }) => ({ Key: key, Value: value })));

type Settings = Partial<CreateProjectCommandInput>;

/** What the settings, where they say something, make of a project. */
function set(project: BuildProject, input: Settings, call: Call): BuildProject {
  if (input.source?.type === 'S3' && !/^[a-z0-9.-]+\/.+/.test(input.source.location ?? ''))
    invalid('Invalid project source: location must be a valid S3 source');
  if (input.artifacts?.type === 'S3' && !input.artifacts.location)
    invalid('Invalid artifacts: location is required for artifact type S3');
  if (input.environment) checkEnvironment(input.environment);
  return Object.assign(project, {
    ...(input.description !== undefined && { description: input.description }),
    ...(input.source && { source: input.source }),
    ...(input.artifacts && { artifacts: input.artifacts }),
    ...(input.environment && { environment: input.environment }),
    ...(input.serviceRole && { roleArn: checkRole(input.serviceRole, project.name, call) }),
    ...(input.cache && { cache: input.cache }),
    ...(input.logsConfig && { logs: input.logsConfig }),
    ...(input.timeoutInMinutes && { timeout: checkMinutes(input.timeoutInMinutes, 5, 2160, 'timeout') }),
    ...(input.queuedTimeoutInMinutes && {
      queuedTimeout: checkMinutes(input.queuedTimeoutInMinutes, 5, 480, 'queued timeout'),
    }),
    ...(input.concurrentBuildLimit && { atOnce: checkLimit(input.concurrentBuildLimit, call) }),
    // All of them are written anew.
    ...(input.tags && { tags: asTags(input.tags) }),
    changedAt: call.now,
  });
}

const show = (project: BuildProject, call: Call): Project => ({
  name: project.name,
  arn: arnOf(project.name, call),
  ...(project.description !== undefined && { description: project.description }),
  source: { insecureSsl: false, ...project.source },
  artifacts: { encryptionDisabled: false, ...project.artifacts },
  environment: { environmentVariables: [], privilegedMode: false, ...project.environment },
  serviceRole: project.roleArn,
  cache: project.cache,
  logsConfig: { s3Logs: { status: 'DISABLED', encryptionDisabled: false }, ...project.logs },
  timeoutInMinutes: project.timeout,
  queuedTimeoutInMinutes: project.queuedTimeout,
  ...(project.atOnce !== undefined && { concurrentBuildLimit: project.atOnce }),
  encryptionKey: `arn:aws:kms:${call.region}:${accountId}:alias/aws/s3`,
  created: new Date(project.createdAt),
  lastModified: new Date(project.changedAt),
  badge: { badgeEnabled: false },
  tags: tagList(project.tags).map(({ Key, Value }) => ({ key: Key, value: Value })),
});

/** Where builds run, and how. */
export const projects = {
  CreateProject(input, call) {
    const { name = '', source, artifacts, environment, serviceRole } = input;
    if (!/^[A-Za-z0-9][A-Za-z0-9\-_]{1,149}$/.test(name)) invalid(`Invalid project name: ${name}`);
    if (call.here.buildProjects.some((one) => one.name === name))
      refuse('ResourceAlreadyExistsException', `Project already exists: ${arnOf(name, call)}`);
    if (!source || !artifacts || !environment || !serviceRole) return invalid('Invalid project');
    const project: BuildProject = {
      name,
      source,
      artifacts,
      environment,
      roleArn: serviceRole,
      cache: { type: 'NO_CACHE' },
      logs: { cloudWatchLogs: { status: 'ENABLED' } },
      timeout: 60,
      queuedTimeout: 480,
      createdAt: call.now,
      changedAt: call.now,
      tags: {},
    };
    call.here.buildProjects.push(set(project, input, call));
    return { project: show(project, call) };
  },

  BatchGetProjects({ names = [] }, call) {
    const there = new Map(call.here.buildProjects.map((project) => [project.name, project]));
    return {
      projects: names.flatMap((name) => {
        const found = there.get(name);
        return found ? [show(found, call)] : [];
      }),
      projectsNotFound: names.filter((name) => !there.has(name)),
    };
  },

  UpdateProject(input, call) {
    return { project: show(set(projectNamed(call, input.name), input, call), call) };
  },

  // What is not there is as good as deleted; its builds go with it.
  DeleteProject({ name }, { here }) {
    here.buildProjects = here.buildProjects.filter((one) => one.name !== name);
    here.builds = here.builds.filter(({ project }) => project !== name);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-codebuild')>;
