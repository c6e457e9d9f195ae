import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { pack } from '../../src/deploy/bundle.ts';
import { pushImage, type Imaging } from '../../src/deploy/image/docker.ts';
import { projectOf } from '../init/projects.ts';
import { temporaryFolder } from '../support/folder.ts';
import { troubleOf } from '../support/trouble.ts';
import { initialise } from './support.ts';

const repository = '123456789012.dkr.ecr.us-east-1.amazonaws.com/demo-images';
const digest = `sha256:${'a'.repeat(64)}`;

/** A docker that writes down what it is told, and fails at one command if asked to. */
function world(failing = 'nothing') {
  const folder = temporaryFolder();
  const log = join(folder, 'log');
  const script = `#!/bin/bash
echo "$*" >>${log}
[ "$1" != login ] || sed 's/^/in: /' >>${log}
[ "$1" != ${failing} ] || { echo "ERROR: no such base image"; exit 1; }
[ "$1" != image ] || echo '["other@sha256:0","${repository}@${digest}"]'
`;
  writeFileSync(join(folder, 'docker'), script);
  chmodSync(join(folder, 'docker'), 0o755);
  const phases: string[] = [];
  const imaging: Imaging = {
    folder: '/project',
    architecture: 'arm64',
    repository,
    env: { PATH: [folder, process.env['PATH']].join(delimiter) },
    password: async () => 'hunter2',
    signal: new AbortController().signal,
    show: (phase) => void phases.push(phase),
  };
  return { imaging, phases, said: () => readFileSync(log, 'utf8').replaceAll(/[0-9a-f]{16}\b/g, 'TAG') };
}

test('an image is built for the processor of the server, pushed, and named by its digest', async () => {
  const { imaging, phases, said } = world();
  expect(await pushImage(imaging)).toBe(`${repository}@${digest}`);
  expect(phases).toEqual(['build', 'push']);
  expect(said().split('\n')).toEqual([
    'version --format {{.Server.Version}}',
    `build --platform linux/arm64 --tag ${repository}:TAG /project`,
    'login --username AWS --password-stdin 123456789012.dkr.ecr.us-east-1.amazonaws.com',
    // In no list of processes.
    'in: hunter2',
    `push ${repository}:TAG`,
    'logout 123456789012.dkr.ecr.us-east-1.amazonaws.com',
    `image inspect --format {{json .RepoDigests}} ${repository}:TAG`,
    `image rm ${repository}:TAG`,
    '',
  ]);
});

test('what docker says of a failure is shown, and the sign-in ends all the same', async () => {
  const building = world('build');
  const trouble = await troubleOf(pushImage(building.imaging));
  expect(trouble.what.en).toBe('docker could not build the image.');
  expect(trouble.reached).toEqual({ lines: ['ERROR: no such base image'] });
  const pushing = world('push');
  expect((await troubleOf(pushImage(pushing.imaging))).kind).toBe('aws');
  expect(pushing.said()).toContain('logout');
});

test('without docker, or with one that does not respond, there is another way', async () => {
  const none = { ...world().imaging, env: { PATH: '/nowhere' } };
  expect((await troubleOf(pushImage(none))).what.en).toContain('there is no docker on this machine');
  const off = await troubleOf(pushImage(world('version').imaging));
  expect(off.what.en).toContain('does not respond');
  expect(off.todo.en).toContain('--delivery github --docker');
});

test('the bundle of an image has what runs it, and none of the sources', () => {
  const folder = projectOf({ Dockerfile: 'FROM ruby', Gemfile: '', 'config/master.key': 'secret', 'app.rb': '' });
  initialise(folder);
  const before = pack(folder);
  expect(before.imageOf).toBe(folder);
  expect(before.paths.toSorted()).toEqual([
    'Procfile',
    'appspec.yml',
    'deploy/prepare.sh',
    'deploy/release.sh',
    'deploy/run.sh',
  ]);
  const after = pack(folder, { image: `${repository}@${digest}` });
  expect(after.imageOf).toBeUndefined();
  expect(Buffer.from(unzipSync(after.bytes)['deploy/image']!).toString()).toBe(`${repository}@${digest}\n`);
});
