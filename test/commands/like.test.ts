import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, jsonLines, project, small, unbroken } from './support.ts';

const cwd = project();

beforeAll(async () => {
  const flags = ['--name', 'shop', '--instance-type', 't3.small', '--health-path', '/well', '--domain', 'example.com'];
  const { code, stderr } = await run(['up', ...small, ...flags, '--rehearse'], { cwd });
  expectCode(code, 0, stderr);
}, 240_000);

const like = (...flags: string[]) => run([...flags, '--like', 'shop', '--rehearse'], { cwd });

describe('a stack like another one', () => {
  test('needs a domain of its own', async () => {
    const { code, stderr } = await like('plan', '--name', 'shop-staging', '--yes');
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toContain('--domain is required.');
  });

  test('has its answers, its zone, and everything else of its own', async () => {
    const built = await like('up', '--name', 'shop-staging', '--domain', 'staging.example.com', '--json');
    expectCode(built.code, 0, built.stderr);
    const plan = await run(['plan', '--name', 'shop-staging', '--rehearse', '--json'], { cwd });
    const { answers, steps } = JSON.parse(plan.stdout) as {
      answers: Record<string, { value: unknown }>;
      steps: { id: string; action: string }[];
    };
    expect(answers['instance-type']?.value).toBe('t3.small');
    expect(answers['health-path']?.value).toBe('/well');
    expect(answers['zone']?.value).toBe('example.com');
    expect(steps.map(({ id }) => id)).not.toContain('zone');
    expect(jsonLines(built.stdout).at(-1)).toMatchObject({ outputs: { url: 'https://staging.example.com' } });
  });

  test.each([
    [['--name', 'other', '--like', 'shp'], 'There is no stack called shp in this folder. Did you mean shop?'],
    [['--name', 'shop', '--like', 'shop'], 'shop is there already.'],
  ])('%j is refused', async (flags, said) => {
    const { code, stderr } = await run(['plan', ...flags, '--rehearse', '--yes'], { cwd });
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toContain(said);
  });
});
