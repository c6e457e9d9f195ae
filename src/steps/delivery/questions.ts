import { select, text, Unsuitable } from '../../questions/question.ts';
import type { Chapter } from '../chapter.ts';
import { anyIds, trustedIds } from './github-subjects.ts';

export const delivery = select({
  key: 'delivery',
  title: { en: 'Deployment', ko: '배포 방법' },
  placeholder: 'local|github|none',
  message: {
    en: 'How do you want to deploy your app?',
    ko: '앱의 새 버전을 어떻게 배포할까요?',
  },
  help: {
    en: 'Deploy from this machine, also from GitHub Actions, or on your own.',
    ko: '이 컴퓨터에서 배포할지, GitHub Actions에서도 배포할지, 다른 방법으로 직접 배포할지 정합니다.',
  },
  choices: [
    {
      value: 'local',
      name: {
        en: 'From this machine: one command bundles the folder and deploys it',
        ko: '이 컴퓨터에서: 명령 하나로 폴더를 묶어 서버에 올립니다',
      },
    },
    {
      value: 'github',
      name: {
        en: 'Also from GitHub Actions: every push to a branch deploys, without AWS keys in GitHub',
        ko: 'GitHub Actions에서도: 푸시하면 자동으로 배포합니다(AWS 키는 두지 않음)',
      },
    },
    {
      value: 'none',
      name: { en: 'Not with stepway: I deploy it myself', ko: '사용 안 함: 다른 방법으로 직접 배포합니다' },
    },
  ],
  // Scripts that do not set this keep what they got before the choice existed.
  fallback: () => 'none',
  suggestion: 'local',
});

export const build = select({
  key: 'build',
  title: { en: 'Build', ko: '빌드 위치' },
  placeholder: 'here|codebuild',
  message: { en: 'Where is your app built?', ko: '앱을 어디에서 빌드할까요?' },
  help: {
    en: 'Where `stepway deploy` has the app built: here on this machine, or on AWS (codebuild).',
    ko: '`stepway deploy`가 앱을 빌드하는 곳입니다. here는 이 컴퓨터, codebuild는 AWS입니다.',
  },
  choices: [
    { value: 'here', name: { en: 'On this machine', ko: '이 컴퓨터에서' } },
    {
      value: 'codebuild',
      name: {
        en: 'On AWS, with CodeBuild: this machine needs no build tools',
        ko: 'AWS에서(CodeBuild): 이 컴퓨터에 빌드 도구가 없어도 됩니다',
      },
    },
  ],
  fallback: (_, answered) => (answered(delivery) === 'none' ? undefined : 'here'),
  unasked: true,
  when: (answered) => answered(delivery) !== 'none',
});

/** What GitHub allows in the names of owners and repositories. */
const isRepository = (raw: string) =>
  /^[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}\/[\w.-]{1,100}$/.test(raw) && !/\/\.{1,2}$|\.git$/.test(raw);

export const repository = text({
  key: 'repository',
  title: { en: 'GitHub repository', ko: 'GitHub 저장소' },
  placeholder: 'OWNER/REPO',
  message: {
    en: 'Your GitHub repository (owner/repo, case-sensitive)',
    ko: 'GitHub 저장소(owner/repo, 대소문자까지 GitHub에 보이는 그대로)',
  },
  help: {
    en: 'The only GitHub repository whose workflow can deploy; case-sensitive.',
    ko: '이 GitHub 저장소의 워크플로만 배포할 수 있습니다. 대소문자까지 GitHub에 보이는 그대로 적으세요.',
  },
  example: 'octocat/hello-world',
  when: (answered) => answered(delivery) === 'github',
  read(raw) {
    if (isRepository(raw)) return raw;
    throw new Unsuitable({
      en: 'must be OWNER/REPO, such as octocat/hello-world',
      ko: 'GitHub의 OWNER/REPO 형식이어야 합니다. 예: octocat/hello-world',
    });
  },
});

