import { imageFile } from '../steps/delivery/layout.ts';
import { titled, type Phase } from './recipe.ts';
import type { Architecture } from './server.ts';

/** A record of how it was built would make an index of the image, whose parts ECR counts one by one. */
export const withoutRecord = { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };

/** Builds the image of a project, as `built`: lines of bash. */
export const buildImage = (architecture: Architecture): readonly string[] => [
  ...Object.entries(withoutRecord).map(([name, value]) => `export ${name}=${value}`),
  `docker build --platform linux/${architecture} --tag built .`,
];

/**
 * Pushes it to the repository in `IMAGES`, and leaves for the bundle what it has of it: its digest, which no tag can be
 * moved from.
 *
 * @param tag as bash has it in double quotes; no tag is used twice.
 */
export const pushImage = (tag: string): readonly string[] => [
  `image="$IMAGES:${tag}"`,
  'docker tag built "$image"',
  'aws ecr get-login-password | docker login --username AWS --password-stdin "${IMAGES%%/*}"',
  'docker push --quiet "$image"',
  `docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$image" | grep "^$IMAGES@" >${imageFile}`,
];

/** What CodeBuild does for an app that is an image. Its machines have docker, where they are privileged. */
export const imagePhases = (repository: string, architecture: Architecture): readonly Phase[] => [
  titled('build', ...buildImage(architecture)),
  // The last part of a build's id is not used twice.
  titled('push', `IMAGES=${repository}`, ...pushImage('${CODEBUILD_BUILD_ID##*:}')),
];
