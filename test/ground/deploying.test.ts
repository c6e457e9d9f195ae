import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { full, times } from '../support/thorough.ts';
import { manners, toyApp } from './apps.ts';
import { ground, type Ended, type Ground } from './ground.ts';
import { many, type Result } from './load.ts';
import type { Machine, Ran } from './machine.ts';
import { groundMissing } from './missing.ts';
import { setTimes } from './release-times.ts';
import { push } from './workflow.ts';

const ended = ({ code, stdout, stderr }: Ran): Ended => ({ code, stdout, stderr });

describe.skipIf(groundMissing())('releases of an app', () => {
  let site: Ground;
  let machine: Machine;

  beforeAll(async () => {
    site = await ground();
    await site.built('--database', 'none', '--delivery', 'local');
    machine = await site.machine();
    // An app that does not answer is given up sooner than on a server.
    await setTimes(machine, { patience: 15, forbearance: 5 });
  });
  afterAll(() => site?.close());

  const body = async () => (await site.ask('/')).body;
  const deploy = async (version: string, manner?: keyof typeof manners) =>
    site.deploy(await toyApp(site, version, manner));

  /** Does something while visitors come, none of whom may notice. */
  async function unnoticed(
    act: () => Promise<Ended>,
  ): Promise<Ended & { readonly load: Result; readonly seconds: number }> {
    const visitors = site.load({ most: 50_000 });
    try {
      const began = performance.now();
      const ended = await act();
      const seconds = (performance.now() - began) / 1000;
      const load = await visitors.stop(many);
      expect(load.failed.slice(0, 10)).toEqual([]);
      expect(load.requests).toBeGreaterThanOrEqual(many);
      return { ...ended, load, seconds };
    } finally {
      await visitors.stop();
    }
  }

  test('a first one that fails leaves the welcome page', async () => {
    const { code, stderr } = await deploy('zero', 'crashing');
    expect(stderr).toContain('there is no such table');
    expect(code).toBe(4);
    expect(await body()).toContain('It works');
  });

  test('the first one is served in place of the welcome page', async () => {
    expect(await deploy('one')).toMatchObject({ code: 0 });
    expect(await body()).toBe('one');
  });

  test('nobody notices that another one takes over', async () => {
    const { code, stderr, load, seconds } = await unnoticed(() => deploy('two'));
    expect({ code, stderr }).toMatchObject({ code: 0 });
    if (full) expect(seconds).toBeLessThan(20);
    expect([...load.answers.keys()].toSorted()).toEqual(['one', 'two']);
    expect(await body()).toBe('two');
  });

  test.each(['crashing', 'silent', 'with errors'] as const)('nobody notices one that is %s', async (manner) => {
    const { code, load } = await unnoticed(() => deploy(manner, manner));
    expect(code).toBe(4);
    expect([...load.answers.keys()]).toEqual(['two']);
  });

  test('nobody notices that the one before is put back, which takes seconds and installs nothing', async () => {
    await machine.must('mv /usr/bin/dnf /usr/bin/dnf.away');
    const { code, stderr, seconds } = await unnoticed(() => site.rollback());
    await machine.must('mv /usr/bin/dnf.away /usr/bin/dnf');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await body()).toBe('one');
    // Other grounds have the processor as well.
    if (full) expect(seconds).toBeLessThan(20);
  });

  test('nobody notices that the port of the app changes', async () => {
    const { code, stderr } = await unnoticed(() => site.up('--app-port', '9000'));
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await body()).toBe('one');
  });

  test('nobody notices that an environment value changes, and one with which the app does not come up changes nothing', async () => {
    const old = await site.environment();
    await site.setEnvironment(`${old}GREETING=hello\n`);
    await unnoticed(() => machine.run('/opt/stepway/release restart').then(ended));
    expect((await site.ask('/environment')).body).toContain('"GREETING":"hello"');
    await site.setEnvironment(`${old}NODE_OPTIONS=--no-such-flag\n`);
    const { code } = await unnoticed(() => machine.run('/opt/stepway/release restart').then(ended));
    expect(code).not.toBe(0);
    expect((await site.ask('/environment')).body).toContain('"GREETING":"hello"');
    await site.setEnvironment(old);
  });

  describe('pushed to GitHub', () => {
    /** A version of the toy app with a workflow, which the runner has, and its build. */
    const pushed = async (version: string, manner?: keyof typeof manners) => {
      const folder = await toyApp(site, version, manner);
      writeFileSync(join(folder, '.stepwayignore'), 'notes.txt\n');
      writeFileSync(join(folder, 'notes.txt'), 'nothing for the server');
      return push(machine, folder, version);
    };

    beforeAll(async () => {
      await site.built('--app-port', '9000', '--delivery', 'github', '--repository', 'someone/shop');
      // The one that there is knows no role.
      rmSync(join(site.folder, 'toy', '.github'), { recursive: true, force: true });
      await machine.must('dnf install -y git');
    });

    test('a version is deployed by the very lines of the workflow, and nobody notices', async () => {
      const { code, stdout } = await unnoticed(() => pushed('pushed').then(ended));
      expect({ code, stdout }).toMatchObject({ code: 0 });
      expect(stdout).toMatch(/^Deployment d-\w+: Succeeded$/m);
      expect(await body()).toBe('pushed');
      const { stdout: listed } = await site.stepway('deploys', '--json');
      expect((JSON.parse(listed) as unknown[])[0]).toMatchObject({ status: 'Succeeded', live: true });
      expect((await machine.run('ls /opt/app/releases/*/notes.txt')).code).not.toBe(0);
    });

    test('one that fails shows the last lines of its app, and the next one waits until the last good one is back', async () => {
      const failing = pushed('pushed-crash', 'crashing late');
      const running = () =>
        machine.run('grep -rqs crash /opt/codedeploy-agent/deployment-root').then(({ code }) => code);
      await expect.poll(running, { timeout: 60_000 }).toBe(0);
      const next = await pushed('pushed-next');
      const { code, stdout } = await failing;
      expect(code).toBe(1);
      expect(stdout).toContain('there is no such table');
      expect(stdout).toContain('The server runs the last good version.');
      expect(next.stdout).toContain('this one waits for its turn');
      expect({ code: next.code, stdout: next.stdout }).toMatchObject({ code: 0 });
      expect(await body()).toBe('pushed-next');
    });
  });

  test(
    'one after another that crash are rolled back, with an app that takes three seconds to listen',
    { timeout: 1_200_000 },
    async () => {
      expect(await deploy('slow', 'slowly')).toMatchObject({ code: 0 });
      // That an app is started again a few times first has been shown.
      await setTimes(machine, { most_restarts: 1 });
      for (let at = 1; at <= times(20); at++) {
        const { code, stderr } = await deploy(`crash ${at}`, 'crashing');
        expect(code).toBe(4);
        expect(stderr).toContain('The server runs the last good version');
        expect(await body()).toBe('slow');
      }
    },
  );
});
