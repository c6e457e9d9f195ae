import { parseDocument } from 'yaml';
import { createHash } from 'node:crypto';
import { lowers } from '../ids.ts';
import type { Latency } from '../latencies.ts';
import { objectAt } from '../s3/shared.ts';
import type { Call, Moment } from '../service.ts';
import type { Build, BuildPhase, BuildProject } from './data.ts';

/** https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html */
const course: readonly (readonly [type: BuildPhase['type'], takes: Latency | undefined])[] = [
  ['SUBMITTED', undefined],
  ['QUEUED', 'build queued'],
  ['PROVISIONING', 'build machine ready'],
  ['DOWNLOAD_SOURCE', 'build sources fetched'],
  ['INSTALL', 'build installed'],
  ['PRE_BUILD', undefined],
  ['BUILD', 'build built'],
  ['POST_BUILD', 'build packed'],
  ['UPLOAD_ARTIFACTS', 'build artifact sent'],
  ['FINALIZING', 'build artifact sent'],
];

/** The inline policies of a project's role, as one text. */
const allowedTo = ({ roleArn }: BuildProject, { account }: Call): string =>
  Object.values(account.roles.find(({ name }) => roleArn.endsWith(`/${name}`))?.inline ?? {}).join('\n');

const denied = (action: string) => ({ code: 'CLIENT_ERROR', message: `Access denied: ${action}` });

/** https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html */
const noDocker = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';

interface Sources {
  readonly bucket: string;
  readonly key: string;
  readonly version: string | undefined;
}

/** What goes wrong by itself, and in which phase: in the words that CodeBuild is known for, where they are known. */
function failureOf(
  project: BuildProject,
  { bucket, key, version }: Sources,
  buildspec: string,
  call: Call,
): Pick<BuildPhase, 'type' | 'failure'> | undefined {
  const may = allowedTo(project, call);
  const at = (type: BuildPhase['type'], code: string, message: string) => ({ type, failure: { code, message } });
  if (!may.includes('logs:CreateLogStream'))
    return at(
      'QUEUED',
      'ACCESS_DENIED',
      `Service role ${project.roleArn} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams`,
    );
  if (!may.includes(`:s3:::${bucket}/${key}`)) return { type: 'DOWNLOAD_SOURCE', failure: denied('s3:GetObject') };
  if (!objectAt(call, { bucket, key, version }))
    return at('DOWNLOAD_SOURCE', 'CLIENT_ERROR', 'NoSuchKey: The specified key does not exist.');
  const spec = parseDocument(buildspec);
  const { version: of, phases } = (spec.errors.length === 0 ? (spec.toJS() as Record<string, unknown>) : null) ?? {};
  if (!of || !phases) return at('DOWNLOAD_SOURCE', 'YAML_FILE_ERROR', 'wrong number of container tags, expected 1');
  if (buildspec.includes('docker build') && !project.environment.privilegedMode)
    return at('BUILD', 'COMMAND_EXECUTION_ERROR', noDocker);
  if (buildspec.includes('docker push') && !may.includes('ecr:PutImage'))
    return { type: 'POST_BUILD', failure: denied('ecr:InitiateLayerUpload') };
  const { path = '', name = '' } = project.artifacts;
  if (!may.includes(`${[path, name].filter(Boolean).join('/')}"`))
    return { type: 'UPLOAD_ARTIFACTS', failure: denied('s3:PutObject') };
  return undefined;
}

/** Says in advance how a build goes, as CodeBuild would find out. Its commands are not run: the scenario decides. */
export function courseOf(
  project: BuildProject,
  sources: Sources,
  buildspec: string,
  call: Call,
): Pick<Build, 'phases' | 'lines' | 'artifact'> {
  const { buildFails } = call.scenario;
  const own = failureOf(project, sources, buildspec, call);
  const failed =
    own ??
    (buildFails && {
      type: buildFails.at,
      failure: {
        code: 'COMMAND_EXECUTION_ERROR',
        message: `Error while executing command: ${buildFails.command}. Reason: exit status ${buildFails.status}`,
      },
    });
  const phases: BuildPhase[] = [];
  let from = call.now;
  for (const [type, takes] of course) {
    const to = from + (takes ? call.after(takes) - call.now : 0);
    phases.push({ type, from, to, ...(failed?.type === type && { failure: failed.failure }) });
    from = to;
    if (failed?.type === type) break;
  }
  const uploaded = phases.find(({ type, failure }) => type === 'UPLOAD_ARTIFACTS' && !failure);
  const { location = '', path, name = '' } = project.artifacts;
  const size = objectAt(call, sources)?.size ?? 0;
  return {
    phases,
    lines: own || !buildFails ? [] : [...buildFails.lines],
    ...(uploaded && {
      artifact: { bucket: location, key: [path, name].filter(Boolean).join('/'), size, at: uploaded.to },
    }),
  };
}

/** What a build has come to. */
export function statusOf({ phases }: Build, now: number): 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' {
  const last = phases.at(-1);
  if (!last || last.to > now) return 'IN_PROGRESS';
  return last.failure ? 'FAILED' : 'SUCCEEDED';
}

/** What a build has said so far. */
export function linesOf(build: Build, now: number): { at: number; text: string }[] {
  return build.phases.flatMap(({ type, from, to, failure }) => {
    const said = (at: number, text: string) => (at <= now ? [{ at, text }] : []);
    if (!['INSTALL', 'PRE_BUILD', 'BUILD', 'POST_BUILD', 'UPLOAD_ARTIFACTS'].includes(type)) return [];
    return [
      ...said(from, `[Container] ${timeOf(from)} Entering phase ${type}`),
      ...(failure ? build.lines.flatMap((line) => said(to, line)) : []),
      ...said(to, `[Container] ${timeOf(to)} Phase complete: ${type} State: ${failure ? 'FAILED' : 'SUCCEEDED'}`),
      ...said(
        to,
        `[Container] ${timeOf(to)} Phase context status code: ${failure?.code ?? ''} Message: ${failure?.message ?? ''}`,
      ),
    ];
  });
}

/** 2026/11/26 19:11:22.123000 */
const timeOf = (at: number) =>
  `${new Date(at).toISOString().replaceAll('-', '/').replace('T', ' ').replace('Z', '')}000`;

/** Puts the bundles of builds that have come so far into their bucket. */
export function sendArtifacts({ now, account, here }: Moment): void {
  for (const { id, artifact } of here.builds) {
    if (!artifact || artifact.done || artifact.at > now) continue;
    artifact.done = true;
    const bucket = account.buckets.find(({ name, goneAt }) => name === artifact.bucket && goneAt === undefined);
    bucket?.versions.push({
      key: artifact.key,
      id: bucket.versioning === 'Enabled' ? lowers(`built ${id}`, 32) : 'null',
      at: artifact.at,
      etag: `"${createHash('md5').update(id).digest('hex')}"`,
      size: artifact.size,
      type: 'application/zip',
    });
  }
}
