import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../src/init/generate.ts';
import { installRelease } from '../../src/steps/delivery/server/install.ts';
import { commands as setUp } from '../../src/steps/server/setup/index.ts';
import { startLoad } from './load.ts';
import { boot, type Machine } from './machine.ts';
import { groundMissing } from './missing.ts';
import { setTimes } from './release-times.ts';

const site = { domain: 'shop.example.com', www: false, port: 8080, healthPath: '/', entry: 'load-balancer' };

/** Stands for the bucket, which is a folder, and for settings that nobody has made. */
const bucket = `#!/bin/bash
[ "$1" = s3 ] || { echo '{"Parameters":[]}'; exit; }
for word; do case "$word" in s3://*) key=\${word#s3://*/} ;; esac; done
exec cp "/srv/bucket/$key" "\${@: -1}"
`;

const node = 'node-24';

/** What each process does, by the name that it is given; all of them write what they do into one file. */
const program = `const { appendFileSync } = require('node:fs');
const [, , name, manner] = process.argv;
const { PORT, GREETING } = process.env;
const { version } = require('./package.json');
const says = (what) => appendFileSync('/var/lib/app/said', [name, version, what].join(' ') + '\\n');
if (name === 'web') {
  if (manner === 'crashes') process.exit(1);
  require('node:http').createServer((_, response) => response.end(version)).listen(PORT);
} else if (name === 'release') {
  says('runs');
  console.log('changing the tables');
  if (manner === 'waits') setTimeout(() => says('is done'), 60_000);
  if (manner === 'crashes') throw new Error('column "price" does not exist');
} else {
  if (manner === 'crashes') throw new Error('no queue');
  says('begins ' + GREETING + ' ' + PORT);
  const rest = setInterval(() => {}, 1000);
  // The job that it has in hand takes a second.
  process.on('SIGTERM', () => setTimeout(() => (says('ends'), clearInterval(rest)), 1000));
}
`;

/** As it comes from Windows, of `NAME`, or `NAME: what the program is told`. */
const procfile = (lines: readonly string[]) =>
  lines.map((line) => `${line.replace(/^(\w+)$/, '$1: $1').replace(': ', `: ${node} app.js `)}\r\n`).join('');

