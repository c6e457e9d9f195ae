import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildImage, imagePhases, pushImage } from '../../src/build/image.ts';
import { generate } from '../../src/init/generate.ts';
import { installRelease } from '../../src/steps/delivery/server/install.ts';
import { commands as setUp } from '../../src/steps/server/setup/index.ts';
import { newAuthority } from './certificates.ts';
import { serveHosts } from './hosts.ts';
import { startLoad } from './load.ts';
import { boot, type Machine } from './machine.ts';
import { serveMetadata, type Identity } from './metadata.ts';
import { groundMissing } from './missing.ts';
import { serveNames } from './names.ts';
import { newNetwork, resolvConf, type Network } from './network.ts';
import { newRegistry, type Registry } from './registry.ts';
import { setTimes } from './release-times.ts';

const region = 'us-east-1';
const site = { domain: 'shop.example.com', www: false, port: 8080, healthPath: '/', entry: 'load-balancer' };

/** Stands for the bucket, which is a folder, and for Parameter Store, which is a file; the rest is AWS's own. */
const aws = `#!/bin/bash
case "$1" in
  s3) for word; do case "$word" in s3://*) key=\${word#s3://*/} ;; esac; done; exec cp "/srv/bucket/$key" "\${@: -1}" ;;
  ssm) exec cat /srv/parameters.json ;;
  *) exec /usr/bin/aws "$@" ;;
esac
`;

const odd = {
  PRIVATE_KEY: '-----BEGIN-----\nab$c`d"e\\f\'g\nPATH=/nowhere\n-----END-----\n',
  KOREAN: '한글 값 😀',
  SPACES: '  two  at both ends  ',
  lower_case: 'also goes',
  // As what systemd and docker's client have around them.
  USER: 'somebody',
  CONTAINER: 'mine',
  DOCKER_HOST: 'tcp://nowhere:1',
  DOCKER_CONFIG: '/nowhere',
  DOCKER_TLS_VERIFY: '1',
};

/** What each of its processes does, by the name that it is given. It knows its port itself. */
const program = `const { createServer, get, request } = require('node:http');
const { appendFileSync } = require('node:fs');
const [, , name, version, manner] = process.argv;
const says = (what) => (console.log(name, version, what), appendFileSync('/var/lib/app/said', name + ' ' + version + ' ' + what + '\\n'));
const ask = (path, method, headers) => new Promise((resolve) => {
  const asked = request({ host: '169.254.169.254', path, method, headers, timeout: 1500 }, (response) => {
    let text = '';
    response.on('data', (part) => (text += part)).on('end', () => resolve(text));
  });
  asked.on('timeout', () => asked.destroy()).on('error', () => resolve('nothing')).end();
});
async function role() {
  const token = await ask('/latest/api/token', 'PUT', { 'x-aws-ec2-metadata-token-ttl-seconds': 60 });
  return token === 'nothing' ? token : ask('/latest/meta-data/iam/security-credentials/', 'GET', { 'x-aws-ec2-metadata-token': token });
}
if (name === 'web') {
  if (manner === 'crashes') throw new Error('no such table');
  const server = createServer(async ({ url }, response) => {
    if (url === '/crash') process.exit(7);
    if (url === '/env') return response.end(JSON.stringify(process.env));
    if (url === '/role') return response.end(await role());
    if (url === '/slow') return setTimeout(() => response.end(version), 1000);
    response.end(version);
  }).listen(manner === 'elsewhere' ? 4000 : 3000);
  process.on('SIGTERM', () => (says('ends'), server.close()));
} else {
  says('runs');
  if (name !== 'release') {
    const rest = setInterval(() => {}, 1000);
    process.on('SIGTERM', () => setTimeout(() => (says('ends'), clearInterval(rest)), 500));
  }
}
`;

