import type { Build as BuildShown, StartBuildCommandInput } from '@aws-sdk/client-codebuild';
import { refuse } from '../errors.ts';
import { accountId, uuid } from '../ids.ts';
import { page } from '../pages.ts';
import type { Call, Operations } from '../service.ts';
import { courseOf, statusOf } from './course.ts';
import type { Build, BuildProject } from './data.ts';
import { projectNamed } from './projects.ts';

/** For how long a token is remembered: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html */
const remembered = 5 * 60 * 1000;

/** The build that was started with the token of a request before; with another request it is refused. */
function repeated({ idempotencyToken, ...input }: StartBuildCommandInput, call: Call): Build | undefined {
  const found = call.here.builds.find(
    ({ token, phases }) =>
      token !== undefined && token === idempotencyToken && call.now - (phases[0]?.from ?? 0) < remembered,
  );
  if (found && found.input !== JSON.stringify(input))
    refuse('InvalidInputException', 'The idempotency token was used with other parameters');
  return found;
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/builds-working.html */
function checkLimits({ name, atOnce = Infinity }: BuildProject, call: Call): void {
  const running = call.here.builds.filter((build) => statusOf(build, call.now) === 'IN_PROGRESS');
  const { builds } = call.scenario;
  // Six times: as many as may run, and five times that in the queue.
  if (builds === 0 || running.length >= builds * 6)
    refuse('AccountLimitExceededException', `Cannot have more than ${builds} builds in queue for the account`);
  if (running.filter(({ project }) => project === name).length >= atOnce)
    refuse('AccountLimitExceededException', `Cannot have more than ${atOnce} active builds for the project`);
}

function show(build: Build, call: Call): BuildShown {
  const begun = build.phases.filter(({ from }) => from <= call.now);
  const status = statusOf(build, call.now);
  const isOver = status !== 'IN_PROGRESS';
  const end = build.phases.at(-1)?.to ?? call.now;
  const over = isOver ? [{ phaseType: 'COMPLETED' as const, startTime: new Date(end) }] : [];
  const stream = build.id.replace(/^.*:/, '');
  return {
    id: build.id,
    arn: `arn:aws:codebuild:${call.region}:${accountId}:build/${build.id}`,
    buildNumber: build.number,
    projectName: build.project,
    startTime: new Date(build.phases[0]?.from ?? call.now),
    ...(isOver && { endTime: new Date(end) }),
    currentPhase: isOver ? 'COMPLETED' : (begun.at(-1)?.type ?? 'SUBMITTED'),
    buildStatus: status,
    buildComplete: isOver,
    ...(build.sourceVersion !== undefined && { sourceVersion: build.sourceVersion }),
    environment: { ...projectNamed(call, build.project).environment, environmentVariables: build.variables },
    phases: [
      ...begun.map(({ type, from, to, failure }) => ({
        phaseType: type,
        startTime: new Date(from),
        ...(to <= call.now && {
          endTime: new Date(to),
          durationInSeconds: Math.round((to - from) / 1000),
          phaseStatus: failure ? ('FAILED' as const) : ('SUCCEEDED' as const),
          contexts: [{ statusCode: failure?.code ?? '', message: failure?.message ?? '' }],
        }),
      })),
      ...over,
    ],
    ...(build.artifact && {
      artifacts: { location: `arn:aws:s3:::${build.artifact.bucket}/${build.artifact.key}`, encryptionDisabled: true },
    }),
    ...(build.logGroup !== undefined && { logs: { groupName: build.logGroup, streamName: stream } }),
  };
}

/** What is built. */
export const builds = {
  StartBuild(input, call) {
    const project = projectNamed(call, input.projectName);
    const before = repeated(input, call);
    if (before) return { build: show(before, call) };
    checkLimits(project, call);
    const { idempotencyToken, ...rest } = input;
    const source = { ...project.source, ...(input.buildspecOverride && { buildspec: input.buildspecOverride }) };
    const [bucket = '', ...key] = (source.location ?? '').split('/');
    const build: Build = {
      id: `${project.name}:${uuid(`build ${call.seed()}`)}`,
      project: project.name,
      number: call.here.builds.filter((one) => one.project === project.name).length + 1,
      ...(idempotencyToken && { token: idempotencyToken }),
      input: JSON.stringify(rest),
      ...(input.sourceVersion && { sourceVersion: input.sourceVersion }),
      variables: input.environmentVariablesOverride ?? [],
      ...(project.logs.cloudWatchLogs?.groupName && { logGroup: project.logs.cloudWatchLogs.groupName }),
      ...courseOf(project, { bucket, key: key.join('/'), version: input.sourceVersion }, source.buildspec ?? '', call),
    };
    call.here.builds.push(build);
    return { build: show(build, call) };
  },

  BatchGetBuilds: ({ ids = [] }, call) => ({
    builds: call.here.builds.filter(({ id }) => ids.includes(id)).map((one) => show(one, call)),
    buildsNotFound: ids.filter((wanted) => !call.here.builds.some(({ id }) => id === wanted)),
  }),

  // The newest first.
  ListBuildsForProject({ projectName, sortOrder, nextToken }, call) {
    const { name } = projectNamed(call, projectName);
    const ids = call.here.builds.filter(({ project }) => project === name).map(({ id }) => id);
    const { items, next } = page(sortOrder === 'ASCENDING' ? ids : ids.toReversed(), 100, nextToken);
    return { ids: items, nextToken: next };
  },
} satisfies Operations<typeof import('@aws-sdk/client-codebuild')>;
