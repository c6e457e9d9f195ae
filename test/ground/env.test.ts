import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeDotenv } from '../../src/env/dotenv.ts';
import { full } from '../support/thorough.ts';
import { toyApp } from './apps.ts';
import { ground, type Ended, type Ground } from './ground.ts';
import type { Machine } from './machine.ts';
import { groundMissing } from './missing.ts';
import { setTimes } from './release-times.ts';
import { unbroken } from '../commands/support.ts';

/** What is hard to keep as it is. */
const awkward: Readonly<Record<string, string>> = {
  EMPTY: '',
  SPACES: '  leading and trailing  ',
  QUOTES: `it's "quoted" and \`ticked\``,
  DOLLARS: '$HOME ${HOME} $(id) %i %% $$',
  BACKSLASHES: 'C:\\new\\table\\ \\" \\',
  HASH: '#not a comment # either',
  PEM: '-----BEGIN KEY-----\nMIIB+/=\n\n-----END KEY-----\n',
  LOOKS_LIKE_A_LINE: 'first\nPORT=1\nDATABASE_HOST=elsewhere\n#',
  RETURNS: 'a\r\nb\tc',
  UNICODE: '비밀 값 — naïve 🐢',
  TEMPLATE: '{{ name }}',
  JSON: '{"a":[1,"b\\n"],"c":"d=e;f"}',
  ENCODED: 'stepway:base64:AAAA',
  LARGE: 'x'.repeat(4096),
};

describe.skipIf(groundMissing())('the settings of an app', { timeout: 600_000 }, () => {
  let site: Ground;
  let machine: Machine;

  beforeAll(async () => {
    site = await ground();
    await site.built('--database', 'none', '--delivery', 'local');
    machine = await site.machine();
    await setTimes(machine, { patience: 15, forbearance: 5 });
  }, 600_000);
  afterAll(() => site?.close());

  const well = ({ code, stdout, stderr }: Ended) => {
    expect(code === 0 ? '' : `${code}: ${stdout}${stderr}`).toBe('');
    return stderr;
  };
  const environment = async () => JSON.parse((await site.ask('/environment')).body) as Readonly<Record<string, string>>;

  test('they can be made before there is an app, which gets them at its first deployment', async () => {
    expect(well(await site.stepway('env', 'set', 'FIRST=one'))).toContain('the first deployment gets them');
    well(await site.deploy(await toyApp(site, 'one')));
    expect(await environment()).toMatchObject({ FIRST: 'one', AWS_REGION: 'us-east-1' });
  });

  test('the app has each of 200 values, to the letter', async () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`MANY_${at}`, `value ${at}`]));
    const all = { ...many, ...awkward };
    writeFileSync(join(site.folder, 'all.env'), writeDotenv(new Map(Object.entries(all))));
    well(await site.stepway('env', 'set', '--file', 'all.env'));
    const has = await environment();
    for (const [name, value] of Object.entries(all)) expect({ [name]: has[name] }).toEqual({ [name]: value });
    const listens = await machine.must("sed -n '1p' /etc/stepway/app.env");
    expect(listens).toMatch(/^PORT=(8080|18080)\n$/);
    const pulled = await site.stepway('env', 'pull', '--json');
    expect(JSON.parse(pulled.stdout)).toEqual({ FIRST: 'one', ...all });
    const names = Object.keys(many);
    well(await site.stepway('env', 'unset', '--no-restart', ...names));
  });

  test('a changed value is live within 20 s, and no visitor notices', async () => {
    const visitors = site.load({ most: 50_000 });
    const began = performance.now();
    well(await site.stepway('env', 'set', 'GREETING=changed'));
    const seconds = (performance.now() - began) / 1000;
    const load = await visitors.stop(500);
    expect(load.failed.slice(0, 10)).toEqual([]);
    if (full) expect(seconds).toBeLessThan(20);
    expect(await environment()).toMatchObject({ GREETING: 'changed' });
    expect(await environment()).not.toHaveProperty('MANY_1');
  });

  test('a value that the app does not come up with is undone, and not shown', async () => {
    const visitors = site.load({ most: 50_000 });
    const { code, stderr } = await site.stepway('env', 'set', 'NODE_OPTIONS=--no-such-flag', 'GREETING=s3cr3t-value');
    const load = await visitors.stop(100);
    expect(load.failed.slice(0, 10)).toEqual([]);
    expect(code).toBe(4);
    expect(unbroken(stderr)).toContain('was undone: NODE_OPTIONS, GREETING');
    expect(stderr).toContain('is not allowed in NODE_OPTIONS');
    expect(stderr).not.toMatch(/no-such-flag|s3cr3t-value/);
    const { stdout } = await site.stepway('env', 'pull', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ GREETING: 'changed' });
    expect(JSON.parse(stdout)).not.toHaveProperty('NODE_OPTIONS');
    expect(await environment()).toMatchObject({ GREETING: 'changed' });
    // Neither a deployment nor a boot brings it back.
    well(await site.deploy(await toyApp(site, 'two')));
    expect(await environment()).toMatchObject({ GREETING: 'changed' });
  });

  test('a file in the bucket that was edited by hand, and lost a quote, is told of, and changes nothing', async () => {
    const before = await site.environment();
    await site.setEnvironment(`${before}TITLE="a shop\nLOST=1\n`);
    const { code, stderr } = await site.stepway('env', 'set', 'GREETING=never');
    await site.setEnvironment(before);
    expect(code).toBe(4);
    expect(unbroken(stderr)).toMatch(/The quotes in line \d+ of config\/app\.env do not pair up: TITLE\./);
    expect(await environment()).toMatchObject({ GREETING: 'changed' });
  });

  test('only the server and root on it can read them', async () => {
    const readable = await machine.must('find /etc/stepway -type f -name "*.env" -perm /007 -printf "%p "');
    expect(readable.trim().split(' ').toSorted()).toEqual(['/etc/stepway/delivery.env', '/etc/stepway/site.env']);
    const found = await machine.run(
      'journalctl --no-pager | grep -c -e "MIIB+/=" -e "비밀 값" ; ps -eo args | grep -c "[n]aïve"',
    );
    expect(found.stdout).toBe('0\n0\n');
  });

  test('they go with the stack', async () => {
    const { stdout, stderr } = await site.stepway('teardown', '--yes');
    expect(stdout + stderr).toMatch(/\/stepway\/\w+\/env/);
    expect(Object.values(site.account.rehearsal.account.data.regions)[0]?.parameters).toEqual([]);
  });
});
