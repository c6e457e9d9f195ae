import type { Aws, Connection } from './aws/clients.ts';
import { wallClock, type Clock } from './clock.ts';
import type { Dns } from './dns/dns.ts';
import type { Server } from './dns/server.ts';
import type { Visit } from './visit/visit.ts';

/** All that the program touches outside itself. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly input: NodeJS.ReadStream;
  /** For data. */
  readonly output: NodeJS.WriteStream;
  /** For everything else that is to be read. */
  readonly screen: NodeJS.WriteStream;
  readonly clock: Clock;
  connect(connection: Connection): Promise<Aws>;
  configuredRegion(profile: string | undefined): Promise<string | undefined>;
  /** `server` is asked instead of the parent zone's own servers. */
  dns(server?: Server): Promise<Dns>;
  /** Visits a site as a browser would. */
  visit(host: string): Promise<Visit>;
  /** The public IPv4 address of this machine. */
  myAddress(): Promise<string>;
  /** Calls `stop` whenever the user wants to stop, and returns what ends that. */
  onStop(stop: () => void): () => void;
  /** Ends the program at once. */
  quit(exitCode: number): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The world as it is. What takes long to load is loaded when it is first used. */
export const realWorld = (): World => ({
  env: process.env,
  cwd: process.cwd(),
  input: process.stdin,
  output: process.stdout,
  screen: process.stderr,
  clock: wallClock(),
  connect: async (connection) => (await import('./aws/clients.ts')).connect(connection),
  configuredRegion: async (profile) => (await import('./aws/clients.ts')).configuredRegion(profile),
  dns: async (server) => (await import('./dns/parent.ts')).parentDns({ server }),
  visit: async (host) => (await import('./visit/visit.ts')).visit(host),
  myAddress: async () => (await import('./my-address.ts')).lookUpAddress(),
  onStop(stop) {
    for (const signal of signals) process.on(signal, stop);
    return () => {
      for (const signal of signals) process.off(signal, stop);
    };
  },
  quit: (exitCode) => process.exit(exitCode),
});
