import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { environment } from '../support/environment.ts';
import { launcher, run, runAlone } from '../support/program.ts';
import { expectCode, jsonLines, project, small, stateOf, unbroken, watch } from './support.ts';

const up = ['up', '--rehearse', ...small];

/** Runs the same command again and expects that it makes nothing a second time. */
async function goesOn(cwd: string): Promise<void> {
  const { code, stdout, stderr } = await run(up, { cwd });
  expectCode(code, 0, stderr);
  expect(stdout).toContain('https://app.example.com');
  const made = stateOf(cwd).match(/"is":"made","step":"[^"]+"/g) ?? [];
  expect(made.length).toBe(new Set(made).size);
}

describe.concurrent('in the middle of a build', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends with 130 and says how to go on, and the same command goes on',
    async (signal) => {
      const cwd = project();
      const building = watch(up, cwd);
      await building.says('✔ Network (VPC)');
      building.kill(signal);
      const { code, said } = await building.ended;
      expectCode(code, 130, said);
      expect(unbroken(said)).toContain('Stopping');
      expect(unbroken(said)).toContain('same command again');
      expect(said).not.toContain('✖');
      await goesOn(cwd);
    },
  );

  test('a second SIGINT does not have to wait for the first, and nothing is lost either', async () => {
    const cwd = project();
    const building = watch(up, cwd);
    await building.says('✔ Network (VPC)');
    building.kill('SIGINT');
    building.kill('SIGINT');
    await building.says('Stopping');
    building.kill('SIGINT');
    expect((await building.ended).code).toBe(130);
    await goesOn(cwd);
  });

  test('SIGKILL leaves a state from which the same command goes on', async () => {
    const cwd = project();
    const building = watch(up, cwd);
    await building.says('✔ Network (VPC)');
    building.kill('SIGKILL');
    expect((await building.ended).code).toBe('SIGKILL');
    await goesOn(cwd);
  });

  test('with --json the last line says that it was stopped, with what is there', async () => {
    const cwd = project();
    const building = watch([...up, '--json'], cwd);
    await building.says('"is":"ready","step":"vpc"');
    building.kill('SIGINT');
    const { code, said } = await building.ended;
    expectCode(code, 130, said);
    const last = jsonLines(
      said
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .join('\n'),
    ).at(-1);
    expect(last).toMatchObject({ is: 'failed', todo: expect.any(String), outputs: { vpcId: expect.any(String) } });
  });
});

test.concurrent('while one run is at work others are told who it is, and looking is free', async () => {
  const cwd = project();
  // It waits for the name servers until it is killed.
  const building = watch(['up', '--rehearse', 'name-servers-not-set', '--timeout', '9999', ...small], cwd);
  await building.says('✔ Network (VPC)');
  for (const command of [['teardown', '--yes', '--data', 'delete'], ['up']]) {
    const { code, stderr } = await runAlone([...command, '--rehearse'], { cwd });
    expectCode(code, 5, stderr);
    expect(unbroken(stderr)).toMatch(/Another stepway is already running here: process \d+ on /);
  }
  for (const command of ['status', 'plan', 'outputs']) {
    const { code, stderr } = await runAlone([command, '--rehearse'], { cwd });
    expectCode(code, 0, stderr);
  }
  building.kill('SIGKILL');
  expect((await building.ended).code).toBe('SIGKILL');
  // The dead hold nothing.
  await goesOn(cwd);
});

test.concurrent('whoever listens may go away: the build goes on to its end', async () => {
  const cwd = project();
  const child = spawn(process.execPath, [launcher, ...up, '--json'], { cwd, env: environment(cwd), stdio: 'pipe' });
  child.stdout.once('data', () => {
    child.stdout.destroy();
    child.stderr.destroy();
  });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  expect(stateOf(cwd)).toContain('"is":"ready","step":"elastic-ip"');
});

test.concurrent('a teardown that is killed in the middle goes on, too', async () => {
  const cwd = project();
  const teardown = ['teardown', '--rehearse', '--yes', '--data', 'delete'];
  expect((await run(up, { cwd })).code).toBe(0);
  const removing = watch(teardown, cwd);
  await removing.says('deleted');
  removing.kill('SIGKILL');
  await removing.ended;
  const { code, stderr } = await run(teardown, { cwd });
  expectCode(code, 0, stderr);
  const { stdout } = await run(['status', '--rehearse', '--json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({ steps: [] });
});
