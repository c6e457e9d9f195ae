// Runs a command where the ground can be laid: in namespaces of its own, with a network that leads nowhere, so that
// machines, mounts and addresses are gone when the command is, however it ends. Where that cannot be it runs the command
// all the same, and the tests of the ground say why they are skipped.
// Usage: node scripts/ground.mjs COMMAND…
//   STEPWAY_REQUIRE_GROUND=1   makes the machines' image if it is not there; nothing is skipped: it fails
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../test/ground', import.meta.url));
const required = Boolean(process.env.STEPWAY_REQUIRE_GROUND);

/** What has to be there, and the package of Debian that has it; `.ci/run` installs the same. */
const programs = {
  debootstrap: 'debootstrap',
  haproxy: 'haproxy',
  ip: 'iproute2',
  mariadb: 'mariadb-client-core',
  mariadbd: 'mariadb-server-core',
  nft: 'nftables',
  pebble: 'pebble',
  pg_ctlcluster: 'postgresql',
  'systemd-nspawn': 'systemd-container',
};

/** The folder of the image, and otherwise why there is no ground. */
function look() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { why: 'it needs Linux, and root' };
  const folders = (process.env.PATH ?? '').split(delimiter);
  const missing = Object.keys(programs).filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
  if (missing.length > 0) return { why: `apt-get install ${missing.map((name) => programs[name]).join(' ')}` };
  const { status, stdout } = spawnSync(join(folder, 'image/build'), required ? [] : ['--cached'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) return { why: 'its image is not there; `npm run ground` makes it' };
  const tried = spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', 'true'], { encoding: 'utf8' });
  if (tried.status !== 0) return { why: `no namespaces can be had here (${tried.stderr.trim()})` };
  return { image: stdout.trim() };
}

/** Groups of processes outlive their processes: those of this ground, and of others that were killed. */
function sweep() {
  for (const hierarchy of ['', 'systemd', 'unified'].map((name) => join('/sys/fs/cgroup', name))) {
    if (!existsSync(hierarchy)) continue;
    for (const name of readdirSync(hierarchy).filter((name) => name.startsWith('stepway-ground-'))) {
      try {
        const groups = within(join(hierarchy, name));
        if (groups.every((group) => readFileSync(join(group, 'cgroup.procs'), 'utf8') === ''))
          for (const group of groups) rmdirSync(group);
      } catch (error) {
        // Another ground sweeps as well, or begins in one that looked empty.
        if (!['ENOENT', 'ENODEV', 'EBUSY'].includes(error.code)) throw error;
      }
    }
  }
}

/** A folder and all in it, the innermost first. */
const within = (folder) => [
  ...readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? within(join(folder, entry.name)) : [],
  ),
  folder,
];

const { image, why } = look();
if (why && required) {
  console.error(`There is no ground: ${why}`);
  process.exit(1);
}

// What is printed for another terminal needs the number of the process that holds the namespaces.
const hold = 'STEPWAY_GROUND_HOLDER=$$ exec setpriv --pdeathsig KILL -- unshare "$@"';
const namespaces = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
const command = process.argv.slice(2);
const [program = '', ...args] = image
  ? ['bash', '-c', hold, 'bash', ...namespaces, join(folder, 'enter'), ...command]
  : command;

const child = spawn(program, args, {
  stdio: 'inherit',
  env: { ...process.env, ...(image ? { STEPWAY_GROUND: image } : { STEPWAY_NO_GROUND: why }) },
});
// The terminal sends it to all of them, and the command ends in its own time.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(image ? 'SIGKILL' : signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
  if (image) sweep();
});
