import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { container, type Container } from './container.ts';
import { image } from './missing.ts';
import { ended, until } from './processes.ts';

export interface Wanted {
  readonly hostname: string;
  /** In 10.20.0.0/16, from .10 on: the first ones are the router's, the name server's and whatever else is outside. */
  readonly address: string;
  /** The script that cloud-init runs at the first boot, as plain text. */
  readonly userData?: string;
  /** What it takes for its memory, in MiB; it is not kept from using more. */
  readonly memory?: number;
  /** Certificates of authorities, in PEM, that its programs trust as well. */
  readonly trusted?: string;
  /** Files on its disk before the first boot, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Ran {
  /** The exit code; 137 when its time was up, or the machine went away meanwhile; 255 when it was off. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface How {
  readonly input?: string;
  /** In seconds; 600, when absent. */
  readonly timeout?: number;
}

export interface Machine {
  readonly hostname: string;
  readonly address: string;
  /** The file that has what came out of its serial console since the first boot. */
  readonly log: string;
  /** The arguments of nsenter for a look around by hand; undefined while it is off. */
  inside(): readonly string[] | undefined;
  /** Runs lines of bash as root, without a terminal, as Systems Manager does. */
  run(command: string, how?: How): Promise<Ran>;
  /** The same for what has to succeed: its output. */
  must(command: string, how?: How): Promise<string>;
  write(path: string, content: string): Promise<void>;
  /** What came out of its serial console since the first boot. */
  console(): string;
  /** Waits until the user data has run to its end: whether it went well. */
  firstBoot(): Promise<boolean>;
  /** Shuts down in order and starts again, as it does when told so on the machine itself. */
  reboot(): Promise<void>;
  /** From one instruction to the next all is gone but the disk. */
  cutPower(): Promise<void>;
  /** Starts it when it is off. */
  start(): Promise<void>;
  /** Ends it for good, and its disk with it. */
  stop(): Promise<void>;
}

/** Boots a machine, and is back as soon as systemd answers there; the user data may still be running. */
export async function boot(wanted: Wanted): Promise<Machine> {
  const { hostname, address } = wanted;
  const folder = join('/mnt', hostname);
  const log = join(folder, 'console.log');
  let on: Container | undefined;
  let boots = 0;

  const start = async () => {
    const mine = container({ name: `m${address.split('.').slice(2).join('-')}`, disk: join(folder, 'disk'), log });
    on = mine;
    const startAgain = async () => {
      const end = await mine.ended;
      if (on !== mine) return;
      on = undefined;
      if (end === 'reboot') await start();
    };
    startAgain().catch((error: unknown) => appendFileSync(log, `${String(error)}\n`));
    await mine.answers();
    boots += 1;
  };

  const machine: Machine = {
    hostname,
    address,
    log,
    inside: () => on?.inside(),
    async run(command, { input = '', timeout = 600 } = {}) {
      const child = on?.spawn(timeout, ['bash', '-c', command]);
      if (!child) return { code: 255, stdout: '', stderr: `${hostname} is off` };
      child.stdin.on('error', () => {});
      child.stdin.end(input);
      const [code, stdout, stderr] = await Promise.all([ended(child), text(child.stdout), text(child.stderr)]);
      return { code, stdout, stderr };
    },
    async must(command, how) {
      const { code, stdout, stderr } = await machine.run(command, how);
      if (code !== 0) throw new Error(`On ${hostname} this ended with ${code}: ${command}\n${stdout}${stderr}`);
      return stdout;
    },
    async write(path, content) {
      await machine.must(`mkdir -p "$(dirname '${path}')" && cat >'${path}'`, { input: content });
    },
    console: () => readFileSync(log, 'utf8'),
    firstBoot: async () => (await machine.run('cloud-init status --wait')).code === 0,
    async reboot() {
      const before = boots;
      await machine.run('systemctl reboot');
      // systemd gives a service that does not want to end 90 seconds.
      await until(() => boots > before, `${hostname} has started again`, { seconds: 150 });
    },
    async cutPower() {
      const mine = on;
      on = undefined;
      await mine?.kill();
    },
    start,
    async stop() {
      await machine.cutPower();
      // Whoever still looks at a file of it keeps nobody waiting.
      execFileSync('umount', ['--lazy', join(folder, 'disk'), folder]);
    },
  };

  layDisk(wanted, folder);
  writeFileSync(log, '');
  await start();
  return machine;
}

/** As large as a new server's; what is written on top of the image is in memory. */
function layDisk({ hostname, address, memory, userData, trusted, files }: Wanted, folder: string): void {
  if (!image) throw new Error('There is no ground to run a machine on.');
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8g,mode=755', hostname, folder]);
  const [disk = '', upper = '', work = ''] = ['disk', 'upper', 'work'].map((name) => {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  });
  execFileSync('mount', ['-t', 'overlay', '-o', `lowerdir=${image},upperdir=${upper},workdir=${work}`, hostname, disk]);
  const all: Readonly<Record<string, string>> = {
    '/etc/machine-id': `${randomBytes(16).toString('hex')}\n`,
    '/etc/hostname': `${hostname}\n`,
    '/etc/hosts': `127.0.0.1 localhost\n::1 localhost\n${address} ${hostname}\n`,
    '/etc/resolv.conf': 'nameserver 10.20.0.2\n',
    '/etc/systemd/network/10-ground.network': `[Match]\nName=host0\n[Network]\nAddress=${address}/16\nGateway=10.20.0.1\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n`,
    ...(memory !== undefined && { '/var/lib/ground/meminfo': withMemory(memory) }),
    ...(userData !== undefined && { '/var/lib/cloud/instance/user-data.txt': userData }),
    ...(trusted !== undefined && { '/usr/local/share/ca-certificates/ground.crt': trusted }),
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(disk, path)), { recursive: true });
    writeFileSync(join(disk, path), content);
  }
  if (trusted !== undefined)
    execFileSync('chroot', [disk, 'update-ca-certificates'], { stdio: 'pipe', env: { PATH: process.env['PATH'] } });
}

/** What a server of that size says of itself: a part of it is the kernel's. */
const withMemory = (memory: number) =>
  readFileSync('/proc/meminfo', 'utf8').replace(
    /^(Mem\w+:).*/gm,
    (_, name: string) => `${name} ${Math.round(memory * 0.92 * 1024)} kB`,
  );
