import type { Topic } from '../../../guide/topic.ts';

export const githubOidc: Topic = {
  id: 'github-oidc',
  title: { en: 'GitHub Actions without stored keys (OIDC)', ko: '키 없는 GitHub Actions(OIDC)' },
  summary: { en: 'how a workflow gets temporary keys from AWS', ko: '워크플로가 AWS의 임시 키를 받는 방법' },
  words: ['github', 'github actions', 'oidc', 'openid', 'workflow', 'ci', '깃허브', '깃헙', '깃허브 액션', '워크플로'],
  about: ['repository', 'repository-ids', 'branch', 'github-provider', 'github-role', 'github-policy'],
  see: ['roles', 'ci-cd', 'codedeploy', 'users'],
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html'],
  text: {
    en: `
Many people store an AWS access key in GitHub secrets. It never expires, and anyone who can change the workflow can read it. With OIDC there is no stored key at all:

  1. the workflow runs; GitHub signs a token "this is me/shop, branch main"
  2. AWS checks the signature and whether a role trusts that token
  3. the workflow gets keys that last an hour

You need an identity provider in IAM (token.actions.githubusercontent.com, one per account) and a role whose trust policy names your repository:

  "token.actions.githubusercontent.com:sub":
      "repo:me/shop:ref:refs/heads/main"

Never leave out the repository or replace it with \`*\`: then every repository on GitHub could assume the role. Repositories created since July 15, 2026 include their IDs (repo:me@123/shop@456:…). In the workflow, you need \`permissions: id-token: write\` and the action aws-actions/configure-aws-credentials.

# What stepway does
\`--delivery github\` creates the provider, unless the account already has it, and a role that only workflows of \`--repository\` on \`--branch\` can assume. It asks GitHub for the IDs of the repository, by \`gh\` if you are signed in there, so that nobody who gets the name later is let in; \`--repository-ids\` sets them by hand. The role can deploy this one app and nothing else. No AWS key is stored in GitHub.
`,
    ko: `
GitHub Secrets에 액세스 키를 넣어 두는 경우가 많습니다. 이 키는 만료되지 않고, 워크플로를 고칠 수 있는 사람이면 누구나 빼낼 수 있습니다. OIDC를 쓰면 저장해 둘 키가 아예 없습니다.

  1. 워크플로가 실행되면 GitHub가 "me/shop의 main 브랜치"라고 서명합니다
  2. AWS가 서명을 확인하고, 그것을 신뢰하는 역할이 있는지 봅니다
  3. 워크플로가 한 시간짜리 임시 키를 받습니다

IAM에 자격 증명 공급자(token.actions.githubusercontent.com, 계정에 하나)와, 신뢰 정책에 저장소를 적은 역할이 필요합니다.

  "token.actions.githubusercontent.com:sub":
      "repo:me/shop:ref:refs/heads/main"

저장소를 빼거나 \`*\`로 두면 GitHub의 모든 저장소가 그 역할을 맡을 수 있으니 꼭 적으세요. 2026년 7월 15일 이후에 만든 저장소는 이름에 ID도 함께 적습니다(repo:me@123/shop@456:…). 워크플로에는 \`permissions: id-token: write\`와 aws-actions/configure-aws-credentials 액션을 씁니다.

# stepway가 하는 일
\`--delivery github\`를 고르면 자격 증명 공급자(계정에 이미 있으면 그대로 사용)와, \`--repository\`의 \`--branch\`에서 실행된 워크플로만 맡을 수 있는 역할을 만듭니다. 저장소의 ID도 GitHub에서 확인해(\`gh\`에 로그인되어 있으면 \`gh\`로) 나중에 같은 이름을 얻은 사람이 쓰지 못하게 합니다. 직접 지정하려면 \`--repository-ids\`를 쓰세요. 이 앱을 배포하는 것만 허용되며, GitHub에 AWS 키를 두지 않습니다.
`,
  },
};
