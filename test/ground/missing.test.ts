import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const print = ['scripts/ground.mjs', process.execPath, '-p', 'process.env.STEPWAY_NO_GROUND'];

test('without a ground the tests are run all the same, and hear why they have none', () => {
  const { status, stdout } = spawnSync(process.execPath, print, { encoding: 'utf8', env: { PATH: '' } });
  expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/needs Linux|apt-get install/) });
});

test('where a ground is required, nothing runs without one', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, print, {
    encoding: 'utf8',
    env: { PATH: '', STEPWAY_REQUIRE_GROUND: '1' },
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('There is no ground: '),
  });
});
