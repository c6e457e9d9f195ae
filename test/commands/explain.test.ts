import { expect, test } from 'vitest';
import { topics } from '../../src/guide/topics.ts';
import { run } from '../support/program.ts';
import { contentOf, project } from './support.ts';

test('explain lists every page, and leaves nothing behind', async () => {
  const cwd = project();
  const { code, stdout, stderr } = await run(['explain'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const { id, summary } of topics) expect(stdout).toMatch(new RegExp(`^  ${id} +${summary.en.slice(0, 10)}`, 'm'));
  expect(contentOf(cwd)).toEqual({});
});

test('explain shows one page on stdout, in the language of the reader', async () => {
  const cwd = project();
  const [english, korean] = await Promise.all([
    run(['explain', 'health-check'], { cwd }),
    run(['explain', '헬스체크', '--lang', 'ko'], { cwd }),
  ]);
  expect(english.stdout).toContain('What stepway does');
  expect(english.stdout).toContain('https://docs.aws.amazon.com/');
  expect(korean.stdout).toContain('stepway가 하는 일');
  expect(korean.stdout).toContain('상태 확인');
});

test('a word that several pages have lists them', async () => {
  const { code, stdout } = await run(['explain', 'https'], { cwd: project() });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^  entry .*\n  certificate /m);
});

test('explain --json is for programs', async () => {
  const { stdout } = await run(['explain', 'vpc', '--json'], { cwd: project() });
  expect(JSON.parse(stdout)).toMatchObject({
    id: 'vpc',
    title: 'VPC',
    see: expect.any(Array),
    links: expect.any(Array),
  });
});

test('a word that no page has is a wrong argument', async () => {
  const { code, stdout, stderr } = await run(['explain', 'kubernetes'], { cwd: project() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('kubernetes');
  expect(stderr).toContain('stepway explain');
});

test('several words need no quotes', async () => {
  const { code, stdout } = await run(['explain', 'elastic', 'ip'], { cwd: project() });
  expect(code).toBe(0);
  expect(stdout).toContain('Elastic IP\n');
});
