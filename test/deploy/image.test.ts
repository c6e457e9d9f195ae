import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { ECRClient } from '@aws-sdk/client-ecr';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { check, look, pack } from '../../src/deploy/bundle.ts';
import { pushImage, type ImageProgress, type Imaging } from '../../src/deploy/image/docker.ts';
import { registryPassword } from '../../src/deploy/image/registry.ts';
import { withoutKnownSecrets } from '../../src/secrets.ts';
import { wallClock } from '../../src/clock.ts';
import { projectOf } from '../init/projects.ts';
import { temporaryFolder } from '../support/folder.ts';
import { troubleOf } from '../support/trouble.ts';
import { initialise } from './support.ts';

const repository = '123456789012.dkr.ecr.us-east-1.amazonaws.com/demo-images';
const digest = `sha256:${'a'.repeat(64)}`;

/** A docker that writes down what it is told, and fails at one command if asked to. */
function world({ failing = 'nothing', buildx = true, digests = ['other@sha256:0', `${repository}@${digest}`] } = {}) {
  const folder = temporaryFolder();
  const log = join(folder, 'log');
  const home = join(folder, 'home');
  mkdirSync(join(home, '.docker'), { recursive: true });
  writeFileSync(join(home, '.docker/config.json'), '{"auths":{"mine":{}}}');
  const script = `#!/bin/bash
echo "$*" >>${log}
echo 'WARNING: Your CPU is slow' >&2
case "$1" in
  ${failing}) echo "ERROR: no such base image"; exit 1 ;;
  buildx) [ "$2" = version ] || [ ${failing} != build ] || { echo "ERROR: no such base image"; exit 1; }; ${buildx} ;;
  context) echo unix:///docker.sock ;;
  push) echo "at $DOCKER_HOST with $(stat -c %a "$DOCKER_CONFIG/config.json") $(cat "$DOCKER_CONFIG/config.json")" >>${log}
    echo "$DOCKER_CONFIG" >${folder}/place ;;
  image) printf '%s\\n' ${digests.join(' ')} ;;
esac
`;
  writeFileSync(join(folder, 'docker'), script);
  chmodSync(join(folder, 'docker'), 0o755);
  const shown: ImageProgress[] = [];
  const imaging: Imaging = {
    folder,
    architecture: 'arm64',
    repository,
    env: { PATH: [folder, process.env['PATH']].join(delimiter), HOME: home },
    password: async () => 'hunter2',
    signal: new AbortController().signal,
    show: (progress) => void shown.push(progress),
  };
  return {
    imaging,
    shown,
    said: () => readFileSync(log, 'utf8').replaceAll(/[0-9a-f]{16}\b/g, 'TAG'),
    place: () => readFileSync(join(folder, 'place'), 'utf8').trim(),
    ownConfig: () => readFileSync(join(home, '.docker/config.json'), 'utf8'),
  };
}

const push = (imaging: Imaging) => pushImage(wallClock(), imaging);

test('an image is built for the processor of the server, pushed, and named by its digest', async () => {
  const { imaging, shown, said, place, ownConfig } = world();
  expect(await push(imaging)).toBe(`${repository}@${digest}`);
  expect(shown).toEqual([
    { is: 'imaging', phase: 'build' },
    { is: 'imaging', phase: 'push' },
  ]);
  const auth = Buffer.from('AWS:hunter2').toString('base64');
  expect(said().split('\n')).toEqual([
    'version --format {{.Server.Version}}',
    'buildx version',
    `buildx build --load --platform linux/arm64 --tag ${repository}:TAG .`,
    'context inspect --format {{.Endpoints.docker.Host}}',
    `push ${repository}:TAG`,
    // In no list of processes, and not among the user's own sign-ins.
    `at unix:///docker.sock with 600 {"auths":{"123456789012.dkr.ecr.us-east-1.amazonaws.com":{"auth":"${auth}"}}}`,
    `image inspect --format {{range .RepoDigests}}{{println .}}{{end}} ${repository}:TAG`,
    `image rm ${repository}:TAG`,
    '',
  ]);
  expect(existsSync(place())).toBe(false);
  expect(ownConfig()).toBe('{"auths":{"mine":{}}}');
});

test('a docker without buildx builds as it always did', async () => {
  const { imaging, said } = world({ buildx: false });
  expect(await push(imaging)).toBe(`${repository}@${digest}`);
  expect(said()).toContain(`\nbuild --platform linux/arm64 --tag ${repository}:TAG .\n`);
});

test('what docker says of a failure is for the screen alone, and the key to the registry goes all the same', async () => {
  const building = world({ failing: 'build' });
  const trouble = await troubleOf(push(building.imaging));
  expect(trouble.what.en).toBe('docker could not build the image.');
  expect(trouble.reached).toEqual({});
  expect(building.shown.at(-1)).toMatchObject({ is: 'image-failed' });
  expect(JSON.stringify(building.shown.at(-1))).toContain('ERROR: no such base image');
  for (const failing of ['push', 'image']) {
    const pushing = world({ failing });
    expect((await troubleOf(push(pushing.imaging))).what.en).toBe('The image could not be pushed to ECR.');
    expect(pushing.shown.at(-1)).toMatchObject({ is: 'image-failed' });
    // Nobody would look for a name that nobody gave.
    expect(pushing.said()).toMatch(/\nimage rm \S+:TAG\n$/);
  }
  const unnamed = await troubleOf(push(world({ digests: ['other@sha256:0'] }).imaging));
  expect(unnamed.what.en).toContain('does not tell the digest');
});

