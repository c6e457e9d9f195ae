import { expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, necessary, project } from './support.ts';

const up = ['up', '--rehearse', ...necessary, '--entry', 'elastic-ip', '--delivery', 'local'];

test('what data can be brought back is listed, for people and as JSON, and lists nothing it does not have', async () => {
  const cwd = project();
  const built = await run(up, { cwd });
  expectCode(built.code, 0, built.stderr);

  const listed = await run(['db', 'restore', '--list', '--rehearse', '--json'], { cwd });
  expectCode(listed.code, 0, listed.stderr);
  expect(JSON.parse(listed.stdout)).toMatchObject({ snapshots: [] });

  const shown = await run(['db', 'restore', '--list', '--rehearse'], { cwd });
  expectCode(shown.code, 0, shown.stderr);
  expect(shown.stdout).toContain('no snapshots');
});

test('a listing goes with no other thing to do', async () => {
  const cwd = project();
  const built = await run([...up, '--database', 'none'], { cwd });
  expectCode(built.code, 0, built.stderr);
  const both = await run(['db', 'restore', '--list', '--drill', '--rehearse'], { cwd });
  expectCode(both.code, 2, both.stderr);
  expect(both.stderr).toContain('Only one of');
});