describe.skipIf(groundMissing())('an app that is an image', { timeout: 120_000 }, () => {
  let machine: Machine;
  let network: Network;
  let registry: Registry;
  const closing: (() => Promise<void>)[] = [];
  let plug: (hops: number) => Promise<void>;

  beforeAll(async () => {
    network = await newNetwork();
    const authority = await newAuthority(network.folder);
    const address = network.next();
    registry = newRegistry('123456789012', region);
    const names = new Set(registry.hosts.flatMap((host) => host.names));
    const identity: Identity = {
      'instance-id': 'i-1',
      'instance-type': 't3.micro',
      'local-ipv4': address,
      region,
      zone: 'us-east-1a',
      role: 'shop-server',
    };
    closing.push(
      () => network.close(),
      await serveNames(network.at.hosts, (name) => (names.has(name) ? [network.at.hosts] : undefined)),
      await serveMetadata(network.at.hosts, (from) => (from === address ? identity : undefined)),
      await serveHosts(network.at.hosts, authority, registry.hosts),
    );
    plug = (hops) => network.set([{ privateIp: address, hops, open: [{ ports: '80', for: 'internet' }] }]);
    await plug(2);
    machine = await boot({
      hostname: `docker-${address.replaceAll('.', '-')}`,
      address,
      trusted: authority.ca,
      files: {
        '/etc/resolv.conf': resolvConf,
        '/srv/bucket/config/app.env': `PORT=8080\nAWS_REGION=${region}\n`,
        '/srv/parameters.json': JSON.stringify({
          Parameters: Object.entries(odd).map(([Name, Value]) => ({ Name: `/stepway/0/env/${Name}`, Value })),
        }),
      },
    });
    closing.push(() => machine.stop());
    await machine.write('/usr/local/bin/aws', aws);
    await machine.must('chmod 755 /usr/local/bin/aws');
    const source = { bucket: 'shop', region, settings: '/stepway/0/env' };
    for (const lines of [setUp(site), installRelease(source)]) await machine.must('sh', { input: lines.join('\n') });
    await machine.must('sed -i "s/^kept=.*/kept=2/" /opt/stepway/release');
    await setTimes(machine, { patience: 10, probation: 1, most_restarts: 1 });
  }, 300_000);
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  /** Deploys an image, as CodeDeploy's agent does: how it ended, and what was said. */
  async function deploy(version: string, { manner = '', procfile = '' } = {}) {
    const image = await registry.add({
      files: { 'app/app.js': program },
      exposes: [3000, 9229],
      command: ['node', 'app.js', 'web', version, manner],
    });
    return { image, ...(await release(version, image, procfile)) };
  }

  /** The same of an image that the registry has. */
  async function release(version: string, image: string, procfile = '') {
    const folder = `/root/bundles/${version}`;
    const written = generate({ traits: { kind: 'docker' }, database: 'none', branch: 'main', destination: undefined });
    for (const { path, content } of written) await machine.write(`${folder}/${path}`, content);
    await machine.write(`${folder}/deploy/image`, `${image}\n`);
    if (procfile) await machine.write(`${folder}/Procfile`, procfile);
    await machine.must(`chmod +x ${folder}/deploy/*.sh`);
    const { stdout } = await machine.run(`exec 2>&1
for event in BeforeInstall AfterInstall ApplicationStart ValidateService; do
  LIFECYCLE_EVENT=$event ${folder}/deploy/release.sh || { echo "failed in $event"; exit 1; }
done
echo done`);
    return { end: stdout.trimEnd().split('\n').at(-1) ?? '', said: stdout };
  }

  const ask = async (path = '/') => (await machine.run(`curl -s -m 5 http://127.0.0.1${path}`)).stdout;
  const live = () => machine.must('sed -n "s/.*slot //p" /etc/nginx/stepway/upstream.conf').then((text) => text.trim());
  const images = async () =>
    (await machine.must("docker image ls --digests --format '{{.Repository}}@{{.Digest}}'"))
      .trim()
      .split('\n')
      .toSorted();
  const containers = async () =>
    (await machine.must("docker ps --all --format '{{.Names}}'")).trim().split('\n').toSorted();
  const processes = (version: string) =>
    ['web', 'worker', 'release'].map((name) => `${name}: node app.js ${name} ${version}\n`).join('');

  test('is pulled with the role of the server, and serves from a port of its own, with its settings to the letter', async () => {
    const first = await deploy('1', { procfile: processes('1') });
    expect(first.said).toMatch(/done\n$/);
    expect(await ask()).toBe('1');
    expect(await images()).toEqual([first.image]);
    const env = JSON.parse(await ask('/env')) as Record<string, string>;
    expect(env).toEqual({
      PATH: '/bin',
      PWD: '/app',
      LANG: 'C.UTF-8',
      HOME: '/',
      HOSTNAME: env['HOSTNAME'],
      PORT: '3000',
      AWS_REGION: region,
      ...odd,
    });
    // In no list of processes, and no key of the registry stays.
    expect(
      await machine.must('ps -eo args; ls /run/stepway /root/.docker /var/lib/app/.docker 2>&1 || true'),
    ).not.toMatch(/also goes|BEGIN|docker$/m);
    expect(await machine.must('journalctl --quiet --output cat _SYSTEMD_UNIT=app-worker-a@worker.service')).toBe(
      'worker 1 runs\n',
    );
    expect(await machine.must('cat /var/lib/app/container/said')).toBe('release 1 runs\nworker 1 runs\n');
  });

  test('reaches the role of the server where answers of the metadata service may go one step further', async () => {
    expect(await ask('/role')).toBe('shop-server');
    await plug(1);
    expect(await ask('/role')).toBe('nothing');
    await plug(2);
  });

  test('its next version takes over without a failed request, and its workers with it', async () => {
    const load = startLoad({ url: 'http://shop.example.com/slow', lookup: () => [machine.address], pause: 20 });
    expect((await deploy('2', { procfile: processes('2') })).end).toBe('done');
    expect(await ask()).toBe('2');
    expect((await load.stop()).failed).toEqual([]);
    await expect.poll(containers, { timeout: 20_000 }).toEqual(['app-b', 'app-worker-b-worker']);
    expect(await machine.must('cat /var/lib/app/container/said')).toMatch(/worker 1 ends\n[^]*worker 2 runs\n/);
  });

  test('is started again when it ends by itself, or when the program that runs it is killed', async () => {
    await ask('/crash');
    await expect.poll(() => ask(), { timeout: 15_000 }).toBe('2');
    const slot = await live();
    expect(await machine.must(`systemctl show --property ExecMainStatus,NRestarts app@${slot}`)).toContain(
      'NRestarts=1',
    );
    await machine.must(`systemctl kill --signal KILL app@${slot}`);
    await expect.poll(() => ask(), { timeout: 15_000 }).not.toBe('2');
    await expect.poll(() => ask(), { timeout: 15_000 }).toBe('2');
  });

  test('a version that crashes, or listens elsewhere, leaves the one before it; its image goes', async () => {
    const before = await images();
    const broken = await deploy('3', { manner: 'crashes' });
    expect(broken.end).toBe('failed in ApplicationStart');
    expect(broken.said).toContain('Error: no such table');
    const elsewhere = await deploy('4', { manner: 'elsewhere' });
    expect(elsewhere.end).toBe('failed in ApplicationStart');
    expect(elsewhere.said).toContain('The app listens on port 4000, not on $PORT, which is 3000.');
    expect(await ask()).toBe('2');
    expect(await images()).not.toContain(broken.image);
    expect(await images()).toEqual(expect.arrayContaining(before));
  });

  test('goes back without the registry, and is there after a reboot', async () => {
    registry.isThere = false;
    expect((await deploy('1', { procfile: processes('1') })).end).toBe('done');
    expect(await ask()).toBe('1');
    expect((await deploy('5')).said).toMatch(/failed in AfterInstall/);
    await machine.reboot();
    await expect.poll(() => ask(), { timeout: 30_000 }).toBe('1');
    registry.isThere = true;
  });

  test('is not started anew while it keeps a database that would be gone', async () => {
    const write = "require('fs').writeFileSync('/app/shop.db', 'SQLite format 3')";
    await machine.must(`docker exec --user 0 app-${await live()} node -e "${write}"`);
    const refused = await machine.run('/opt/stepway/release restart 2>&1');
    expect(refused.stdout).toContain('The container that serves keeps a database, which goes with it: /app/shop.db.');
    expect(await ask()).toBe('1');
    await machine.must(`docker cp app-${await live()}:/app/shop.db /var/lib/app/container/`);
    expect(await machine.must('/opt/stepway/release restart')).toContain('serves.');
  });

  test('is not pulled onto a disk that it would fill', async () => {
    const full = `#!/bin/bash\necho Avail; echo 400\n`;
    await machine.write('/usr/local/bin/df', full);
    const folder = '/root/bundles/2';
    const { stdout } = await machine.run(
      `chmod 755 /usr/local/bin/df; cd ${folder}; bash deploy/prepare.sh 2>&1; rm /usr/local/bin/df`,
    );
    expect(stdout).toContain("The server's disk is too full for the image: less than 500 MB would stay free.");
  });

  test('a version that is no image takes over, and runs as ever, also when systemd was not told the first time', async () => {
    const folder = '/root/bundles/plain';
    const written = generate({ traits: { kind: 'other' }, database: 'none', branch: 'main', destination: undefined });
    for (const { path, content } of written) await machine.write(`${folder}/${path}`, content);
    await machine.write(`${folder}/start.sh`, 'id >id.txt\nexec python3 -m http.server --bind 127.0.0.1 "$PORT"\n');
    await machine.write(
      '/usr/local/sbin/systemctl',
      '#!/bin/bash\n[ "$1" != daemon-reload ] || { rm "$0"; kill -KILL $PPID; exit; }\nexec /usr/bin/systemctl "$@"\n',
    );
    const activate = `/opt/stepway/release activate ${folder}`;
    await machine.must(
      `chmod +x ${folder}/deploy/*.sh /usr/local/sbin/systemctl; /opt/stepway/release prepare ${folder}; ! ${activate} && ${activate}`,
    );
    expect(await ask('/id.txt')).not.toContain('docker');
  });

  test('is built and pushed by what CodeBuild and GitHub are told, and runs as the version that they name', async () => {
    const base = await registry.add({ files: { 'app/app.js': program }, command: ['node', 'app.js', 'web', '6'] });
    const [folder, env] = ['/root/sources', 'export AWS_REGION=us-east-1 CODEBUILD_BUILD_ID=shop:0123 IMAGES='];
    const repository = base.replace(/@.*/, '');
    await machine.write(`${folder}/Dockerfile`, `FROM ${base}\nCOPY it.txt /app/it.txt\nEXPOSE 3000\n`);
    await machine.write(`${folder}/it.txt`, 'it is there');
    const lines = (all: readonly string[]) => `cd ${folder}\nmkdir -p deploy\nset -euo pipefail\n${all.join('\n')}\n`;
    const signIn = `aws ecr get-login-password | docker login --username AWS --password-stdin ${registry.name}`;
    await machine.must('bash', { input: lines([signIn, `docker pull --quiet ${base}`, 'rm -r ~/.docker']) });
    const [build, push] = imagePhases(repository, 'amd64').map(({ commands }) => commands);
    await machine.must('bash', { input: lines([env, ...build!]) });
    await machine.must('bash', { input: lines([env, ...push!]) });
    const image = (await machine.must(`cat ${folder}/deploy/image`)).trim();
    expect(image).toMatch(new RegExp(`^${repository}@sha256:[0-9a-f]{64}$`));
    await machine.must('bash', {
      input: lines([`${env}${repository}`, ...buildImage('amd64'), ...pushImage('second')]),
    });
    expect((await machine.must(`cat ${folder}/deploy/image`)).trim()).toBe(image);
    await machine.must('docker image prune --all --force; rm -rf ~/.docker');
    expect((await release('6', image)).end).toBe('done');
    expect(await ask()).toBe('6');
    expect(
      await machine.must(`docker exec app-${await live()} node -e "console.log(fs.readFileSync('it.txt', 'utf8'))"`),
    ).toBe('it is there\n');
  });
});
