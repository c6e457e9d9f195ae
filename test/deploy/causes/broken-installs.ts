import type { Broken } from './broken.ts';

const installs = { event: 'AfterInstall', takes: ['node', 'npm'] } as const;
const packed = (more: object = {}) => JSON.stringify({ name: 'shop', version: '1.0.0', private: true, ...more });
const lock = (packages: object) => JSON.stringify({ name: 'shop', lockfileVersion: 3, requires: true, packages });
const ci = 'npm ci --omit=dev --no-audit --no-fund --offline';

/** A registry that answers every request alike. */
const registry = (answer: string) => `const { createServer } = require('node:http');
const { spawn } = require('node:child_process');
createServer((request, response) => { ${answer} }).listen(0, function () {
  const [command, ...words] = process.argv.slice(2);
  const at = \`http://127.0.0.1:\${this.address().port}/\`;
  spawn(command, words.map((word) => word.replace('AT', at)), { stdio: 'inherit' })
    .on('exit', (code) => process.exit(code));
});
`;
const fromRegistry = 'node registry.cjs npm install --registry AT --no-audit --no-fund --fetch-retries 0';

/** Dependencies that cannot be installed. */
export const brokenInstalls: readonly Broken[] = [
  {
    ...installs,
    name: 'npm-lock-out-of-date',
    files: {
      'package.json': packed({ dependencies: { ui: 'file:./ui' } }),
      'package-lock.json': lock({ '': { name: 'shop', version: '1.0.0' } }),
      'ui/package.json': JSON.stringify({ name: 'ui', version: '1.0.0' }),
    },
    run: ci,
    cause: /lock file does not match/,
    line: /`npm ci` can only install|EUSAGE|npm help ci/,
  },
  {
    ...installs,
    name: 'npm-no-lock',
    files: { 'package.json': packed() },
    run: ci,
    cause: /or is not in the bundle/,
    line: /can only install|npm help ci/,
  },
  {
    ...installs,
    name: 'npm-peers',
    files: {
      'package.json': packed({ dependencies: { one: '1.0.0', two: '1.0.0' } }),
      'registry.cjs': registry(`const [, name] = request.url.split('/');
  const { peers = {} } = { two: { peers: { one: '^2.0.0' } } }[name] ?? {};
  const versions = { '1.0.0': { name, version: '1.0.0', peerDependencies: peers, dist: { tarball: 'http://x/' } } };
  response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions }));`),
    },
    run: fromRegistry,
    cause: /do not go together/,
    line: /ERESOLVE/,
  },
  {
    ...installs,
    name: 'npm-workspace',
    files: { 'package.json': packed({ dependencies: { '@shop/shared': 'workspace:*' } }) },
    run: 'npm install --offline',
    cause: /another package of its workspace/,
    line: /EUNSUPPORTEDPROTOCOL|Unsupported URL Type/,
  },
  {
    ...installs,
    name: 'npm-engine',
    files: { 'package.json': packed({ engines: { node: '>=99' } }), '.npmrc': 'engine-strict=true\n' },
    run: 'npm install --offline',
    cause: /another version of Node\.js/,
    line: /EBADENGINE/,
  },
  {
    ...installs,
    name: 'npm-manifest-no-json',
    files: { 'package.json': '{ "name": "shop", }' },
    run: 'npm install --offline',
    cause: /package\.json is not JSON/,
    line: /EJSONPARSE/,
  },
  {
    ...installs,
    name: 'npm-prepare',
    files: { 'package.json': packed({ scripts: { prepare: 'husky' } }), 'package-lock.json': lock({ '': {} }) },
    run: ci,
    cause: /for development/,
    line: /husky: (command )?not found/,
  },
  {
    ...installs,
    name: 'npm-postinstall',
    files: {
      'package.json': packed({ scripts: { postinstall: 'node scripts/copy.js' } }),
      'package-lock.json': lock({ '': {} }),
    },
    run: ci,
    cause: /script of package\.json/,
    line: /Cannot find module '.*scripts\/copy\.js'/,
  },
  {
    ...installs,
    name: 'npm-folder-not-there',
    files: { 'package.json': packed({ dependencies: { shared: 'file:../shared' } }) },
    run: 'npm install --offline --install-links',
    cause: /folder that is not in the bundle/,
    line: /ENOENT.*shared/,
  },
  {
    ...installs,
    name: 'npm-unauthorized',
    files: {
      'package.json': packed({ dependencies: { '@shop/ui': '^1.0.0' } }),
      'registry.cjs': registry("response.writeHead(401, { 'www-authenticate': 'Basic' }).end('{}')"),
    },
    run: fromRegistry,
    cause: /private package registry refuses/,
    line: /E401/,
  },
  {
    ...installs,
    name: 'npm-forbidden',
    files: {
      'package.json': packed({ dependencies: { '@shop/ui': '^1.0.0' } }),
      'registry.cjs': registry("response.writeHead(403).end('{}')"),
    },
    run: fromRegistry,
    cause: /private package registry refuses/,
    line: /E403/,
  },
  {
    ...installs,
    name: 'npm-not-found',
    files: {
      'package.json': packed({ dependencies: { '@shop/ui': '^1.0.0' } }),
      'registry.cjs': registry("response.writeHead(404).end('{}')"),
    },
    run: fromRegistry,
    cause: /no such package/,
    line: /E404/,
  },
  {
    ...installs,
    name: 'npm-no-such-version',
    files: {
      'package.json': packed({ dependencies: { ui: '^9.0.0' } }),
      'registry.cjs': registry(
        `response.end('{"name":"ui","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"name":"ui","version":"1.0.0"}}}')`,
      ),
    },
    run: fromRegistry,
    cause: /no such version/,
    line: /ETARGET/,
  },
  {
    ...installs,
    name: 'npm-registry-down',
    files: { 'package.json': packed({ dependencies: { ui: '^1.0.0' } }) },
    run: 'npm install --registry http://127.0.0.1:1/ --fetch-retries 0',
    cause: /registry could not be reached/,
    line: /ECONNREFUSED/,
  },
  {
    ...installs,
    name: 'npm-changed-package',
    files: {
      'package.json': packed({ dependencies: { ui: 'file:ui.tgz' } }),
      'ui/package.json': JSON.stringify({ name: 'ui', version: '1.0.0' }),
      'package-lock.json': lock({
        '': { name: 'shop', version: '1.0.0', dependencies: { ui: 'file:ui.tgz' } },
        'node_modules/ui': { version: '1.0.0', resolved: 'file:ui.tgz', integrity: `sha512-${'A'.repeat(86)}==` },
      }),
    },
    run: `(cd ui && npm pack --silent --pack-destination .. >/dev/null) && mv ui-1.0.0.tgz ui.tgz && ${ci}`,
    cause: /not what the lock file/,
    line: /EINTEGRITY/,
  },
  {
    ...installs,
    name: 'npm-git',
    takes: ['node', 'npm', 'git'],
    files: { 'package.json': packed({ dependencies: { ui: 'git+file:///nowhere/ui.git' } }) },
    run: 'npm install --no-audit --no-fund',
    cause: /repository of git/,
    line: /npm error code 128/,
  },
  {
    ...installs,
    name: 'npm-full-disk',
    takes: ['node', 'npm', 'unshare'],
    files: {
      'package.json': packed({ dependencies: { ui: 'file:ui.tgz' } }),
      'ui/package.json': packed({ name: 'ui' }),
    },
    run: `head -c 3000000 /dev/urandom >ui/large && (cd ui && npm pack --silent --pack-destination .. >/dev/null)
mv ui-1.0.0.tgz ui.tgz
unshare --mount bash -c 'mkdir node_modules && mount -t tmpfs -o size=1m none node_modules && npm install --offline'`,
    cause: /disk is full/,
    line: /ENOSPC/,
  },
  {
    ...installs,
    name: 'gyp-no-compiler',
    files: {
      'package.json': packed({ scripts: { install: 'node-gyp rebuild' } }),
      'binding.gyp': '{ "targets": [{ "target_name": "native", "sources": ["native.cc"] }] }',
    },
    // Without `make` on its path.
    run: `mkdir path && for one in node npm sh python3 env uname; do ln -s "$(command -v "$one")" path; done
npm_config_nodedir=/usr PATH="$PWD/path" npm install --offline`,
    cause: /native code/,
    line: /gyp ERR!/,
    once: true,
  },
  {
    ...installs,
    name: 'pnpm-lock-out-of-date',
    takes: ['node', 'pnpm'],
    files: {
      'package.json': packed({ dependencies: { express: '^5.1.0' } }),
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\nimporters:\n  .: {}\n",
    },
    run: 'pnpm install --prod --frozen-lockfile',
    cause: /lock file does not match/,
    line: /ERR_PNPM_OUTDATED_LOCKFILE/,
    once: true,
  },
  {
    ...installs,
    name: 'pnpm-workspace',
    takes: ['node', 'pnpm'],
    files: { 'package.json': packed({ dependencies: { '@shop/shared': 'workspace:*' } }) },
    run: 'pnpm install --prod --no-lockfile',
    cause: /another package of its workspace/,
    line: /ERR_PNPM_WORKSPACE_PKG_NOT_FOUND/,
    once: true,
  },
  {
    ...installs,
    name: 'pnpm-engine',
    takes: ['node', 'pnpm'],
    files: { 'package.json': packed({ engines: { node: '>=99' } }), '.npmrc': 'engine-strict=true\n' },
    run: 'pnpm install --prod --no-lockfile',
    cause: /another version of Node\.js/,
    line: /ERR_PNPM_UNSUPPORTED_ENGINE/,
    once: true,
  },
];
