import { generate } from '../../src/init/generate.ts';
import type { Traits } from '../../src/init/traits.ts';
import { installRelease } from '../../src/steps/delivery/server/install.ts';
import { commands as setUp } from '../../src/steps/server/setup/index.ts';
import { node } from '../init/projects.ts';
import { boot, type Machine } from './machine.ts';
import { setTimes } from './release-times.ts';

export const site = {
  domain: 'shop.example.com',
  www: false,
  port: 8080,
  healthPath: '/health',
  entry: 'load-balancer',
};

/** Stands for the bucket, which is a folder, and for settings that nobody has made. */
const bucket = `#!/bin/bash
[ "$1" = s3 ] || { cat /srv/parameters.json 2>/dev/null || echo '{"Parameters":[]}'; exit; }
for word; do case "$word" in s3://*) key=\${word#s3://*/} ;; esac; done
exec cp "/srv/bucket/$key" "\${@: -1}"
`;

/** A server of Node's that says which version it is, and behaves as its kind does. */
export const server = `const { appendFileSync, readFileSync } = require('node:fs');
const [version, kind] = [process.env.npm_package_version, process.env.npm_package_config_kind];
if (kind === 'crashes') {
  console.error('Error: Cannot find module express');
  process.exit(1);
}
const server = require('node:http').createServer((request, response) => {
  const { host, 'x-forwarded-proto': proto } = request.headers;
  // As Django answers who does not name the site, and as an app redirects who did not come by https.
  if (kind === 'early');
  else if (request.url === '/health' && host !== 'shop.example.com') response.statusCode = 400;
  else if (request.url === '/health' && proto !== 'https') response.statusCode = 426;
  else if (kind === 'errs') response.statusCode = 500;
  if (request.url === '/written') {
    for (const file of ['/var/lib/app/kept', 'own']) appendFileSync(file, version + ';');
    return response.end(readFileSync('/var/lib/app/kept') + ' ' + readFileSync('own'));
  }
  const takes = request.url === '/slow' ? 4000 : request.url === '/health' && kind === 'polite' ? 1000 : 0;
  setTimeout(() => response.end(version + ' ' + process.env.GREETING), takes);
});
server.keepAliveTimeout = 100_000;
if (kind === 'polite') process.on('SIGTERM', () => server.close(() => process.exit(0)));
const port = kind === 'fixed' ? 8080 : kind === 'elsewhere' ? 3999 : process.env.PORT;
// As an app that listens first, and then does not reach its database.
if (kind === 'brief') setTimeout(() => process.exit(1), 2500);
if (kind === 'passing') setTimeout(() => process.exit(1), 8000);
if (kind === 'deaf') setInterval(() => {}, 1000);
else setTimeout(() => server.listen(port, kind === 'six' ? '::1' : undefined), kind === 'slow' ? 3000 : 0);
`;

type Kind =
  | 'well'
  | 'early'
  | 'slow'
  | 'crashes'
  | 'errs'
  | 'deaf'
  | 'fixed'
  | 'elsewhere'
  | 'polite'
  | 'brief'
  | 'six'
  | 'passing';

const events = ['BeforeInstall', 'AfterInstall', 'ApplicationStart', 'ValidateService'];

interface Deployed {
  readonly end: string;
  readonly said: string;
  readonly seconds: number;
}

export const folderOf = (version: string) => `/root/bundles/${version}`;

/** Lines that run the hooks of a bundle as the agent does, to the first that fails. */
const hooksOf = (folder: string) => `export DEPLOYMENT_GROUP_ID=group
for event in ${events.join(' ')}; do
  echo "-- $event"
  LIFECYCLE_EVENT=$event ${folder}/deploy/release.sh 2>&1 || { echo "failed in $event"; exit 1; }
done
echo done`;

/** A server with the tool that puts releases on it, and no account around it. */
export interface ReleaseServer {
  readonly machine: Machine;
  asSystemsManager(lines: readonly string[]): Promise<string>;
  /** Lays a project down as its bundle is unpacked, with the files that `init` writes for it. */
  project(version: string, traits: Traits, files: Readonly<Record<string, string>>): Promise<void>;
  /** The same for a server of Node's. */
  bundle(version: string, kind?: Kind): Promise<void>;
  /** Deploys a version that was laid down, or one of a kind. */
  deploy(version: string, kind?: Kind): Promise<Deployed>;
  /** Which port and slot nginx leads to. */
  upstream(): Promise<string>;
  /** What a visitor sees. */
  ask(path?: string): Promise<string>;
}

/** Boots one at an address of 10.20.0.0/24 that no other test has. */
export async function releaseServer(address: string): Promise<ReleaseServer> {
  const machine = await boot({ hostname: `ip-${address.replaceAll('.', '-')}`, address });
  await machine.write('/srv/bucket/config/app.env', 'PORT=8080\nGREETING=hello\n');
  await machine.write('/usr/local/bin/aws', bucket);
  await machine.must('chmod 755 /usr/local/bin/aws');
  const on: ReleaseServer = {
    machine,
    asSystemsManager: (lines) => machine.must('sh', { input: lines.join('\n') }),
    async project(version, traits, files) {
      const written = generate({ traits, database: 'none', branch: 'main', destination: undefined });
      const all = { ...files, ...Object.fromEntries(written.map(({ path, content }) => [path, content])) };
      for (const [path, content] of Object.entries(all)) await machine.write(`${folderOf(version)}/${path}`, content);
      await machine.must(`chmod +x ${folderOf(version)}/deploy/*.sh`);
    },
    bundle: (version, kind = 'well') =>
      on.project(version, node, {
        'server.js': server,
        'package.json': JSON.stringify({
          name: 'shop',
          version,
          config: { kind },
          scripts: { start: 'node server.js' },
        }),
      }),
    async deploy(version, kind) {
      if (kind !== undefined) await on.bundle(version, kind);
      const began = performance.now();
      const { stdout, stderr } = await machine.run(hooksOf(folderOf(version)));
      const said = `${stdout}${stderr}`;
      const [, end = `nothing: ${said}`] = /^(done|failed in \w+)$/m.exec(stdout) ?? [];
      return { end, said, seconds: (performance.now() - began) / 1000 };
    },
    upstream: () => machine.must('cat /etc/nginx/stepway/upstream.conf'),
    async ask(path = '/') {
      const { stdout } = await machine.run(`curl -s -m 5 -H 'Host: shop.example.com' http://127.0.0.1${path}`);
      return stdout;
    },
  };
  await on.asSystemsManager(setUp(site));
  await on.asSystemsManager(installRelease({ bucket: 'shop', region: 'us-east-1', settings: '/stepway/0123abcd/env' }));
  // Nobody waits here for what never comes.
  await setTimes(machine, { patience: 20, forbearance: 5 });
  return on;
}
