import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { ended, until } from './processes.ts';

export interface Container {
  /** Waits until its systemd answers. */
  answers(): Promise<void>;
  /** Starts a program in it. */
  spawn(command: readonly string[]): ChildProcessWithoutNullStreams;
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
  /** In MiB. */
  readonly memory?: number | undefined;
}

/** Puts itself into a group of its own, in each hierarchy that systemd counts processes in, and becomes systemd-nspawn. */
const intoGroup = `
group="$1" memory="$2" link="$3"
shift 3
for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/{systemd,unified,memory}; do
  [ -e "$hierarchy/cgroup.procs" ] || continue
  mkdir -p "$hierarchy/$group"
  # Left by an earlier boot.
  find "$hierarchy/$group" -mindepth 1 -depth -type d -exec rmdir {} + 2>/dev/null
  for limit in memory.max memory.limit_in_bytes; do
    [ -z "$memory" ] || [ ! -e "$hierarchy/$group/$limit" ] || echo "\${memory}M" >"$hierarchy/$group/$limit"
  done
  echo $$ >"$hierarchy/$group/cgroup.procs"
done
# It outlives a power cut for a moment.
ip link delete "$link" 2>/dev/null
exec systemd-nspawn "$@"`;

/** What systemd-nspawn ends with when it wants to be started again. */
const startAgain = 133;

/** Boots what is in a folder. */
export function container({ name, disk, log, memory }: What): Container {
  const group = `stepway-ground-${process.env['STEPWAY_GROUND_ID']}-${name}`;
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
  ];
  const out = openSync(log, 'a');
  const child = spawn('bash', ['-c', intoGroup, 'bash', group, String(memory ?? ''), `vb-${name}`, ...nspawn], {
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  const end = ended(child);

  const programIn = (command: readonly string[]) => {
    const first = firstProcess(child.pid ?? 0);
    if (first === undefined) throw new Error(`${name} has no process yet`);
    return spawn('nsenter', [`--target=${first}`, '--all', '--wdns=/root', '--', ...command], {
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin', HOME: '/root', LANG: 'C.UTF-8' },
      stdio: 'pipe',
    });
  };

  return {
    spawn: programIn,
    ended: end.then((code) => (code === startAgain ? 'reboot' : 'off')),
    async answers() {
      const isThere = async () => {
        if (child.exitCode !== null) throw new Error(`${name} did not start:\n${readFileSync(log, 'utf8')}`);
        if (firstProcess(child.pid ?? 0) === undefined) return false;
        const asked = programIn(['systemctl', 'show', '--property=Version']);
        asked.stdin.end();
        return (await ended(asked)) === 0;
      };
      await until(isThere, `systemd answers on ${name}`);
    },
    async kill() {
      for (const pid of [firstProcess(child.pid ?? 0), child.pid]) if (pid !== undefined) kill(pid);
      await end;
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