describe.skipIf(groundMissing())('the processes of an app', { timeout: 120_000 }, () => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await boot({ hostname: 'ip-10-20-0-24', address: '10.20.0.24' });
    await machine.write('/srv/bucket/config/app.env', 'PORT=8080\nGREETING=hello\n');
    await machine.write('/usr/local/bin/aws', bucket);
    await machine.must('chmod 755 /usr/local/bin/aws; dnf install -y nodejs24');
    const source = { bucket: 'shop', region: 'us-east-1', settings: '/stepway/0123abcd/env' };
    for (const lines of [setUp(site), installRelease(source)]) await machine.must('sh', { input: lines.join('\n') });
    // Nobody waits here for what never comes.
    await setTimes(machine, { most_restarts: 1 });
  }, 300_000);
  afterAll(() => machine?.stop());

  /** Deploys a version with these processes, as CodeDeploy's agent does: how it ended, and what was said. */
  async function deploy(version: string, processes: readonly string[]): Promise<{ end: string; said: string }> {
    const folder = `/root/bundles/${version}`;
    const written = generate({ traits: { kind: 'other' }, database: 'none', branch: 'main', destination: undefined });
    const files = {
      ...Object.fromEntries(written.map(({ path, content }) => [path, content])),
      'app.js': program,
      'package.json': JSON.stringify({ version }),
      'start.sh': `exec ${node} app.js web\n`,
      ...(processes.length > 0 && { Procfile: procfile(processes) }),
    };
    for (const [path, content] of Object.entries(files)) await machine.write(`${folder}/${path}`, content);
    await machine.must(`chmod +x ${folder}/deploy/*.sh`);
    const { stdout } = await machine.run(`exec 2>&1
for event in BeforeInstall AfterInstall ApplicationStart ValidateService; do
  LIFECYCLE_EVENT=$event ${folder}/deploy/release.sh || { echo "failed in $event"; exit 1; }
done
echo done`);
    return { end: stdout.trimEnd().split('\n').at(-1) ?? '', said: stdout };
  }

  /** What the processes have said since this was last asked, without what the web process is asked. */
  async function news(): Promise<string[]> {
    const text = await machine.must('cat /var/lib/app/said; : >/var/lib/app/said');
    return text.trimEnd().split('\n').filter(Boolean);
  }
  const ask = async () => (await machine.run('curl -s -m 5 http://127.0.0.1/')).stdout;
  /** How many of each worker run. */
  const running = async () =>
    (await machine.must(`pgrep -af '^${node} app.js' | cut -d ' ' -f 4 | grep -v web | sort || true`))
      .trimEnd()
      .split('\n');

  test('the release command runs before, the workers once it is switched to: with the settings, without a port', async () => {
    const first = await deploy('1.0.0', ['# all', '', 'web', 'mail', 'clock-1: clock', 'release']);
    expect(first).toMatchObject({ end: 'done' });
    expect(first.said).toContain('changing the tables');
    expect(await ask()).toBe('1.0.0');
    const [released, ...begun] = await news();
    expect(released).toBe('release 1.0.0 runs');
    expect(begun.toSorted()).toEqual(['clock 1.0.0 begins hello undefined', 'mail 1.0.0 begins hello undefined']);
  });

  test('with the next version workers end their job and then its own begin; no request fails', async () => {
    const load = startLoad({ url: 'http://shop.example.com/', lookup: () => [machine.address], pause: 20 });
    expect(await deploy('1.1.0', ['web', 'mail', 'release'])).toMatchObject({ end: 'done' });
    const told = await news();
    expect([told[0], ...told.slice(1, 3).toSorted(), ...told.slice(3)]).toEqual([
      'release 1.1.0 runs',
      'clock 1.0.0 ends',
      'mail 1.0.0 ends',
      'mail 1.1.0 begins hello undefined',
    ]);
    expect((await load.stop()).failed).toEqual([]);
  });

  test('a version whose release command or web process fails changes nothing', async () => {
    const failing = await deploy('1.2.0', ['web', 'mail', 'release: release crashes']);
    expect(failing.end).toBe('failed in AfterInstall');
    expect(failing.said).toContain('column "price" does not exist');
    expect(failing.said).toMatch(
      /The release command failed, so this version is not started: release: node-24 app.js release crashes/,
    );
    expect(await news()).toEqual(['release 1.2.0 runs']);
    // As long as it fails it is tried again.
    expect(await deploy('1.2.0', ['web', 'mail', 'release: release crashes'])).toMatchObject({ end: failing.end });
    expect(await news()).toEqual(['release 1.2.0 runs']);

    expect(await deploy('1.2.1', ['web: web crashes', 'mail', 'release'])).toMatchObject({
      end: 'failed in ApplicationStart',
    });
    expect(await news()).toEqual(['release 1.2.1 runs']);
    expect([await ask(), await running()]).toEqual(['1.1.0', ['mail']]);
  });

  test('a restart, a way back and a reboot start the workers, and do not run the release command again', async () => {
    await machine.must('echo GREETING=hi >>/srv/bucket/config/app.env && /opt/stepway/release restart');
    expect(await news()).toEqual(['mail 1.1.0 ends', 'mail 1.1.0 begins hi undefined']);
    expect(await deploy('1.0.0', ['# all', '', 'web', 'mail', 'clock-1: clock', 'release'])).toMatchObject({
      end: 'done',
    });
    await machine.reboot();
    await expect.poll(ask, { timeout: 30_000 }).toBe('1.0.0');
    await expect.poll(running, { timeout: 10_000 }).toEqual(['clock', 'mail']);
    expect((await news()).filter((line) => line.startsWith('release'))).toEqual([]);
  });

  test('a release command that a power cut ended runs again, and no worker does twice', async () => {
    const deployment = deploy('1.3.0', ['web', 'mail', 'release: release waits']);
    await expect.poll(news, { timeout: 20_000 }).toEqual(['release 1.3.0 runs']);
    await machine.cutPower();
    await machine.start();
    await deployment;
    await expect.poll(running, { timeout: 30_000 }).toEqual(['clock', 'mail']);
    await news();
    const killed = deploy('1.3.0', ['web', 'mail', 'release: release waits']);
    await expect.poll(news, { timeout: 20_000 }).toEqual(['release 1.3.0 runs']);
    await machine.run('pkill -9 -f ^/bin/bash./opt/stepway/release; pkill -9 -f release.sh');
    expect(await deploy('1.3.0', ['web', 'mail', 'release'])).toMatchObject({ end: 'done' });
    await killed;
    expect(await news()).toEqual(expect.arrayContaining(['release 1.3.0 runs', 'mail 1.3.0 begins hi undefined']));
    expect(await running()).toEqual(['mail']);
  });

  test('a worker that crashes fails no deployment, but is told of and started again', async () => {
    const { end, said } = await deploy('1.4.0', ['web', 'mail', 'queue: queue crashes']);
    expect(end).toBe('done');
    expect(said).toContain('The worker queue exited on its own; it is started again every 5 s. Its last log lines:');
    expect(said).toContain('Error: no queue');
    expect(said).not.toContain('worker mail');
    const restarts = () => machine.must('systemctl show --property NRestarts --value "app-worker-*@queue.service"');
    await expect.poll(async () => Number(await restarts()), { timeout: 20_000 }).toBeGreaterThan(0);
    // For the doctor, whom AWS tells nothing of it.
    expect(await machine.must('/opt/stepway/release ailing')).toMatch(/^worker queue: .+\n$/);
  });

  test('a Procfile that is none is refused before anything of it runs', async () => {
    const refused = async (version: string, ...lines: readonly string[]) => (await deploy(version, lines)).said;
    expect(await refused('1.5.0', 'mail')).toContain('The Procfile has no web, which responds to visitors.');
    expect(await refused('1.5.1', 'web', 'mail', 'mail')).toContain('The Procfile has mail more than once.');
    expect(await refused('1.5.2', 'web', '- mail')).toContain('A line of the Procfile is not NAME: COMMAND: - mail');
    expect(await running()).toEqual(['mail']);
  });

  test('with a version without workers there are none', async () => {
    await news();
    expect(await deploy('2.0.0', [])).toMatchObject({ end: 'done' });
    expect(await ask()).toBe('2.0.0');
    expect(await running()).toEqual(['']);
    expect(await news()).toEqual(['mail 1.4.0 ends']);
  });
});
