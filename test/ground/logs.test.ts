import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { full } from '../support/thorough.ts';
import { region } from './account.ts';
import { ground, type Ground } from './ground.ts';
import type { Machine } from './machine.ts';
import { groundMissing } from './missing.ts';
import { eventually } from './programs.ts';
import { project } from './projects.ts';
import { setTimes } from './release-times.ts';

const count = full ? 20_000 : 2_000;

/** Says a number a line, as many as it is asked for; its worker says one each second. */
const program = `import { createServer } from 'node:http';
if (process.argv[2] === 'worker') {
  let beat = 0;
  setInterval(() => console.log('beat ' + ++beat), 500);
} else {
  let said = 0;
  createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://app');
    if (pathname === '/say') for (let at = 0; at < Number(searchParams.get('lines')); at++) console.log('number ' + ++said);
    response.end('ok');
  }).listen(process.env.PORT);
}
`;

describe.skipIf(groundMissing())('the lines of a server', { timeout: 600_000 }, () => {
  let site: Ground;
  let machine: Machine;

  beforeAll(async () => {
    site = await ground();
    const what = ['--database', 'none', '--entry', 'elastic-ip', '--delivery', 'local'];
    await site.built(...what, '--log-days', '14', '--alarms', 'you@example.com');
    machine = await site.machine();
    await setTimes(machine, { patience: 15, forbearance: 5 });
    const folder = project(join(site.folder, 'app'), {
      'package.json': JSON.stringify({ name: 'app', version: '1.0.0', private: true, type: 'module' }),
      'package-lock.json': JSON.stringify({ name: 'app', version: '1.0.0', lockfileVersion: 3, packages: {} }),
      'server.js': program,
      Procfile: 'web: node server.js\nworker: node server.js worker\n',
    });
    await site.stepway('init', 'app', '--yes');
    writeFileSync(join(folder, 'Procfile'), 'web: node server.js\nworker: node server.js worker\n');
    const { code, stderr } = await site.deploy(folder);
    if (code !== 0) throw new Error(stderr);
  }, 600_000);
  afterAll(() => site?.close());

  const of = (source: string) =>
    site.account.lines.filter(({ stream }) => stream.startsWith(`${source}/`)).map(({ message }) => message);
  const heard = (source: string, what: RegExp) =>
    eventually(`a line of ${source} with ${what.source}`, async () => of(source).find((line) => what.test(line)), {
      within: 60_000,
      every: 100,
    });
  const numbers = () =>
    of('app')
      .flatMap((line) => /number (\d+)$/.exec(line)?.[1] ?? [])
      .map(Number);

  test('of every source come to its log group: app, worker, web, set-up and deployments', async () => {
    await site.ask('/say?lines=1');
    await heard('app', /web number 1$/);
    await heard('worker', /worker beat \d+$/);
    await heard('web', /"GET \/say\?lines=1|\/say\?lines=1/);
    await heard('setup', /stepway-setup begin nginx$/);
    await heard('deploy', /./);
    const groups = new Set(site.account.lines.map(({ group }) => group));
    expect([...groups]).toEqual([expect.stringMatching(/^\/stepway\//)]);
  });

  test('come within ten seconds', async () => {
    const began = performance.now();
    const before = numbers().length;
    await site.ask('/say?lines=1');
    await eventually('the line comes', async () => (numbers().length > before ? true : undefined), {
      within: 60_000,
      every: 50,
    });
    expect((performance.now() - began) / 1000).toBeLessThan(10);
  });

  test('of the app come once each and in order, while their feeder dies, the agent begins anew and the journal is restarted', async () => {
    const before = numbers().length;
    const rounds = 10;
    for (let round = 0; round < rounds; round++) {
      await site.ask(`/say?lines=${count / rounds}`);
      if (round === 2) await machine.must('systemctl kill --signal=KILL stepway-lines');
      if (round === 4) await machine.must('systemctl restart amazon-cloudwatch-agent');
      if (round === 8) await machine.must('systemctl restart systemd-journald');
    }
    await eventually('all lines come', async () => (numbers().length >= before + count ? true : undefined), {
      within: 120_000,
      every: 200,
    });
    expect(numbers()).toEqual(Array.from({ length: before + count }, (_, at) => at + 1));
  });

  test('leave the agent alone with the figures of disk and memory', async () => {
    const home = '/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d';
    expect((await machine.must(`ls ${home}`)).split('\n').filter(Boolean)).toEqual([
      'file_figures.json',
      'file_logs.json',
    ]);
  });

  test('come with the days that the certificate which visitors see is still good', async () => {
    await expect.poll(() => site.ask('/').then(({ status }) => status, String), { timeout: 60_000 }).toBe(200);
    const { associations } = site.account.rehearsal.account.data.regions[region]!;
    const { parameters } = associations.find(({ name }) => name?.endsWith('figures-agent'))!;
    // As State Manager does once a day.
    await machine.must('sh', { input: parameters['commands']!.join('\n') });
    const shown = await machine.must(
      `openssl s_client -connect 127.0.0.1:443 -servername ${site.domain} </dev/null 2>/dev/null | openssl x509 -noout -enddate`,
    );
    const days = Math.floor((Date.parse(shown.replace(/^notAfter=/, '')) - Date.now()) / 86_400_000);
    expect(site.account.figures.at(-1)).toMatchObject({ namespace: 'stepway', name: 'certificate_days', value: days });
  });

  test('go nowhere else once the log is not wanted, and nothing of it is left on the server', async () => {
    await site.built('--log-days', 'none');
    const active = () => machine.run('systemctl is-active stepway-lines amazon-cloudwatch-agent');
    expect((await active()).stdout).toBe('inactive\nactive\n');
    await site.built('--alarms', 'none');
    expect((await active()).stdout).toBe('inactive\ninactive\n');
    const left = await machine.run(
      'ls /etc/stepway/logs.json* /etc/stepway/figures.json* /opt/stepway/lines /var/log/stepway',
    );
    expect(left.stdout).toBe('');
  });
});