export const repositoryIds = text({
  key: 'repository-ids',
  title: { en: "Repository's ids", ko: '저장소 ID' },
  placeholder: 'OWNER-ID/REPO-ID|auto|any',
  message: { en: "GitHub's ids of the repository", ko: 'GitHub 저장소의 ID' },
  help: {
    en: 'GitHub’s ids of owner and repository, so that nobody who gets the name later can deploy; auto asks GitHub.',
    ko: 'GitHub 소유자와 저장소의 ID입니다. 나중에 같은 이름을 얻은 사람이 배포하지 못하게 합니다. auto는 GitHub에 물어봅니다.',
  },
  fallback: (_, answered) => (answered(delivery) === 'github' ? 'auto' : undefined),
  suchAs: [anyIds, '583231/1296269'],
  unasked: true,
  when: (answered) => answered(delivery) === 'github',
  read(raw) {
    if (raw === 'auto' || raw === anyIds || /^[1-9]\d{0,14}\/[1-9]\d{0,14}$/.test(raw)) return raw;
    throw new Unsuitable({
      en: 'must be auto, any, or two numbers such as 583231/1296269 (`gh api repos/OWNER/REPO --jq \'"\\(.owner.id)/\\(.id)"\'`)',
      ko: 'auto, any 또는 583231/1296269 같은 두 숫자여야 합니다(`gh api repos/OWNER/REPO --jq \'"\\(.owner.id)/\\(.id)"\'`)',
    });
  },
  // What the role trusts already stays, whether GitHub can be asked today or not.
  async resolve(value, { aws, answered, handleOf, repositoryIds: ask }) {
    if (value !== 'auto' || answered(delivery) !== 'github') return value;
    const name = answered(repository) ?? '';
    const known = await trustedIds(aws.iam, handleOf('github-role'), name);
    if (known !== undefined) return known;
    const found = await ask(name);
    return found ? `${found.owner}/${found.repository}` : anyIds;
  },
});

/** What to say where the role trusts the name alone, since GitHub did not tell the ids. */
export const adviseIds: NonNullable<Chapter['advice']> = async ({ aws, answered, handleOf }) => {
  const name = answered(repository);
  if (answered(delivery) !== 'github' || answered(repositoryIds) !== 'auto' || name === undefined) return undefined;
  if ((await trustedIds(aws.iam, handleOf('github-role'), name)) !== undefined) return undefined;
  return {
    en: `GitHub does not tell the ids of ${name} without a sign-in, so the role trusts its name. Sign in with \`gh auth login\` and run \`stepway up\` again: it then trusts this repository only, also if somebody else gets the name.`,
    ko: `로그인하지 않으면 ${name} 저장소의 ID를 알 수 없어, 역할이 저장소를 이름으로만 확인합니다. \`gh auth login\`으로 로그인하고 \`stepway up\`을 다시 실행하면, 나중에 다른 사람이 같은 이름을 얻어도 배포하지 못합니다.`,
  };
};

export const branch = text({
  key: 'branch',
  title: { en: 'Branch', ko: '브랜치' },
  placeholder: 'BRANCH',
  message: { en: 'Branch to deploy from', ko: '배포할 브랜치' },
  help: {
    en: 'The only branch whose workflow can deploy; the default is main.',
    ko: '이 브랜치의 워크플로만 배포할 수 있습니다. 지정하지 않으면 main입니다.',
  },
  fallback: (_, answered) => (answered(delivery) === 'github' ? 'main' : undefined),
  suchAs: ['main', 'master'],
  when: (answered) => answered(delivery) === 'github',
  read(raw) {
    const full = /^refs\/heads\/(.+)/.exec(raw);
    if (full?.[1] !== undefined)
      throw new Unsuitable({
        en: `must be the branch's name alone: ${full[1]}`,
        ko: `refs/heads/를 뺀 브랜치 이름이어야 합니다: ${full[1]}`,
      });
    if (raw.startsWith('refs/'))
      throw new Unsuitable({
        en: 'must be a branch, such as main: pushes to it deploy, and tags do not',
        ko: '태그가 아니라 브랜치여야 합니다. 그 브랜치에 푸시하면 배포됩니다. 예: main',
      });
    // No *, ? or $ either: in a trust policy they would match more than this branch.
    if (/^[A-Za-z0-9][\w./-]{0,199}$/.test(raw) && !/\.\.|\/\/|\/\.|\.lock(\/|$)|[./]$/.test(raw)) return raw;
    throw new Unsuitable({
      en: 'must be a branch name of letters, digits and . _ - / such as main',
      ko: '영문자, 숫자, 기호(. _ - /)로 된 브랜치 이름이어야 합니다. 예: main',
    });
  },
});
