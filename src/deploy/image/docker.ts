import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import type { Architecture } from '../../build/server.ts';
import { interrupted, Trouble } from '../../errors.ts';
import type { Words } from '../../words.ts';

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
  show(phase: 'build' | 'push'): void;
}

interface Ended {
  /** Undefined when the program is not there. */
  readonly code: number | undefined;
  readonly said: string;
}

/** Characters: enough for the last lines. */
const most = 64 * 1024;

/** Runs docker's client to its end; what is told to it as `input` is in no list of processes. */
const docker = ({ env, signal }: Imaging, args: readonly string[], input = ''): Promise<Ended> =>
  new Promise((resolve, reject) => {
    // A record of how it was built would make an index of the image, whose parts ECR counts one by one.
    const child = spawn('docker', args, { env: { ...env, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' }, signal });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => (said = (said + part).slice(-most)));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => {
      if (signal.aborted) reject(interrupted());
      else resolve({ code: undefined, said: error.message });
    });
    child.on('close', (code) => resolve({ code: code ?? 1, said }));
  });

/**
 * Builds the image of a project with the docker of this machine, and pushes it: `REPOSITORY@sha256:…`.
 *
 * @throws Trouble `usage` without docker, or when the image cannot be built; `aws` when it cannot be pushed.
 */
export async function pushImage(imaging: Imaging): Promise<string> {
  const { folder, architecture, repository, show } = imaging;
  const there = await docker(imaging, ['version', '--format', '{{.Server.Version}}']);
  if (there.code !== 0) throw withoutDocker(there);
  // No tag is used twice: what a version runs is named by its digest.
  const image = `${repository}:${randomBytes(8).toString('hex')}`;
  show('build');
  const built = await docker(imaging, ['build', '--platform', `linux/${architecture}`, '--tag', image, folder]);
  if (built.code !== 0) throw failed('usage', notBuilt, built);
  show('push');
  const registry = repository.replace(/\/.*$/, '');
  const login = ['login', '--username', 'AWS', '--password-stdin', registry];
  const known = await docker(imaging, login, `${await imaging.password()}\n`);
  if (known.code !== 0) throw failed('aws', notPushed, known);
  try {
    const pushed = await docker(imaging, ['push', image]);
    if (pushed.code !== 0) throw failed('aws', notPushed, pushed);
  } finally {
    await docker(imaging, ['logout', registry]);
  }
  const { said } = await docker(imaging, ['image', 'inspect', '--format', '{{json .RepoDigests}}', image]);
  const digest = (JSON.parse(said) as string[]).find((one) => one.startsWith(`${repository}@sha256:`));
  if (digest === undefined) throw failed('aws', notPushed, { code: 1, said });
  // The layers stay for the next build; the name is not needed any more.
  await docker(imaging, ['image', 'rm', image]);
  return digest;
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

const failed = (kind: 'usage' | 'aws', [what, todo]: readonly [Words, Words], { said }: Ended) =>
  new Trouble(kind, what, todo, { reached: { lines: said.trimEnd().split('\n').slice(-20) } });

const withoutDocker = ({ code }: Ended) =>
  new Trouble(
    'usage',
    code === undefined
      ? {
          en: 'This app is deployed as an image, and there is no docker on this machine to build it.',
          ko: '이미지로 배포하는 앱인데, 이 컴퓨터에 이미지를 빌드할 docker가 없습니다.',
        }
      : {
          en: 'This app is deployed as an image, and docker on this machine does not respond.',
          ko: '이미지로 배포하는 앱인데, 이 컴퓨터의 docker가 응답하지 않습니다.',
        },
    {
      en: 'Install and start Docker (Docker Desktop, Colima, docker-ce), or push to GitHub: with `stepway up --delivery github --docker` its workflow builds the image.',
      ko: 'Docker(Docker Desktop, Colima, docker-ce)를 설치하고 실행하세요. 아니면 `stepway up --delivery github --docker`로 GitHub에서 빌드할 수 있습니다.',
    },
  );
