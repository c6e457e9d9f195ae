import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { region } from './account.ts';
import { ground, type Ground } from './ground.ts';
import type { Machine } from './machine.ts';
import { groundMissing } from './missing.ts';
import { project } from './projects.ts';

const events = ['ApplicationStop', 'BeforeInstall', 'AfterInstall', 'ApplicationStart', 'ValidateService'];
const appspec = `version: 0.0
os: linux
files:
  - source: /site
    destination: /srv/toy
hooks:
${events.map((event) => `  ${event}:\n    - location: hook.sh\n      timeout: 5\n`).join('')}`;

const hook = (version: string, more = '') => `#!/bin/bash
echo "${version} $LIFECYCLE_EVENT" >>/var/log/toy
${more}
`;

/** What a deployment does is played on a real machine: that it is played as AWS documents it is shown on a toy. */
describe.skipIf(groundMissing())('a deployment on the ground', { timeout: 120_000 }, () => {
  let site: Ground;
  let machine: Machine;

  beforeAll(async () => {
    site = await ground();
    await site.built('--database', 'none', '--delivery', 'local');
    machine = await site.machine();
  }, 240_000);
  afterAll(() => site?.close());

  const deploy = async (version: string, more?: string, files: Readonly<Record<string, string>> = {}) => {
    const toy = { 'appspec.yml': appspec, 'hook.sh': hook(version, more), 'site/index.html': version };
    const { code, stderr } = await site.deploy(project(join(site.folder, version), { ...toy, ...files }));
    return { code, said: stderr.replaceAll(/\s+/g, ' ') };
  };
  const hooks = async () => (await machine.must('cat /var/log/toy; >/var/log/toy')).trim().split('\n');

  test('runs the hooks in their order, and those that stop the app from what was installed last', async () => {
    expect(await deploy('one', '', { 'site/old/gone.html': '' })).toMatchObject({ code: 0 });
    expect(await hooks()).toEqual(events.slice(1).map((event) => `one ${event}`));
    expect(await deploy('two')).toMatchObject({ code: 0 });
    expect(await hooks()).toEqual(['one ApplicationStop', ...events.slice(1).map((event) => `two ${event}`)]);
    expect(await machine.must('cd /srv/toy && find . -type f -exec grep -H "" {} +')).toBe('./index.html:two\n');
  });

  test('tells a hook what is deployed', async () => {
    expect(await deploy('told', 'env >/var/log/told')).toMatchObject({ code: 0 });
    const told = await machine.must('cat /var/log/told');
    for (const name of ['APPLICATION_NAME', 'DEPLOYMENT_GROUP_NAME', 'BUNDLE_BUCKET', 'BUNDLE_VERSION'])
      expect(told).toMatch(new RegExp(`^${name}=.+$`, 'm'));
    expect(told).toMatch(/^DEPLOYMENT_ID=d-/m);
    expect(told).toMatch(/^BUNDLE_KEY=bundles\/app\.zip$/m);
    await hooks();
  });

  test('that fails is rolled back, with the last lines of its script', async () => {
    const failing = '[ "$LIFECYCLE_EVENT" != AfterInstall ] || { echo it is full >&2; exit 3; }';
    const { code, said } = await deploy('bad', failing);
    expect(code).toBe(4);
    expect(said).toContain('it is full');
    expect(said).toContain('hook.sh failed with exit code 3');
    expect(said).toContain('The server runs the last good version.');
    expect((await hooks()).slice(-4)).toEqual(events.slice(1).map((event) => `told ${event}`));
    expect(await machine.must('cat /srv/toy/index.html')).toBe('told');
  });

  test('ends a hook that takes too long, or leaves something behind that holds its output', async () => {
    const slow = await deploy('slow', '[ "$LIFECYCLE_EVENT" != AfterInstall ] || sleep 30');
    expect(slow.said).toContain('failed to complete in 5 seconds');
    const open = await deploy('open', '[ "$LIFECYCLE_EVENT" != AfterInstall ] || sleep 30 &');
    expect(open.said).toContain('failed to close STDOUT');
    await hooks();
  });

  test('does not overwrite a file that no deployment brought', async () => {
    await machine.must('echo mine >/srv/toy/mine.html');
    const { code, said } = await deploy('mine', '', { 'site/mine.html': 'theirs' });
    expect(code).toBe(4);
    expect(said).toContain('already exists at this location: /srv/toy/mine.html');
    expect(await machine.must('cat /srv/toy/mine.html')).toBe('mine\n');
    await hooks();
  });

  test('keeps five revisions', async () => {
    expect(await machine.must('ls -d /opt/codedeploy-agent/deployment-root/*-*/d-* | wc -l')).toBe('5\n');
  });

  test('fails when the server is started anew meanwhile, and when nobody is there to take it', async () => {
    const slow = deploy('reboot', '[ "$LIFECYCLE_EVENT" != ApplicationStart ] || { touch /run/there; sleep 4; }');
    await expect.poll(() => machine.run('test -e /run/there').then(({ code }) => code), { timeout: 20_000 }).toBe(0);
    await machine.cutPower();
    await machine.start();
    const { code, said } = await slow;
    expect(code).toBe(4);
    expect(said).toContain('Failing in-progress lifecycle event after an agent restart.');
    await machine.must('systemctl stop codedeploy-agent');
    const unheard = await deploy('unheard');
    expect(unheard.said).toContain('The CodeDeploy agent on the server is not responding');
    // A rollback that fails as well is the end of it.
    const { deployments } = site.account.rehearsal.account.data.regions[region]!;
    const rollbacks = new Set(deployments.filter(({ failedId }) => failedId).map(({ id }) => id));
    expect(deployments.filter(({ failedId = '' }) => rollbacks.has(failedId))).toEqual([]);
  });
});
