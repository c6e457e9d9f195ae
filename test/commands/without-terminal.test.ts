import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, runAlone } from '../support/program.ts';
import { contentOf, necessary, project, unbroken } from './support.ts';

describe.concurrent('without a terminal nothing is ever asked', () => {
  test.each([
    { missing: '--domain', args: ['up', '--yes', '--region', 'us-east-1'] },
    { missing: '--region', args: ['up', '--yes', '--domain', 'app.example.com'] },
    { missing: '--domain', args: ['up', '--rehearse', '--yes'] },
    { missing: '--domain', args: ['plan', '--region', 'us-east-1'] },
    { missing: '--region, --domain are required', args: ['up', '--yes'] },
    { missing: '--yes', args: ['up', '--region', 'us-east-1', '--domain', 'app.example.com'] },
  ])('$args is refused for want of $missing', async ({ missing, args }) => {
    const cwd = project();
    const { code, stdout, stderr } = await run(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(missing);
    expect(contentOf(cwd)).toEqual({});
  });

  test('a profile that is not there is named', async () => {
    const { code, stderr } = await runAlone(['plan', ...necessary, '--profile', 'nowhere'], {
      cwd: project(),
      env: { AWS_EC2_METADATA_DISABLED: 'true' },
    });
    expect(code).toBe(4);
    expect(unbroken(stderr)).toContain('the profile nowhere');
    expect(unbroken(stderr)).toContain('--profile nowhere');
  });

  test('a folder whose name is no name for a stack takes --name', async () => {
    const cwd = join(project(), 'My project');
    mkdirSync(cwd);
    const { code, stderr } = await run(['up', ...necessary], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('--name');
  });

  test.each(['status', 'outputs', 'teardown'])('%s says where nothing was built', async (command) => {
    const cwd = project();
    const { code, stdout, stderr } = await run([command], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(unbroken(stderr)).toContain(cwd);
    expect(unbroken(stderr)).toContain('stepway up');
    expect(contentOf(cwd)).toEqual({});
  });

  test('what comes in on stdin is no answer', async () => {
    const cwd = project();
    const { code, stderr } = await run(['up', '--region', 'us-east-1'], { cwd, input: 'app.example.com\nyes\n' });
    expect(code).toBe(2);
    expect(stderr).toContain('--domain');
    expect(contentOf(cwd)).toEqual({});
  });
});
