import { beforeAll, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, jsonLines, korean, meddle, project, small, unbroken } from './support.ts';

const delivered = ['--delivery', 'github', '--repository', 'octocat/shop'];
const built = project();

beforeAll(async () => {
  await run(['up', '--rehearse', ...small, ...delivered], { cwd: built });
}, 60_000);

/** Adds a policy of somebody else's to a role of ours, or takes it off again. */
const addPolicy = (cwd: string, role: string) =>
  meddle(
    cwd,
    ({ roles }) => void (roles.find(({ tags }) => tags['stepway:step'] === role)!.inline['read-uploads'] = '{}'),
  );
const removePolicy = (cwd: string, role: string) =>
  meddle(cwd, ({ roles }) => void (roles.find(({ tags }) => tags['stepway:step'] === role)!.inline = {}));

interface Last {
  readonly is: string;
  readonly outputs?: object;
  readonly receipt?: readonly { step: string; outcome: string; why?: string }[];
}

test('a teardown that somebody is in the way of names them, ends with 3, and with 0 when they are gone', async () => {
  const cwd = project(built);
  addPolicy(cwd, 'server-role');
  const stopped = await run(['teardown', '--rehearse', '--yes', '--json'], { cwd });
  expectCode(stopped.code, 3, stopped.stderr);
  const last = jsonLines(stopped.stdout).at(-1) as unknown as Last;
  expect(last.is).toBe('waiting');
  expect(last.receipt?.filter(({ outcome }) => outcome === 'kept')).toEqual([
    expect.objectContaining({
      step: 'server-role',
      why: expect.stringContaining('inline policy read-uploads') as string,
    }),
  ]);

  const again = await run(['teardown', '--rehearse', '--yes', '--lang', 'ko'], { cwd });
  expectCode(again.code, 3, again.stderr);
  expect(again.stdout).toContain('인라인 정책 read-uploads');

  removePolicy(cwd, 'server-role');
  const done = await run(['teardown', '--rehearse', '--yes'], { cwd });
  expectCode(done.code, 0, done.stderr);
});

test('an up that cannot remove what is no longer wanted names what is in the way, ends with 3, and goes on later', async () => {
  const cwd = project(built);
  addPolicy(cwd, 'deploy-role');
  const without = ['up', '--rehearse', '--yes', '--delivery', 'none'];
  const stopped = await run([...without, '--json'], { cwd });
  expectCode(stopped.code, 3, stopped.stderr);
  const last = jsonLines(stopped.stdout).at(-1) as unknown as Last;
  expect(last).toMatchObject({ is: 'waiting', outputs: { url: 'https://app.example.com' } });
  expect(last.receipt).toContainEqual(
    expect.objectContaining({
      step: 'deploy-role',
      why: expect.stringContaining('inline policy read-uploads') as string,
    }),
  );

  const again = await run([...without, '--lang', 'ko'], { cwd });
  expectCode(again.code, 3, again.stderr);
  expect(unbroken(again.stdout)).toContain('인라인 정책 read-uploads');
  expect(again.stdout).toMatch(korean);

  removePolicy(cwd, 'deploy-role');
  const done = await run(without, { cwd });
  expectCode(done.code, 0, done.stderr);
});
