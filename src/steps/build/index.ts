import type { Chapter } from '../chapter.ts';
import { build } from '../delivery/questions.ts';
import { script } from './by-hand.ts';
import { buildsPush } from './images.ts';
import { buildLog, buildLogRetention } from './log.ts';
import { rates } from './prices.ts';
import { buildProject } from './project.ts';
import { buildPolicy, buildRole } from './role.ts';

const steps = [buildLog, buildLogRetention, buildRole, buildPolicy, buildsPush, buildProject];

export const buildChapter: Chapter = {
  id: 'build',
  title: { en: 'Build', ko: '빌드' },
  why: {
    en: 'CodeBuild builds your app on a fresh Amazon Linux machine with the processor of your server, so your own computer needs no build tools. You pay for the minutes that a build runs, and for nothing in between.',
    ko: '내 컴퓨터에 빌드 도구가 없어도 되도록, CodeBuild가 서버와 같은 프로세서의 깨끗한 Amazon Linux에서 앱을 빌드합니다. 빌드가 실행되는 시간만큼만 요금을 냅니다.',
  },
  asks: [],
  steps,
  policy: 'own',
  bystanders: (answered) =>
    answered(build) === 'codebuild'
      ? [
          {
            on: 'beside',
            sign: 'build',
            name: { en: 'CodeBuild', ko: 'CodeBuild' },
            details: { en: 'builds the app', ko: '앱 빌드' },
          },
        ]
      : [],
  links: [{ id: 'build', title: { en: 'App builds', ko: '앱 빌드' }, at: 'delivery', steps }],
  rates,
  script,
};
