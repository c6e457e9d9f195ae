import { repair, type Cause } from './cause.ts';

/** What CodeBuild says of a build, and what is so on its machines only. */
export const ofCodeBuild: readonly Cause<string>[] = [
  {
    text: /Cannot allocate memory|exit status 137|OutOfMemoryError|signal: killed|^Killed$/im,
    cause: {
      en: 'The build ran out of memory: its machine has 4 GB.',
      ko: '빌드에 메모리가 부족했습니다. 빌드 머신의 메모리는 4GB입니다.',
    },
    fix: {
      en: 'Build on this machine instead: `stepway up --build here`, then `stepway deploy`.',
      ko: '이 컴퓨터에서 빌드하세요. `stepway up --build here`를 실행한 뒤 `stepway deploy`를 실행하세요.',
    },
  },
  {
    text: /No space left on device|ENOSPC/,
    cause: { en: 'The disk of the build machine is full.', ko: '빌드 머신의 디스크가 가득 찼습니다.' },
    fix: {
      en: 'Leave large files out with .stepwayignore, or build on this machine: `stepway up --build here`.',
      ko: '큰 파일을 .stepwayignore로 빼거나, `stepway up --build here`로 이 컴퓨터에서 빌드하세요.',
    },
  },
  {
    // Docker Hub counts by address, and many accounts build behind the same ones: https://docs.docker.com/docker-hub/usage/
    text: /toomanyrequests/i,
    cause: {
      en: 'Docker Hub lets builds on AWS, all together, pull so many images and no more.',
      ko: 'Docker Hub가 AWS의 빌드 머신에서 이미지를 더 받지 못하게 했습니다. 여러 계정의 빌드를 한데 묶어 제한합니다.',
    },
    fix: {
      en: "Take the base image from Amazon's copy, `FROM public.ecr.aws/docker/library/node:24` in place of `FROM node:24`, and deploy again.",
      ko: '베이스 이미지를 Amazon의 사본에서 받으세요. `FROM node:24` 대신 `FROM public.ecr.aws/docker/library/node:24`로 고치고 다시 배포하면 됩니다.',
    },
  },
  {
    text: /Cannot connect to the Docker daemon/,
    cause: {
      en: 'The build machine has no docker: its privileged mode is off.',
      ko: '특권 모드가 꺼져 있어 빌드 머신에서 docker를 쓸 수 없습니다.',
    },
    fix: repair,
  },
  {
    text: /failed to (compute|calculate) .*: not found|COPY failed: file not found|failed to read dockerfile|Cannot locate Dockerfile/i,
    cause: {
      en: 'The Dockerfile takes a file that is not there: only what git has of the folder is sent, less what .dockerignore lists.',
      ko: 'Dockerfile이 쓰는 파일이 없습니다. git에 있는 파일 중 .dockerignore에 없는 것만 보냅니다.',
    },
    fix: {
      en: 'Have the Dockerfile make it, or take its path out of .gitignore and .dockerignore; `stepway deploy --list` shows what is sent.',
      ko: 'Dockerfile에서 만들게 하거나, .gitignore와 .dockerignore에서 그 경로를 빼세요. 보내는 파일은 `stepway deploy --list`로 볼 수 있습니다.',
    },
  },
  {
    text: /cp: cannot stat/,
    cause: {
      en: 'The build does not make something that appspec.yml deploys.',
      ko: 'appspec.yml에 있는 것을 빌드가 만들지 않았습니다.',
    },
    fix: {
      en: 'Correct the path in appspec.yml, or run `stepway init` to write it anew.',
      ko: 'appspec.yml의 경로를 고치거나 `stepway init`으로 다시 만드세요.',
    },
  },
  {
    code: 'YAML_FILE_ERROR',
    cause: {
      en: 'CodeBuild does not offer the version of the language that the project asks for.',
      ko: '프로젝트가 요구하는 언어 버전이 CodeBuild에 없습니다.',
    },
    fix: {
      en: 'Ask for another version in the project, run `stepway init`, and deploy again.',
      ko: '프로젝트에서 다른 버전을 지정하고 `stepway init`을 실행한 뒤 다시 배포하세요.',
    },
  },
  {
    code: 'TIMED_OUT',
    cause: { en: 'It took longer than 30 minutes.', ko: '30분이 넘게 걸렸습니다.' },
    fix: {
      en: 'Look in the lines above what it waits for; long builds run on this machine: `stepway up --build here`.',
      ko: '위의 출력에서 무엇을 기다리는지 확인하세요. 오래 걸리는 빌드는 `stepway up --build here`로 이 컴퓨터에서 하세요.',
    },
  },
  {
    code: 'STOPPED',
    cause: { en: 'Somebody stopped it.', ko: '누군가 빌드를 중지했습니다.' },
    fix: { en: 'Deploy again to start a new one.', ko: '다시 배포하면 새로 빌드합니다.' },
  },
  {
    text: /AccessDenied|Access denied|does not allow AWS CodeBuild|is not authorized to perform/i,
    cause: { en: 'The role of builds lacks a right.', ko: '빌드의 역할에 권한이 부족합니다.' },
    fix: repair,
  },
];
