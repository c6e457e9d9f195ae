import { goBuild } from '../build.ts';
import type { Build, KindName, Packages, Traits, TraitsOf } from '../traits.ts';
import { yamlString, type GeneratedFile, type Setting } from '../files.ts';
import { stepwayignore } from '../ignore-files.ts';
import { bundleKey } from '../../steps/delivery/layout.ts';
import { jarFolder } from './kinds.ts';
import { installAndBuild } from './packages.ts';
import { deployment, longestRun } from './workflow-deployment.ts';

/** Lines of one step of the job, without their indentation. */
type Step = string;

const checkout: Step = 'uses: actions/checkout@v6';

const action = (uses: string, inputs: Readonly<Record<string, string>>): Step =>
  [`uses: ${uses}`, 'with:', ...Object.entries(inputs).map(([key, value]) => `  ${key}: ${value}`)].join('\n');

const run = (name: string, ...commands: readonly string[]): Step =>
  [`name: ${name}`, 'run: |', ...commands.flatMap((command) => command.split('\n')).map((line) => `  ${line}`)].join(
    '\n',
  );

const buildWith = (version: number, packages: Packages, build: Build): readonly Step[] => [
  action('actions/setup-node@v6', { 'node-version': yamlString(String(version)) }),
  run('Build', ...installAndBuild(packages, build)),
  run('Leave packages out', withoutPackages),
];

/** The server installs its own; only what a build put beside what it made goes along. */
const withoutPackages = `find . -name node_modules -prune ! -path '*/.next/*' ! -path '*/.output/*' -exec rm -rf {} +
rm -rf .next/cache`;

const java = ({ version, tool, wrapper }: TraitsOf<'spring'>): readonly Step[] => {
  const build = {
    gradle: `${wrapper ? 'bash ./gradlew' : 'gradle'} --no-daemon clean bootJar`,
    maven: `${wrapper ? 'bash ./mvnw' : 'mvn'} --batch-mode --no-transfer-progress clean package`,
  }[tool];
  return [
    action('actions/setup-java@v5', {
      distribution: 'corretto',
      'java-version': yamlString(String(version)),
      cache: tool,
    }),
    run('Build', build),
  ];
};

const goProgramFor = (traits: TraitsOf<'go'>, { architecture = 'amd64' }: Setting): readonly Step[] => [
  action('actions/setup-go@v6', { 'go-version-file': 'go.mod' }),
  run('Build', goBuild(traits, architecture)),
];

const builds: { readonly [K in KindName]: (traits: TraitsOf<K>, setting: Setting) => readonly Step[] } = {
  node: ({ build, version, packages }) => (build ? buildWith(version, packages, build) : []),
  spring: java,
  // It needs no building: the server installs what it depends on.
  python: () => [],
  go: goProgramFor,
  static: ({ build }) => (build ? buildWith(24, build.packages, build) : []),
  other: () => [],
};

const buildOf = (setting: Setting): readonly Step[] =>
  (builds[setting.traits.kind] as (traits: Traits, setting: Setting) => readonly Step[])(setting.traits, setting);

/** What goes into the bundle: all that `appspec.yml` names. The server installs dependencies itself. */
const bundled = (traits: Traits) =>
  traits.kind === 'spring'
    ? `. -i appspec.yml Procfile 'deploy/*' '${jarFolder[traits.tool]}/*.jar'`
    : `. -x '.git/*' '.github/*' '.stepway/*' '.env*' '*/.env*' '.venv/*'`;

/** What the project's `.stepwayignore` lists stays here: git reads it, so that it means what it means on a laptop. */
export const leaveOut = `if [ -f ${stepwayignore} ]; then
  git ls-files -z --cached --others --ignored --exclude-from=${stepwayignore} | xargs -0 -r rm -f --
fi`;

const unset = 'SET-THIS';

export const workflow = (setting: Setting): GeneratedFile => {
  const { traits, branch, destination } = setting;
  const { region, bucket, application, deploymentGroup, roleArn } = destination ?? {
    region: unset,
    bucket: unset,
    application: unset,
    deploymentGroup: unset,
    roleArn: undefined,
  };
  // The variable wins, for those who keep the ARN in the repository's settings instead of in the file.
  const role = roleArn === undefined ? '${{ vars.AWS_ROLE_ARN }}' : `\${{ vars.AWS_ROLE_ARN || '${roleArn}' }}`;
  const steps: readonly Step[] = [
    checkout,
    ...buildOf(setting),
    action('aws-actions/configure-aws-credentials@v6', {
      'role-to-assume': role,
      'aws-region': '${{ env.AWS_REGION }}',
    }),
    run(
      'Upload',
      leaveOut,
      `zip -q -r "$RUNNER_TEMP/bundle.zip" ${bundled(traits)}`,
      'hash="$(sha256sum "$RUNNER_TEMP/bundle.zip" | cut -d " " -f 1)"',
      `version="$(aws s3api put-object --bucket "$BUCKET" --key ${bundleKey} --body "$RUNNER_TEMP/bundle.zip" --query VersionId --output text)"`,
      'echo "HASH=$hash" >>"$GITHUB_ENV"',
      'echo "VERSION=$version" >>"$GITHUB_ENV"',
    ),
    run('Deploy', deployment),
  ];
  const missing = `# It does nothing yet. Run \`stepway up --delivery github\` to create what this needs, then \`stepway init --force\` to fill it in.
# Or set it yourself: ${destination ? '' : `the ${unset} values below, and `}the role as the repository variable AWS_ROLE_ARN (Settings > Secrets and variables > Actions).
`;
  return {
    path: '.github/workflows/deploy.yml',
    executable: false,
    about: { en: 'deploys each push to the branch', ko: '브랜치에 푸시할 때마다 배포' },
    content: `# Builds and deploys each push. GitHub stores no AWS keys: each run gets temporary credentials for one hour.
# Generated by \`stepway init\`. You can edit this file.
${destination && roleArn !== undefined ? '' : missing}name: Deploy
on:
  push:
    branches: [${yamlString(branch)}]
  workflow_dispatch:
permissions:
  contents: read
  id-token: write
# One deployment at a time; the one in progress finishes first.
concurrency:
  group: deploy
  cancel-in-progress: false
defaults:
  run:
    shell: bash
env:
  AWS_REGION: ${yamlString(region)}
  BUCKET: ${yamlString(bucket)}
  APPLICATION: ${yamlString(application)}
  DEPLOYMENT_GROUP: ${yamlString(deploymentGroup)}
jobs:
  deploy:
${roleArn === undefined ? "    if: vars.AWS_ROLE_ARN != ''\n" : ''}    runs-on: ubuntu-latest
    timeout-minutes: ${longestRun}
    steps:
${steps.map((step) => `      - ${step.split('\n').join('\n        ')}\n`).join('')}`,
  };
};
