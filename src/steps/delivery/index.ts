import type { Chapter } from '../chapter.ts';
import { agent } from './agent.ts';
import { appConfig } from './app-config.ts';
import { appSettings } from './app-settings.ts';
import { application } from './application.ts';
import { bucketClosed, bucketTls, bucketExpiry, bucketVersions } from './bucket-settings.ts';
import { bucket } from './bucket.ts';
import { script } from './by-hand.ts';
import { deployPolicy, deployRole } from './deploy-role.ts';
import { deploymentGroup } from './deployment-group.ts';
import { githubPolicy, githubProvider, githubRole } from './github.ts';
import { storage } from './prices.ts';
import { adviseIds, branch, build, delivery, repository, repositoryIds } from './questions.ts';
import { serverReads } from './server-access.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly delivery?: {
      readonly bucket?: string;
      readonly application?: string;
      readonly deploymentGroup?: string;
      /** Where in Parameter Store the settings are that `stepway env` makes. */
      readonly settings?: string;
      /** Where `stepway deploy` has the app built. */
      readonly buildProject?: string;
      /** The role that the repository's workflow assumes. */
      readonly role?: string;
    };
  }
}

const steps = [
  bucket,
  bucketClosed,
  bucketVersions,
  bucketTls,
  bucketExpiry,
  serverReads,
  agent,
  appConfig,
  appSettings,
  deployRole,
  deployPolicy,
  application,
  deploymentGroup,
  githubProvider,
  githubRole,
  githubPolicy,
];

export const deliveryChapter: Chapter = {
  id: 'delivery',
  title: { en: 'Delivery', ko: '배포' },
  why: {
    en: 'New versions of your app go to an S3 bucket, and CodeDeploy brings them to the server. A new version starts beside the one that serves; visitors reach it only once it responds, and one that does not start changes nothing for them. GitHub can deploy on every push, with a token that works for one branch and a few minutes instead of an AWS key.',
    ko: '앱의 새 버전을 버킷에 올리면 CodeDeploy가 서버로 가져옵니다. 새 버전은 실행 중인 버전 옆에서 시작하고, 정상으로 응답한 뒤에야 방문자를 받습니다. 새 버전이 시작되지 않아도 방문자에게는 달라지는 것이 없습니다. 푸시할 때마다 GitHub가 자동으로 배포하게 할 수도 있습니다. 이때는 AWS 키 대신, 지정한 브랜치에서 몇 분만 쓸 수 있는 토큰을 씁니다.',
  },
  asks: [delivery, build, repository, repositoryIds, branch],
  steps,
  policy: 'own',
  links: [{ id: 'delivery', title: { en: 'App delivery', ko: '앱 배포' }, at: 'delivery', steps }],
  bystanders: (answered) =>
    answered(delivery) === undefined || answered(delivery) === 'none'
      ? []
      : [
          {
            on: 'beside',
            sign: 'ship',
            name: { en: 'CodeDeploy', ko: 'CodeDeploy' },
            details: {
              en: `brings new versions to the server${answered(delivery) === 'github' ? ', on every push to GitHub' : ''}`,
              ko: answered(delivery) === 'github' ? 'GitHub에 푸시하면 새 버전을 서버로' : '새 버전을 서버로',
            },
          },
          {
            on: 'beside',
            sign: 'box',
            name: { en: 'S3 bucket', ko: 'S3 버킷' },
            details: { en: 'keeps the versions of the app', ko: '앱의 버전 보관' },
          },
        ],
  shows: ({ delivery }) => [
    { at: 'delivery', what: { en: 'Deployment bucket', ko: '앱 배포용 버킷' }, lines: [delivery?.bucket] },
    {
      at: 'delivery',
      what: { en: 'Role for the GitHub workflow', ko: 'GitHub 워크플로의 역할' },
      lines: [delivery?.role],
    },
  ],
  howTo: ({ delivery }) =>
    delivery
      ? [
          {
            to: 'deploy',
            how: {
              en: '`stepway init` writes the files that a deployment needs, `stepway deploy` puts the project in this folder on the server, and `stepway deploys` lists what was deployed.',
              ko: '`stepway init`으로 배포에 필요한 파일을 만들고, `stepway deploy`로 이 폴더의 프로젝트를 서버에 배포합니다. 배포 기록은 `stepway deploys`로 봅니다.',
            },
          },
        ]
      : [],
  rates: [storage],
  advice: adviseIds,
  script,
};
