import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ground, type Ground } from './ground.ts';
import { groundMissing } from './missing.ts';
import { setTimes } from './release-times.ts';
import { project } from './projects.ts';
import { zoo } from './zoo.ts';

describe.skipIf(groundMissing())('apps as people have them', () => {
  let site: Ground;

  beforeAll(async () => {
    site = await ground();
    await site.built('--database', 'none', '--delivery', 'local', '--health-path', '/');
    const machine = await site.machine();
    await setTimes(machine, { patience: 30, forbearance: 5 });
  });
  afterAll(() => site?.close());

  // Each takes the place of another one, which runs on something else.
  test.each(zoo.map((one, at) => ({ ...one, at })))(
    '$about: is deployed as it is, and knows how its visitor came',
    async ({ files, says = {}, isBuilt = false, at }) => {
      site.builds = isBuilt;
      const folder = project(join(site.folder, `app-${at}`), files);
      expect(await site.stepway('init', folder, '--yes')).toMatchObject({ code: 0 });
      const deployed = await site.deploy(folder);
      expect(deployed, deployed.stderr).toMatchObject({ code: 0 });
      if (isBuilt) expect(deployed.stderr).toContain('✔ Dependencies packed for the server');
      const { status, body } = await site.ask('/', { headers: { 'x-forwarded-for': '6.6.6.6' } });
      expect([status, JSON.parse(body)]).toEqual([
        200,
        { scheme: 'https', host: site.domain, visitor: expect.stringMatching(/^(?!127|6\.6)\d+\./), ...says },
      ]);
    },
  );
});