test('Ctrl-C leaves no key to the registry behind, and no name of the image', async () => {
  const stop = new AbortController();
  const { imaging, said } = world();
  const began = readdirSync(tmpdir()).filter((name) => name.startsWith('stepway-image-'));
  const password = async () => {
    setImmediate(() => stop.abort());
    return 'hunter2';
  };
  const trouble = await troubleOf(push({ ...imaging, password, signal: stop.signal }));
  expect(trouble.kind).toBe('interrupted');
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('stepway-image-'))).toEqual(began);
  expect(said()).toMatch(/\nimage rm \S+:TAG\n$/);
});

test('the key to the registry is a secret', async () => {
  const authorizationToken = Buffer.from('AWS:correct-horse-battery').toString('base64');
  const ecr = { send: async () => ({ authorizationData: [{ authorizationToken }] }) } as unknown as ECRClient;
  expect(await registryPassword(ecr)).toBe('correct-horse-battery');
  expect(withoutKnownSecrets(`correct-horse-battery ${authorizationToken}`)).toBe('*** ***');
});

test('without docker, or with one that does not respond, there is another way', async () => {
  const none = { ...world().imaging, env: { PATH: '/nowhere' } };
  expect((await troubleOf(push(none))).what.en).toContain('there is no docker on this machine');
  const off = await troubleOf(push(world({ failing: 'version' }).imaging));
  expect(off.what.en).toContain('does not respond');
  expect(off.todo.en).toContain('`stepway up --build codebuild`');
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

/** A project whose app is an image, as `init` leaves it. */
function imageProject(files: Readonly<Record<string, string>>): string {
  const folder = projectOf({ Dockerfile: 'FROM ruby\nCOPY . .', Gemfile: '', 'app.rb': '', ...files });
  initialise(folder);
  return folder;
}

const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n';
const pathsOf = (kept: readonly { readonly path: string }[]) => kept.map(({ path }) => path).toSorted();

test('secrets that docker would be given are refused before anything is built', async () => {
  const folder = imageProject({
    '.dockerignore': 'log\n',
    '.env': 'A=1',
    'server.pem': key,
    'log/.env': 'A=1',
    '.stepway/shop.json': '{}',
    'node_modules/tls/test.pem': key,
  });
  const found = look(folder);
  expect(pathsOf(found.refused)).toEqual(['.env', '.stepway/', 'server.pem']);
  expect(found.left.map(({ path, why }) => [path, why.en])).toEqual([['log/', 'listed in .dockerignore']]);
  const trouble = await troubleOf(Promise.resolve().then(() => check(folder)));
  expect(trouble.kind).toBe('usage');
  expect(trouble.what.en).toContain('server.pem – a private key; to send it anyway: `!/server.pem`');
  expect(trouble.todo.en).toContain('add its path to .dockerignore');
});

test('a line of .stepwayignore lets a secret into an image, but no line the state of the stacks', () => {
  const folder = imageProject({
    '.dockerignore': '',
    'server.pem': key,
    '.stepway/shop.json': '{}',
    '.stepwayignore': '!/server.pem\n!/.stepway\n!/.stepway/shop.json\n',
  });
  expect(pathsOf(look(folder).refused)).toEqual(['.stepway/']);
  writeFileSync(join(folder, '.dockerignore'), '**\n!**/*.json\n!server.pem\n');
  expect(pathsOf(look(folder).refused)).toEqual(['.stepway/shop.json']);
  writeFileSync(join(folder, '.dockerignore'), '.stepway\n');
  expect(look(folder).refused).toEqual([]);
  expect(look(folder).image).toContain('server.pem');
});

test('the ignore file of the Dockerfile itself decides where there is one, as for docker', () => {
  const folder = imageProject({ '.env': 'A=1', 'Dockerfile.dockerignore': 'app.rb\n' });
  expect(pathsOf(look(folder).refused)).toEqual(['.env']);
  writeFileSync(join(folder, 'Dockerfile.dockerignore'), '*\n!app.rb\n');
  expect(look(folder).image).toEqual(['app.rb']);
});

test('what is asked first says what goes into the image, what beside it, and what with neither', () => {
  const files = {
    '.env': 'A=1',
    '.env.example': 'A=',
    '.git/HEAD': '',
    '.github/x.yml': '',
    'node_modules/a/b.js': '',
  };
  const bare = projectOf({ Dockerfile: 'FROM ruby', 'app.rb': '', '.stepway/shop.json': '{}', ...files });
  const before = look(bare);
  expect(before.image).toEqual(['.env.example', 'Dockerfile', 'app.rb']);
  expect(before.refused).toEqual([]);
  const found = look(imageProject({ '.stepway/shop.json': '{}', ...files }));
  expect(found.image).toEqual(['.dockerignore', '.env.example', 'Dockerfile', 'Gemfile', 'Procfile', 'app.rb']);
  expect(found.files).toEqual(['Procfile', 'appspec.yml', 'deploy/prepare.sh', 'deploy/release.sh', 'deploy/run.sh']);
  expect(pathsOf(found.left)).toEqual(['.env', '.git/', '.github/', '.stepway/', 'node_modules/']);
  expect(found.refused).toEqual([]);
});

test('a .dockerignore of the user’s own stays as it is', () => {
  const folder = imageProject({ '.dockerignore': 'mine\n' });
  expect(readFileSync(join(folder, '.dockerignore'), 'utf8')).toBe('mine\n');
});
