import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { recipeOf } from '../../src/build/recipe.ts';
import type { Setting } from '../../src/init/files.ts';
import { generate } from '../../src/init/generate.ts';
import schema from './appspec-schema.json' with { type: 'json' };
import { destination, samples } from './projects.ts';
import { readAsGitHub } from './workflow-parser.ts';

const settings = samples.map(({ about, traits }, at): Setting & { about: string } => ({
  about,
  traits,
  database: (['postgres', 'mysql', 'none'] as const)[at % 3]!,
  branch: 'main',
  destination: at % 2 === 0 ? destination : undefined,
}));

const contentOf = (setting: Setting, path: string) =>
  generate(setting).find((file) => file.path === path)?.content ?? '';
const scriptsOf = (setting: Setting) => generate(setting).filter(({ content }) => content.startsWith('#!'));

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly concurrency: object;
  readonly jobs: {
    readonly deploy: {
      readonly if?: string;
      readonly steps: readonly { uses?: string; run?: string; with?: Record<string, string> }[];
    };
  };
}

const workflowOf = (setting: Setting) => parse(contentOf(setting, '.github/workflows/deploy.yml')) as Workflow;

describe.each(settings)('the files of a project with $about', (setting) => {
  test('have scripts that stop at the first failure', () => {
    for (const { path, content, executable } of scriptsOf(setting)) {
      expect(content, path).toContain('\nset -euo pipefail\n');
      expect(executable || path.includes('example'), path).toBe(true);
    }
  });

  test('have an appspec.yml as CodeDeploy documents it, whose scripts are all there', () => {
    const text = contentOf(setting, 'appspec.yml');
    const ajv = new Ajv({ allowUnionTypes: true });
    expect(ajv.validate(schema, parse(text)) ? [] : ajv.errors).toEqual([]);
    const paths = generate(setting).map(({ path }) => path);
    for (const [, location] of text.matchAll(/location: (.*)/g)) expect(paths).toContain(location);
    expect(text).not.toMatch(/^ +ApplicationStop:/m);
  });

  test('have a workflow that GitHub’s own parser accepts', async () => {
    const content = contentOf(setting, '.github/workflows/deploy.yml');
    expect(await readAsGitHub(content)).toEqual({ errors: [], jobs: ['deploy'] });
  });

  test('have a workflow that may do no more than it needs, never twice at once', () => {
    const { permissions, concurrency, jobs } = workflowOf(setting);
    expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(concurrency).toEqual({ group: 'deploy', 'cancel-in-progress': false });
    for (const { uses, run } of jobs.deploy.steps) {
      if (uses !== undefined) expect(uses).toMatch(/^(actions|aws-actions)\/[\w-]+@v\d+$/);
      // An expression in a script is where others inject theirs.
      expect(run ?? '').not.toContain('${{');
    }
  });

  test('know no secret', () => {
    for (const { content } of generate(setting))
      expect(content).not.toMatch(/AKIA|aws_secret_access_key|BEGIN [A-Z ]*KEY/i);
  });
});

test('the workflow builds by the recipe by which everything is built', () => {
  for (const { traits, ...setting } of settings) {
    const phases = recipeOf(traits, 'amd64')?.phases ?? [];
    const steps = workflowOf({ traits, ...setting }).jobs.deploy.steps.map(({ run }) => run?.trimEnd());
    for (const { commands } of phases) expect(steps).toContain(commands.join('\n'));
  }
});

const sample = settings[0]!;

test('the workflow has the values of the stack, or says what to set', () => {
  const known = workflowOf({ ...sample, destination });
  expect(known.env).toEqual({
    AWS_REGION: 'ap-northeast-2',
    BUCKET: 'shop-bundles-123456789012',
    APPLICATION: 'shop',
    DEPLOYMENT_GROUP: 'shop',
  });
  const roleIn = ({ jobs }: Workflow) =>
    jobs.deploy.steps.find(({ uses }) => uses?.startsWith('aws-'))?.with?.['role-to-assume'];
  expect(roleIn(known)).toBe("${{ vars.AWS_ROLE_ARN || 'arn:aws:iam::123456789012:role/shop-delivery' }}");
  const open = { ...sample, destination: undefined };
  expect(Object.values(workflowOf(open).env)).toEqual(['SET-THIS', 'SET-THIS', 'SET-THIS', 'SET-THIS']);
  expect(roleIn(workflowOf(open))).toBe('${{ vars.AWS_ROLE_ARN }}');
  // Without a role every push would fail: it waits for one.
  expect(workflowOf(open).jobs.deploy.if).toBe("vars.AWS_ROLE_ARN != ''");
  expect(known.jobs.deploy.if).toBeUndefined();
  expect(contentOf(open, '.github/workflows/deploy.yml')).toContain('--delivery github');
});

test('the example connects as the app’s own user, verifies TLS, and is not there without a database', () => {
  const examples = (setting: Setting) => generate(setting).filter(({ path }) => path.includes('example'));
  for (const setting of settings) expect(examples({ ...setting, database: 'none' })).toEqual([]);
  for (const database of ['postgres', 'mysql'] as const)
    for (const { content } of settings.flatMap((setting) => examples({ ...setting, database }))) {
      expect(content).toMatch(/DATABASE_URL|DATABASE_PASSWORD|SPRING_DATASOURCE_PASSWORD/);
      expect(content).toMatch(database === 'mysql' ? /DATABASE_CA|SPRING/ : /DATABASE_URL|DATABASE_CA|SPRING/);
      expect(content).not.toContain('DATABASE_SECRET_ARN');
    }
});

test('GitHub’s own parser would say what is wrong', async () => {
  const good = contentOf(sample, '.github/workflows/deploy.yml');
  const { errors } = await readAsGitHub(
    good.replace('runs-on:', 'runs-in:').replace('${{ env.AWS_REGION }}', '${{ nonsense( }}'),
  );
  expect(errors.length).toBeGreaterThan(0);
});
