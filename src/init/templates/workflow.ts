import { buildImage, pushImage } from '../../build/image.ts';
import { recipeOf, type Runtime } from '../../build/recipe.ts';
import type { Architecture } from '../../build/server.ts';
import type { Traits } from '../traits.ts';
import { yamlString, type GeneratedFile, type Setting } from '../files.ts';
import { stepwayignore } from '../ignore-files.ts';
import { bundleKey } from '../../steps/delivery/layout.ts';
import { jarFolder } from './kinds.ts';
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

/** What GitHub sets a runtime up with: the action, and what it is told of the version. */
const setups: { readonly [R in Runtime['name']]: (version: string, traits: Traits) => Step } = {
  node: (version) => action('actions/setup-node@v6', { 'node-version': yamlString(version) }),
  python: (version) => action('actions/setup-python@v6', { 'python-version': yamlString(version) }),
  java: (version, traits) =>
    action('actions/setup-java@v5', {
      distribution: 'corretto',
      'java-version': yamlString(version),
      ...(traits.kind === 'spring' && { cache: traits.tool }),
    }),
  go: () => action('actions/setup-go@v6', { 'go-version-file': 'go.mod' }),
};

function buildOf({ traits, architecture = 'amd64' }: Setting): readonly Step[] {
  if (traits.kind === 'docker') return imageFor(architecture);
  const recipe = recipeOf(traits, architecture);
  if (!recipe) return [];
  const { runtime, phases } = recipe;
  const set = setups[runtime.name](runtime.version ?? '', traits);
  return [set, ...phases.map(({ title, commands }) => run(title.en, ...commands))];
}

/** An image for another processor than the one of GitHub's machines is built by imitating it. */
const imageFor = (architecture: Architecture): readonly Step[] => [
  ...(architecture === 'arm64' ? [action('docker/setup-qemu-action@v3', { platforms: 'arm64' })] : []),
  run('Build', ...buildImage(architecture)),
];

/** What goes into the bundle: all that `appspec.yml` names. */
const bundled = (traits: Traits) => {
  const scripts = "appspec.yml Procfile 'deploy/*'";
  if (traits.kind === 'spring') return `. -i ${scripts} '${jarFolder[traits.tool]}/*.jar'`;
  if (traits.kind === 'docker') return `. -i ${scripts}`;
  return `. -x '.git/*' '.github/*' '.stepway/*' '.env*' '*/.env*' '.venv/*'`;
};

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
    ...(traits.kind === 'docker' ? [run('Push', ...pushImage('$GITHUB_SHA-$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT'))] : []),
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
  const isImage = traits.kind === 'docker';
  const isWhole = destination !== undefined && roleArn !== undefined && (!isImage || destination.images !== undefined);
  const missing = `# It does nothing yet. Run \`stepway up --delivery github${isImage ? ' --docker' : ''}\` to create what this needs, then \`stepway init --force\` to fill it in.
# Or set it yourself: ${destination ? '' : `the ${unset} values below, and `}the role as the repository variable AWS_ROLE_ARN (Settings > Secrets and variables > Actions).
`;
  return {
    path: '.github/workflows/deploy.yml',
    executable: false,
    about: { en: 'deploys each push to the branch', ko: '브랜치에 푸시할 때마다 배포' },
    content: `# Builds and deploys each push. GitHub stores no AWS keys: each run gets temporary credentials for one hour.
# Generated by \`stepway init\`. You can edit this file.
${isWhole ? '' : missing}name: Deploy
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
${isImage ? `  IMAGES: ${yamlString(destination?.images ?? unset)}\n` : ''}jobs:
  deploy:
${roleArn === undefined ? "    if: vars.AWS_ROLE_ARN != ''\n" : ''}    runs-on: ubuntu-latest
    timeout-minutes: ${longestRun}
    steps:
${steps.map((step) => `      - ${step.split('\n').join('\n        ')}\n`).join('')}`,
  };
};
