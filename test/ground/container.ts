import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ended, until } from './processes.ts';

export interface Container {
  /** Waits until its systemd answers. */
  answers(): Promise<void>;
  /** The arguments of nsenter to be in there; undefined while it has no systemd. */
  inside(): readonly string[] | undefined;
  /** Runs a program in there, with a limit in seconds; undefined while it has no systemd. */
  spawn(limit: number, command: readonly string[]): ChildProcessWithoutNullStreams | undefined;
  /** Ends all its processes at once. */
  kill(): Promise<void>;
  /** How it has ended: by a wish to start again, or otherwise. */
  readonly ended: Promise<'off' | 'reboot'>;
}

interface What {
  /** So short that a network link can have it in its name. */
  readonly name: string;
  /** The folder that is its root. */
  readonly disk: string;
  /** The file to which its console is added. */
  readonly log: string;
}

/** Puts itself into a group of its own, in each hierarchy that systemd counts processes in, and becomes systemd-nspawn. */
const intoGroup = `
group="$1" link="$2"
shift 2
for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/{systemd,unified}; do
  [ -e "$hierarchy/cgroup.procs" ] || continue
  mkdir -p "$hierarchy/$group"
  # Left by an earlier boot.
  find "$hierarchy/$group" -mindepth 1 -depth -type d -exec rmdir {} + 2>/dev/null
  echo $$ >"$hierarchy/$group/cgroup.procs"
done
# It outlives a power cut for a moment.
ip link delete "$link" 2>/dev/null
exec systemd-nspawn "$@"`;

const namespaces = ['--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup'];

/** What systemd-nspawn ends with when it wants to be started again. */
const startAgain = 133;

/** Boots what is in a folder. */
export function container({ name, disk, log }: What): Container {
  const docker = join(dirname(disk), 'docker');
  mkdirSync(docker, { recursive: true });
  const group = `stepway-ground-${process.env['STEPWAY_GROUND_HOLDER']}-${name}`;
  const nspawn = [
    '--quiet',
    '--boot',
    '--register=no',
    '--keep-unit',
    `--machine=${name}`,
    `--directory=${disk}`,
    '--network-veth',
    '--network-bridge=ground',
    '--link-journal=no',
    '--resolv-conf=off',
    '--timezone=off',
    '--console=read-only',
    '--setenv=TERM=dumb',
    // What docker needs: each container has keys of its own, and its layers do not go on top of the machine's.
    '--system-call-filter=@keyring bpf',
    `--bind=${docker}:/var/lib/docker`,
  ];
  const out = openSync(log, 'a');
  const child = spawn('bash', ['-c', intoGroup, 'bash', group, `vb-${name}`, ...nspawn], {
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  const end = ended(child);

  const inside = () => {
    const first = firstProcess(child.pid ?? 0);
    // Each by its name: `--all` leaves some out when a process of another namespace asks for it.
    return first === undefined ? undefined : [`--target=${first}`, ...namespaces, '--wdns=/root'];
  };

  const spawnInside = (limit: number, command: readonly string[]) => {
    const where = inside();
    if (!where) return undefined;
    // `timeout` itself stays outside: while it shuts down, systemd stops all that is inside for a moment, and with it
    // nsenter would stop for good.
    const args = [...where, '--no-fork', '--', 'timeout', '--signal=KILL', String(limit), ...command];
    return spawn('nsenter', args, {
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin', HOME: '/root', LANG: 'C.UTF-8' },
    });
  };

  return {
    inside,
    spawn: spawnInside,
    ended: end.then((code) => (code === startAgain ? 'reboot' : 'off')),
    async answers() {
      const isThere = async () => {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`${name} did not start:\n${readFileSync(log, 'utf8')}`);
        const asked = spawnInside(10, ['systemctl', 'show', '--property=Version']);
        return asked !== undefined && (await ended(asked)) === 0;
      };
      await until(isThere, `systemd answers on ${name}`);
    },
    async kill() {
      const all = () => [...((child.exitCode ?? child.signalCode) ? [] : [child.pid ?? 0]), ...processesIn(group)];
      const isGone = () => {
        for (const pid of all()) kill(pid);
        return all().length === 0;
      };
      await until(isGone, `all processes of ${name} are gone`);
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The processes of a group and of those within it. */
function processesIn(group: string): number[] {
  const find = (folder: string): number[] => {
    try {
      const own = readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
      const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
      return [...own, ...inner.flatMap(({ name }) => find(join(folder, name)))];
    } catch {
      return []; // There is none any more.
    }
  };
  return ['', 'systemd', 'unified'].flatMap((hierarchy) => find(join('/sys/fs/cgroup', hierarchy, group)));
}

/** The child of systemd-nspawn that is the first process in there, once it is systemd. */
function firstProcess(nspawn: number): number | undefined {
  const isFirst = (pid: string) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return status.startsWith('Name:\tsystemd\n') && status.includes(`\nPPid:\t${nspawn}\n`);
    } catch {
      return false; // It has ended meanwhile.
    }
  };
  const found = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isFirst(name));
  return found === undefined ? undefined : Number(found);
}
