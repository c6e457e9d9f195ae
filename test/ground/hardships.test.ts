import { afterEach, describe, expect, test } from 'vitest';
import { sampled, times } from '../support/thorough.ts';
import { toyApp } from './apps.ts';
import { ground, type Ground, type GroundOptions } from './ground.ts';
import { groundMissing } from './missing.ts';
import { setTimes } from './release-times.ts';

describe.skipIf(groundMissing())('whatever happens', () => {
  let site: Ground | undefined;
  afterEach(() => site?.close());
  const lay = async (options?: GroundOptions) => (site = await ground(options));

  test('a site is up in the end when packages cannot be had the first three times', async () => {
    const site = await lay({ files: { '/var/lib/ground/mirror-fails': '3\n' } });
    await site.built('--database', 'none');
    const machine = await site.machine();
    expect(machine.console()).toContain('failed');
    expect((await site.ask('/')).body).toContain('It works');
  });

  test('a site can be deployed to as soon as any version of the agent can be had', async () => {
    const site = await lay();
    const { installers } = site.account.agents;
    Object.assign(installers, { latestv2: false, latest: false });
    const without = await site.up('--database', 'none', '--delivery', 'local');
    expect(without.code).toBe(4);
    expect(without.stderr).toContain('CodeDeploy agent on the server');
    installers.latest = true;
    await site.built();
    expect(await site.deploy(await toyApp(site, 'one'))).toMatchObject({ code: 0 });
    expect((await site.ask('/')).body).toBe('one');
  });

  test('an app reaches its database with what the server tells it', async () => {
    const site = await lay();
    await site.built('--database', 'postgres', '--delivery', 'local');
    expect(await site.deploy(await toyApp(site, 'one'))).toMatchObject({ code: 0 });
    const told = JSON.parse((await site.ask('/environment')).body) as Record<string, string>;
    const machine = await site.machine();
    await machine.must('dnf install -y -q postgresql15');
    const secret = JSON.parse(
      await machine.must(
        `aws secretsmanager get-secret-value --region ${told['AWS_REGION']} --secret-id ${told['DATABASE_SECRET_ARN']} ` +
          '--query SecretString --output text',
      ),
    ) as { username: string; password: string };
    const where = `host=${told['DATABASE_HOST']} port=${told['DATABASE_PORT']} dbname=${told['DATABASE_NAME']}`;
    const how = `user=${secret.username} sslmode=verify-full sslrootcert=/etc/stepway/rds.pem`;
    expect(await machine.must(`PGPASSWORD='${secret.password}' psql "${where} ${how}" -Atc 'select 41 + 1'`)).toBe(
      '42\n',
    );
  });

  test('a server whose power is cut in the middle of a deployment serves the old version or the new one, and takes the next', async () => {
    const site = await lay();
    await site.built('--database', 'none', '--delivery', 'local');
    const machine = await site.machine();
    const body = () => site.ask('/', { timeout: 1000 }).then((answer) => answer.body, String);
    expect(await site.deploy(await toyApp(site, 'first'))).toMatchObject({ code: 0 });
    const seconds = Array.from({ length: 10 }, (_, at) => (at + 1) * 0.6);
    for (const [at, after] of sampled(seconds, 4).entries()) {
      const old = await body();
      const deployment = site.deploy(await toyApp(site, `${at}`));
      await new Promise((resolve) => setTimeout(resolve, after * 1000));
      await machine.cutPower();
      await machine.start();
      await expect.poll(body, { timeout: 30_000 }).toMatch(new RegExp(`^(${old}|${at})$`));
      await deployment;
      const again = await site.deploy(await toyApp(site, `${at} again`));
      expect(again, again.stderr).toMatchObject({ code: 0 });
      expect(await body()).toBe(`${at} again`);
    }
  });

  test('many deployments leave no more on the disk than the releases that are kept', async () => {
    const site = await lay();
    await site.built('--database', 'none', '--delivery', 'local');
    const machine = await site.machine();
    const used = async () =>
      Number(await machine.must('du -sk /opt/app /opt/codedeploy-agent | awk "{ sum += \\$1 } END { print sum }"'));
    // Nothing here is about how long a version is watched.
    await setTimes(machine, { probation: 0 });
    let before = 0;
    for (let at = 1; at <= Math.max(10, times(50)); at++) {
      const deployed = await site.deploy(await toyApp(site, `${at}`));
      expect(deployed, deployed.stderr).toMatchObject({ code: 0 });
      if (at === 6) before = await used();
    }
    expect(await machine.must('ls -d /opt/app/releases/*/ | wc -l')).toMatch(/^[1-6]\n$/);
    expect((await used()) - before).toBeLessThan(200);
  });
});
