import {
  BatchGetBuildsCommand,
  ListBuildsForProjectCommand,
  StartBuildCommand,
  type Build,
  type CodeBuildClient,
} from '@aws-sdk/client-codebuild';
import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { said } from '../../aws/replies.ts';
import { builtKey } from '../../steps/delivery/layout.ts';
import type { Location } from '../deployments.ts';

/** A variable of each build, which says for what deployment it is: CodeBuild shows no token. */
const label = 'STEPWAY_DEPLOYMENT';

export const isOver = ({ buildStatus }: Build): boolean => buildStatus !== undefined && buildStatus !== 'IN_PROGRESS';

const descriptionOf = ({ environment }: Build) =>
  environment?.environmentVariables?.find(({ name }) => name === label)?.value;

interface Start {
  readonly project: string;
  readonly sources: Location;
  readonly buildspec: string;
  /** What the deployment will be described with. */
  readonly description: string;
  /** With the same one CodeBuild starts no second build, for five minutes. */
  readonly token: string;
}

export async function startBuild(
  codeBuild: CodeBuildClient,
  { project, sources, buildspec, description, token }: Start,
): Promise<Build> {
  const { build } = await codeBuild.send(
    new StartBuildCommand({
      projectName: project,
      sourceVersion: sources.version,
      buildspecOverride: buildspec,
      environmentVariablesOverride: [{ name: label, value: description, type: 'PLAINTEXT' }],
      idempotencyToken: token,
    }),
  );
  return said({ build }, 'build');
}

export async function lookAtBuild(codeBuild: CodeBuildClient, id: string): Promise<Build | undefined> {
  return (await codeBuild.send(new BatchGetBuildsCommand({ ids: [id] }))).builds?.[0];
}

/** As many as AWS tells of in one call. */
const batch = 100;

/** The builds of a project, the newest first. */
async function recentBuilds(codeBuild: CodeBuildClient, projectName: string): Promise<Build[]> {
  const { ids = [] } = await codeBuild.send(new ListBuildsForProjectCommand({ projectName, sortOrder: 'DESCENDING' }));
  if (ids.length === 0) return [];
  const { builds = [] } = await codeBuild.send(new BatchGetBuildsCommand({ ids: ids.slice(0, batch) }));
  return builds.toSorted((a, b) => (b.startTime?.getTime() ?? 0) - (a.startTime?.getTime() ?? 0));
}

/** The build that was started for a deployment. */
export const buildFor = async (
  codeBuild: CodeBuildClient,
  project: string,
  description: string,
): Promise<Build | undefined> =>
  (await recentBuilds(codeBuild, project)).find((one) => descriptionOf(one) === description);

export const runningBuild = async (codeBuild: CodeBuildClient, project: string): Promise<Build | undefined> =>
  (await recentBuilds(codeBuild, project)).find((one) => !isOver(one));

/** Milliseconds: S3 counts in seconds, and the clocks of two services are never quite the same. */
const slack = 5000;

/**
 * Where the bundle of a build is that went well. CodeBuild does not say which version of the object it made; one build
 * runs at a time, and the next one needs longer than that to come so far.
 */
export async function madeBy(s3: S3Client, bucket: string, { endTime }: Build): Promise<Location | undefined> {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: builtKey }));
  const latest = (endTime?.getTime() ?? 0) + slack;
  const found = Versions.filter(
    ({ Key, LastModified }) => Key === builtKey && (LastModified?.getTime() ?? 0) <= latest,
  );
  const [newest] = found.toSorted((a, b) => (b.LastModified?.getTime() ?? 0) - (a.LastModified?.getTime() ?? 0));
  return newest?.VersionId === undefined ? undefined : { key: builtKey, version: newest.VersionId };
}
