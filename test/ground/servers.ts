import { instanceTypes } from '../../src/rehearsal/ec2/catalog.ts';
import type { Instance } from '../../src/rehearsal/ec2/data.ts';
import type { Call } from '../../src/rehearsal/service.ts';
import { boot, type Machine } from './machine.ts';
import { resolvConf, type Network } from './network.ts';

/** One instance as a machine. */
interface Server {
  readonly ip: string;
  /** What it is on its way to, or has come to. */
  wanted: 'on' | 'off';
  /** The machine, once all that was asked of it is done. */
  machine: Promise<Machine>;
}

/** The machines of an account: each instance is one. */
export interface Servers {
  /** Boots, stops, starts and ends machines as the account's instances say. */
  follow(call: Call): void;
  ipOf(instanceId: string): string | undefined;
  /** The instance that has an address. */
  instanceAt(ip: string): string | undefined;
  /** The machine of an instance, once it has booted. */
  machine(instanceId: string): Promise<Machine> | undefined;
  readonly all: ReadonlyMap<string, Server>;
  /** How many are on their way. */
  readonly moving: number;
  close(): Promise<void>;
}

/** What is on the disk of each new server. */
export interface Disks {
  readonly trusted: string;
  readonly files: Readonly<Record<string, string>>;
}

export function newServers(network: Network, { trusted, files }: Disks, now: () => number): Servers {
  const all = new Map<string, Server>();
  let moving = 0;

  const during = <T>(work: Promise<T>): Promise<T> => {
    moving += 1;
    return work.finally(() => (moving -= 1));
  };

  function launch(instance: Instance, call: Call): void {
    const ip = network.next();
    const port = call.here.interfaces.find(({ id }) => id === instance.interfaceId);
    if (port) port.privateIp = ip;
    const machine = boot({
      hostname: `ip-${ip.replaceAll('.', '-')}`,
      address: ip,
      memory: instanceTypes.get(instance.type)?.memory ?? 1024,
      trusted,
      files: { '/etc/resolv.conf': resolvConf, ...files },
      ...(instance.userData && { userData: Buffer.from(instance.userData, 'base64').toString() }),
    });
    all.set(instance.id, { ip, wanted: 'on', machine: during(upAfter(instance, machine)) });
  }

  /** Nobody reaches an instance before its machine has booted. */
  async function upAfter(instance: Instance, booting: Promise<Machine>): Promise<Machine> {
    instance.upAt = Number.MAX_SAFE_INTEGER;
    const machine = await booting;
    instance.upAt = now();
    return machine;
  }

  function move(instance: Instance, server: Server, to: Server['wanted']): void {
    if (server.wanted === to) return;
    server.wanted = to;
    const before = server.machine;
    const turned = async () => {
      const machine = await before;
      await (to === 'on' ? machine.start() : turnOff(machine));
      return machine;
    };
    server.machine = during(to === 'on' ? upAfter(instance, turned()) : turned());
  }

  return {
    all,
    get moving() {
      return moving;
    },
    follow(call) {
      const { instances } = call.here;
      for (const instance of instances) {
        const server = all.get(instance.id);
        const { next } = instance.state;
        if (!server && next === 'running') launch(instance, call);
        else if (server && (next === 'running' || next === 'stopped'))
          move(instance, server, next === 'running' ? 'on' : 'off');
      }
      for (const [id, server] of all) {
        const instance = instances.find((one) => one.id === id);
        if (instance && instance.state.next !== 'terminated') continue;
        all.delete(id);
        void during(server.machine.then((machine) => machine.stop()));
      }
    },
    ipOf: (id) => all.get(id)?.ip,
    instanceAt: (ip) => [...all].find(([, server]) => server.ip === ip)?.[0],
    machine: (id) => all.get(id)?.machine,
    async close() {
      const left = [...all.values()];
      all.clear();
      for (const { machine } of left) await machine.then((one) => one.stop()).catch(() => undefined);
    },
  };
}

/** In order, and by force after a while, as EC2 does. */
async function turnOff(machine: Machine): Promise<void> {
  await machine.run('systemctl poweroff').catch(() => undefined);
  const end = performance.now() + 30_000;
  while (performance.now() < end) {
    const isOn = await machine.run('true').then(
      ({ code }) => code === 0,
      () => false,
    );
    if (!isOn) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await machine.cutPower();
}
