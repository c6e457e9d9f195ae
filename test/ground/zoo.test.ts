import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCommand } from '../../src/build/recipe.ts';
import { detect } from '../../src/init/detect.ts';
import { readProject } from '../../src/init/project.ts';
import type { Traits } from '../../src/init/traits.ts';
import { unbroken } from '../commands/support.ts';
import { ground, type Ground } from './ground.ts';
import type { Machine } from './machine.ts';
import { everyNth } from '../support/thorough.ts';
import { groundMissing } from './missing.ts';
import { setTimes } from './release-times.ts';
import { project } from './projects.ts';
import { pageOf, type Row } from './zoo-table.ts';
import { zoo } from './zoo.ts';

/** What builds a project, if anything does. */
function commandOf(traits: Traits): string {
  const command = buildCommand(traits, 'amd64');
  return command === undefined ? '–' : `\`${command}\``;
}

const why = 'there is no such table';

/** A program that ends as soon as it is run, and says why. */
function crashing(path: string, content: string): string {
  if (/\.[jt]s$/.test(path)) return `throw new Error('${why}');\n${content}`;
  const [first = '', ...rest] = content.split('\n');
  const line = `raise RuntimeError("${why}")`;
  return first.startsWith('#!') ? [first, line, ...rest].join('\n') : `${line}\n${content}`;
}

describe.skipIf(groundMissing())('apps as people have them', () => {
  let site: Ground;
  let machine: Machine;
  const rows: Row[] = [];

  beforeAll(async () => {
    site = await ground();
    await site.built('--database', 'postgres', '--delivery', 'local', '--health-path', '/');
    machine = await site.machine();
    await setTimes(machine, { patience: 30, forbearance: 5, probation: 1, most_restarts: 1 });
    const { code, stderr } = await site.stepway('env', 'set', 'GREETING=hello');
    if (code !== 0) throw new Error(stderr);
  });
  afterAll(() => site?.close());

  const ask = () => site.ask('/', { headers: { 'x-forwarded-for': '6.6.6.6' } });

  // Each takes the place of another one, which runs on something else.
  test.each(
    everyNth(
      zoo.map((one, at) => ({ ...one, at })),
      3,
    ),
  )(
    '$about: is deployed as it is, knows how its visitor came, is replaced unseen, and comes back when it was killed',
    { timeout: 400_000 },
    async ({ about, files, main, says = {}, isBuilt = false, at }) => {
      site.builds = isBuilt;
      const folder = project(join(site.folder, `app-${at}`), files);
      const found = detect(readProject(folder));
      if ('what' in found) throw new Error(found.what.en);
      expect(await site.stepway('init', folder, '--yes')).toMatchObject({ code: 0 });
      const deployed = await site.deploy(folder);
      expect(deployed, deployed.stderr).toMatchObject({ code: 0 });
      if (isBuilt) expect(deployed.stderr).toContain('✔ Dependencies packed for the server');
      const { status, body } = await ask();
      const said = JSON.parse(body) as Readonly<Record<string, string>>;
      expect([status, said]).toEqual([
        200,
        {
          scheme: 'https',
          host: site.domain,
          visitor: expect.stringMatching(/^(?!127|6\.6)\d+\./),
          greeting: 'hello',
          ...says,
        },
      ]);

      const visitors = site.load({ kept: 2, fresh: 2, pause: 20 });
      writeFileSync(join(folder, 'version'), '2');
      const second = await site.deploy(folder);
      expect(second, second.stderr).toMatchObject({ code: 0 });
      writeFileSync(join(folder, main), crashing(main, files[main] ?? ''));
      const third = await site.deploy(folder);
      const load = await visitors.stop(100);
      expect(load.failed.slice(0, 5)).toEqual([]);
      expect(third.code).toBe(4);
      expect(unbroken(third.stderr)).toContain(why);
      expect(JSON.parse((await ask()).body)).toEqual(said);

      await machine.must(
        `. /dev/stdin <<<"$(sed -n 's/.*slot \\([ab]\\).*/slot=\\1/p' /etc/nginx/stepway/upstream.conf)"
systemctl kill --signal=KILL "app@$slot.service"`,
      );
      await expect.poll(async () => (await ask()).status, { timeout: 20_000 }).toBe(200);

      rows.push({
        shape: about,
        detected: found.because.en.replace(/^Detected /, '').replace(/[.:] .*/s, ''),
        built: commandOf(found.traits),
        first: `${status}`,
        failed: `${load.failed.length}`,
        crash: `exit code ${third.code}, the second serves`,
        killed: 'back by itself',
        scheme: said['scheme'] ?? '',
        environment: said['greeting'] === 'hello' ? 'there' : '',
        database: said['database'] ?? '–',
      });
    },
  );

  test('an app is not asked at a path where it is not well, and up says so', { timeout: 120_000 }, async () => {
    const { code, stderr } = await site.up('--health-path', '/nope');
    expect({ code, said: unbroken(stderr) }).toEqual({
      code: 2,
      said: expect.stringContaining('The app responds with 404 at /nope; a health check path has to give 2xx or 3xx.'),
    });
    expect(await machine.must('. /etc/stepway/site.env; echo $HEALTH_PATH')).toBe('/\n');
    const [region] = Object.values(site.account.rehearsal.account.data.regions);
    expect(JSON.stringify(region?.targetGroups)).not.toContain('/nope');
    expect(await site.up('--health-path', '/')).toMatchObject({ code: 0 });
  });

  test('the page on them says what was seen', async () => {
    if (rows.length < zoo.length) return;
    await expect(await pageOf(rows)).toMatchFileSnapshot('../../docs/zoo.md');
  });
});
