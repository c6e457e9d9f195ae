import type { Phase } from '../build/recipe.ts';
import type { ToBuild } from '../deploy/here/building.ts';
import { oneLine } from '../plain.ts';
import { joined, verbatim, type Words } from '../words.ts';
import type { Screen } from './screen.ts';

/** What a phase does to the project, in a few words. */
function doing({ id, commands }: Phase): Words {
  if (id === 'pack') return { en: 'packs its dependencies', ko: '의존성 묶기' };
  if (id === 'push') return { en: 'pushes the image to ECR', ko: '이미지를 ECR에 올리기' };
  const last = (commands.at(-1) ?? '').replace(/^\((.*)\)$/, '$1');
  return verbatim(`\`${oneLine(last.replaceAll(/ --no-(audit|fund)\b/g, ''))}\``);
}

/** In a sentence, what is built before anything is sent, where, and how to do without. */
export function sayBuild({ paragraph }: Screen, { phases }: ToBuild): void {
  const does = joined(', ', ...phases.map(doing));
  paragraph({
    en: `Before it is sent, the app is built for the server, on this machine in a copy of what git has of the folder: ${does.en}. \`--no-build\` deploys the folder as it is.`,
    ko: `보내기 전에, git에 있는 파일의 사본으로 이 컴퓨터에서 서버용으로 빌드합니다: ${does.ko}. 폴더를 그대로 배포하려면 \`--no-build\`를 쓰세요.`,
  });
}

/** What a list of the files does not show, since it is made only when they are deployed. */
export function sayAdded({ paragraph }: Screen, { phases }: ToBuild): void {
  paragraph(
    phases.some(({ id }) => id === 'pack')
      ? {
          en: 'The build adds its output and the packed dependencies to this list.',
          ko: '이 목록에 빌드 결과와 묶은 의존성이 추가됩니다.',
        }
      : { en: 'The build adds its output to this list.', ko: '이 목록에 빌드 결과가 추가됩니다.' },
  );
}

/** The same as `sayBuild` where it is built on AWS. */
export function sayBuiltOnAws({ paragraph }: Screen, { phases }: Pick<ToBuild, 'phases'>): void {
  const isImage = phases.some(({ id }) => id === 'push');
  const without: Words = isImage
    ? { en: 'has docker on this machine build it', ko: '이 컴퓨터의 docker로 빌드하려면' }
    : { en: 'deploys the folder as it is', ko: '폴더를 그대로 배포하려면' };
  const does = joined(', ', ...phases.filter(({ id }) => id !== 'clean').map(doing));
  paragraph({
    en: `What git has of the folder is sent to AWS, and built for the server by CodeBuild: ${does.en}. \`--no-build\` ${without.en}.`,
    ko: `git에 있는 파일을 AWS로 보내 CodeBuild가 서버용으로 빌드합니다: ${does.ko}. ${without.ko} \`--no-build\`를 쓰세요.`,
  });
}

export const phaseNames: Readonly<Record<Phase['id'], Words>> = {
  install: { en: 'Dependencies installed', ko: '의존성 설치' },
  build: { en: 'Built', ko: '빌드' },
  pack: { en: 'Dependencies packed for the server', ko: '서버용 의존성 묶기' },
  push: { en: 'Image pushed', ko: '이미지 올리기' },
  clean: { en: 'Cleaned up', ko: '정리' },
};

export const underWay: Readonly<Record<Phase['id'], Words>> = {
  install: { en: 'Building: installing dependencies…', ko: '빌드 중: 의존성 설치…' },
  build: { en: 'Building…', ko: '빌드 중…' },
  pack: { en: 'Building: packing dependencies for the server…', ko: '빌드 중: 서버용 의존성 묶기…' },
  push: { en: 'Building: pushing the image…', ko: '빌드 중: 이미지 올리기…' },
  clean: { en: 'Building: cleaning up…', ko: '빌드 중: 정리…' },
};
