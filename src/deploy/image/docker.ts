import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutRecord } from '../../build/image.ts';
import type { Architecture } from '../../build/server.ts';
import type { Clock } from '../../clock.ts';
import { interrupted, Trouble } from '../../errors.ts';
import type { Words } from '../../words.ts';
import { lastLines } from '../last-lines.ts';
import { ask, type Program } from '../processes.ts';
import { makeScratch } from '../scratch.ts';
import { ownEnvironment } from '../try/environment.ts';

export type ImageProgress =
  | { readonly is: 'imaging'; readonly phase: 'build' | 'push' }
  | {
      readonly is: 'image-failed';
      /** What docker said last. It may hold secrets: for the screen alone. */
      readonly lines: readonly string[];
    };

/** What is made of a project's Dockerfile. */
export interface Imaging {
  /** The project's. */
  readonly folder: string;
  readonly architecture: Architecture;
  /** `REGISTRY/NAME`, to which it is pushed. */
  readonly repository: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** To the registry, for some hours. */
  password(): Promise<string>;
  readonly signal: AbortSignal;
  show(progress: ImageProgress): void;
}

/**
 * Builds the image of a project with the docker of this machine, and pushes it: `REPOSITORY@sha256:…`. The key to the
 * registry is where only these commands look for it, for as long as they run: docker's own sign-ins stay as they are.
 *
 * @throws Trouble `usage` without docker, or when the image cannot be built; `aws` when it cannot be pushed;
 *   `interrupted` when the user wants to stop.
 */
export async function pushImage(clock: Clock, imaging: Imaging): Promise<string> {
  const { folder, architecture, repository, signal, show } = imaging;
  if (signal.aborted) throw interrupted();
  const env = { ...ownEnvironment(imaging.env), ...withoutRecord };
  // No tag is used twice: what a version runs is named by its digest.
  const image = `${repository}:${randomBytes(8).toString('hex')}`;
  let isBuilt = false;
  const scratch = makeScratch(clock, signal, 'image', () => undefined);
  const docker = async (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Program> => {
    const program = scratch.start('docker', args, { cwd: folder, env: { ...env, ...more } });
    await program.ended;
    if (signal.aborted) throw interrupted();
    return program;
  };
  const must = async (program: Promise<Program>, kind: 'usage' | 'aws', [what, todo]: readonly [Words, Words]) => {
    const ended = await program;
    if (ended.exit() === 0) return ended;
    show({ is: 'image-failed', lines: lastLines(ended.said()) });
    throw new Trouble(kind, what, todo);
  };
  try {
    const there = await docker(['version', '--format', '{{.Server.Version}}']);
    if (there.exit() !== 0) throw withoutDocker(there);
    show({ is: 'imaging', phase: 'build' });
    // A builder in a container of its own keeps what it built, unless it is told; the one before buildx knows no such flag.
    const hasBuildx = (await docker(['buildx', 'version'])).exit() === 0;
    const build = hasBuildx ? ['buildx', 'build', '--load'] : ['build'];
    const args = [...build, '--platform', `linux/${architecture}`, '--tag', image, '.'];
    await must(docker(args), 'usage', notBuilt);
    isBuilt = true;
    show({ is: 'imaging', phase: 'push' });
    // Where docker is that the user has chosen, which is written beside the user's sign-ins.
    const place = await docker(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
    const host = place.exit() === 0 ? { DOCKER_HOST: place.told().trim() } : {};
    signIn(scratch.top, repository, await imaging.password());
    await must(docker(['push', image], { ...host, DOCKER_CONFIG: scratch.top }), 'aws', notPushed);
    const names = docker(['image', 'inspect', '--format', '{{range .RepoDigests}}{{println .}}{{end}}', image]);
    const known = (await must(names, 'aws', notPushed)).told().split('\n');
    const digest = known.map((line) => line.trim()).find((line) => line.startsWith(`${repository}@sha256:`));
    if (digest === undefined) throw new Trouble('aws', ...notNamed);
    return digest;
  } catch (error) {
    if (signal.aborted) throw interrupted();
    throw error;
  } finally {
    await scratch.close();
    // The layers stay for the next build; the name is not needed any more, whatever became of the push.
    if (isBuilt) await ask(clock, 'docker', ['image', 'rm', image], { cwd: folder, env });
  }
}

/**
 * As docker keeps it. `docker login` would put it into the keychain of the system where there is one:
 * https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
function signIn(folder: string, repository: string, password: string): void {
  const auth = Buffer.from(`AWS:${password}`).toString('base64');
  const registry = repository.replace(/\/.*$/, '');
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [registry]: { auth } } }), { mode: 0o600 });
}

const notBuilt: readonly [Words, Words] = [
  { en: 'docker could not build the image.', ko: 'docker로 이미지를 빌드하지 못했습니다.' },
  {
    en: 'Fix what its last lines name; `docker build .` shows them all. Nothing was sent.',
    ko: '마지막 줄에 나온 문제를 고치세요. `docker build .`로 전체를 볼 수 있습니다. 아무것도 보내지 않았습니다.',
  },
];

const notPushed: readonly [Words, Words] = [
  { en: 'The image could not be pushed to ECR.', ko: '이미지를 ECR에 올리지 못했습니다.' },
  {
    en: 'Read the last lines of docker, then deploy again: what was pushed already is kept.',
    ko: 'docker가 남긴 마지막 줄을 확인한 뒤 다시 배포하세요. 이미 올린 부분은 다시 올리지 않습니다.',
  },
];

const notNamed: readonly [Words, Words] = [
  {
    en: 'docker does not tell the digest of the image that it pushed to ECR.',
    ko: 'docker가 ECR에 올린 이미지의 다이제스트를 알려 주지 않습니다.',
  },
  {
    en: 'Update docker on this machine, then deploy again.',
    ko: '이 컴퓨터의 docker를 업데이트한 뒤 다시 배포하세요.',
  },
];

const withoutDocker = (there: Program) =>
  new Trouble(
    'usage',
    there.group === undefined
      ? {
          en: 'This app is deployed as an image, and there is no docker on this machine to build it.',
          ko: '이미지로 배포하는 앱인데, 이 컴퓨터에 이미지를 빌드할 docker가 없습니다.',
        }
      : {
          en: 'This app is deployed as an image, and docker on this machine does not respond.',
          ko: '이미지로 배포하는 앱인데, 이 컴퓨터의 docker가 응답하지 않습니다.',
        },
    {
      en: 'Install and start Docker (Docker Desktop, Colima, docker-ce), or have it built elsewhere: on AWS after `stepway up --build codebuild`, or by GitHub’s workflow after `stepway up --delivery github`.',
      ko: 'Docker(Docker Desktop, Colima, docker-ce)를 설치하고 실행하세요. 아니면 `stepway up --build codebuild`로 AWS에서, `stepway up --delivery github`로 GitHub에서 빌드하게 할 수 있습니다.',
    },
  );
