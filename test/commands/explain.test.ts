import { expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { contentOf, project } from './support.ts';

test('a page is found by several words as well as by one, wherever the flags stand', async () => {
  const cwd = project();
  const [one, two] = await Promise.all([
    run(['explain', 'alb', '--lang', 'en'], { cwd }),
    run(['explain', '--lang', 'en', 'load', 'balancer'], { cwd }),
  ]);
  expect(one).toMatchObject({ code: 0, stderr: '' });
  expect(one.stdout).toContain('Load balancer');
  expect(two).toEqual(one);
  expect(contentOf(cwd)).toEqual({});
});

test('what there is no page on is refused, with the nearest ones', async () => {
  const { code, stdout, stderr } = await run(['explain', 'albb'], { cwd: project() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('"albb"');
  expect(stderr).toMatch(/nearest: alb\b/);
});
