import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { output } from './programs.ts';

/** One server in the network, as the account knows it. */
export interface Plugged {
  readonly privateIp: string;
  readonly publicIp?: string | undefined;
  /** What its firewall lets in. */
  readonly open: readonly Opening[];
  /** How far answers of the metadata service go: 1 is to the server itself, 2 into its containers as well. */
  readonly hops?: number;
}

export interface Opening {
  /** A port, or two with a hyphen between them. */
  readonly ports: string;
  readonly for: 'internet' | 'balancer';
}

/**
 * What one ground has of the namespace's network: some private addresses for its servers, some for the services around
 * them, and public ones that lead to the servers. Whoever is on no server is the internet. It translates addresses as an
 * internet gateway does, and filters as security groups do.
 */
export interface Network {
  /** What the programs of this ground keep. */
  readonly folder: string;
  /** Where each service listens. */
  readonly at: Readonly<Record<Service, string>>;
  /** The account counts its seeds from there, and its public addresses with them. */
  readonly seed: number;
  /** The private address of the next server. */
  next(): string;
  /** Sets who has which address, and what may pass. */
  set(plugged: readonly Plugged[]): Promise<void>;
  close(): Promise<void>;
}

const services = { hosts: 2, acme: 3, database: 4, balancer: 5 };
type Service = keyof typeof services;
const firstServer = 10;

/** Where each server finds EC2's metadata service and resolver. */
const [metadataIp, resolverIp] = ['169.254.169.254', '169.254.169.253'];
export const resolvConf = `nameserver ${resolverIp}\n`;

/** Where visitors come from. */
const visitor = '203.0.113.7';

/** How many grounds there can be at once: each has 10.20.SLOT.0/24. */
const slots = 16;
/** A slot's share of the account's public addresses, 198.18.0.0/15. */
const share = 8192;

/** Takes a slot that nobody has. */
function takeSlot(): { slot: number; folder: string } {
  for (let slot = 1; slot <= slots; slot++) {
    const folder = join('/mnt', `slot${slot}`);
    try {
      mkdirSync(folder);
      return { slot, folder };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new Error('there are too many grounds at once');
}

export async function newNetwork(): Promise<Network> {
  const { slot, folder } = takeSlot();
  const address = (number: number) => `10.20.${slot}.${number}`;
  const at = Object.fromEntries(
    Object.entries(services).map(([name, number]) => [name, address(number)]),
  ) as Network['at'];
  for (const one of Object.values(at)) await output('ip', ['address', 'replace', `${one}/32`, 'dev', 'ground']);
  await output('ip', ['route', 'replace', '198.18.0.0/15', 'dev', 'ground']);
  // Packets that are bridged are not translated as well, on a computer whose bridges are used to it.
  await output('sysctl', ['-qew', 'net.bridge.bridge-nf-call-iptables=0']);
  let servers = firstServer;
  const table = `ground${slot}`;
  const set = async (plugged: readonly Plugged[]) => {
    await output('nft', ['-f', '-'], rules(table, `10.20.${slot}.0/24`, at, plugged));
  };
  await set([]);
  return {
    folder,
    at,
    seed: slot * share,
    next: () => address(servers++),
    set,
    async close() {
      await output('nft', ['delete', 'table', 'ip', table]);
      for (const one of Object.values(at)) await output('ip', ['address', 'delete', `${one}/32`, 'dev', 'ground']);
      rmSync(folder, { recursive: true });
    },
  };
}

function rules(table: string, ours: string, at: Network['at'], plugged: readonly Plugged[]): string {
  const published = plugged.flatMap(({ privateIp, publicIp }) =>
    publicIp === undefined ? [] : { privateIp, publicIp },
  );
  const publish = published.map(({ privateIp, publicIp }) => `ip daddr ${publicIp} dnat to ${privateIp}`);
  const letIn = plugged.flatMap(({ privateIp, open }) =>
    open.map((one) => {
      const from = one.for === 'balancer' ? `ip saddr ${at.balancer}` : `ip saddr != ${at.balancer}`;
      return `${from} ip daddr ${privateIp} tcp dport ${one.ports} accept`;
    }),
  );
  const chain = (name: string, hook: string, lines: readonly string[]) =>
    [`  chain ${name} {`, `    ${hook}`, ...lines.map((line) => `    ${line}`), '  }'].join('\n');
  return [
    `table ip ${table}`,
    `flush table ip ${table}`,
    `table ip ${table} {`,
    chain('from_servers', 'type nat hook prerouting priority dstnat', [
      `ip saddr ${ours} ip daddr { ${metadataIp}, ${resolverIp} } dnat to ${at.hosts}`,
      ...publish,
    ]),
    chain('from_internet', 'type nat hook output priority -100', publish),
    // A server that calls itself by its public address.
    chain('to_itself', 'type nat hook postrouting priority srcnat', [
      ...published.map(({ privateIp, publicIp }) => `ip saddr ${privateIp} ip daddr ${privateIp} snat to ${publicIp}`),
      // Nobody on the internet has a private address.
      ...published.map(
        ({ privateIp }) =>
          `ip saddr != { ${ours}, ${at.balancer} } ip daddr ${privateIp} tcp dport { 80, 443 } snat to ${visitor}`,
      ),
    ]),
    chain('firewall', 'type filter hook output priority filter', [
      'ct state established,related accept',
      ...letIn,
      ...plugged.map(({ privateIp }) => `ip daddr ${privateIp} tcp dport 1-65535 drop`),
    ]),
    chain(
      'metadata',
      'type filter hook output priority mangle',
      plugged.map(
        ({ privateIp, hops = 1 }) => `ip saddr ${at.hosts} ip daddr ${privateIp} tcp sport 80 ip ttl set ${hops}`,
      ),
    ),
    '}',
    '',
  ].join('\n');
}
