import type { PricingClient } from '@aws-sdk/client-pricing';
import type { Aws, Connection } from './aws/clients.ts';
import { wallClock, type Clock } from './clock.ts';
import type { Building, BuildResult, ToBuild } from './deploy/here/building.ts';
import type { Packed } from './deploy/bundle.ts';
import type { Imaging } from './deploy/image/docker.ts';
import type { Tried, Trying } from './deploy/try/tried.ts';
import type { Dns } from './dns/dns.ts';
import type { Server } from './dns/server.ts';
import type { RepositoryIds } from './repository-ids.ts';
import { userCache, type Cache } from './state/user-cache.ts';
import type { Visit } from './visit/visit.ts';

/** All that the program touches outside itself. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The user's time zone, by IANA's name. */
  readonly timeZone: string;
  readonly input: NodeJS.ReadStream;
  /** For data. */
  readonly output: NodeJS.WriteStream;
  /** For everything else that people read. */
  readonly screen: NodeJS.WriteStream;
  readonly clock: Clock;
  readonly cache: Cache;
  connect(connection: Connection): Promise<Aws>;
  /** The AWS price list; loaded on request only. */
  priceList(connection: Connection): Promise<PricingClient>;
  configuredRegion(profile: string | undefined): Promise<string | undefined>;
  /** `server` is asked instead of the parent zone's own servers. */
  dns(server?: Server): Promise<Dns>;
  /** Visits a site as a browser would. */
  visit(host: string, path?: string): Promise<Visit>;
  /** Builds a project on this machine, for the server. */
  build(project: ToBuild, building: Building): Promise<BuildResult>;
  /** Runs a bundle on this machine as the server would. */
  tryOut(bundle: Packed, trying: Trying): Promise<Tried>;
  /** Builds and pushes the image of a project with the docker of this machine: `REPOSITORY@sha256:…`. */
  pushImage(imaging: Imaging): Promise<string>;
  /** The public IPv4 address of this machine. */
  myAddress(): Promise<string>;
  /** GitHub's ids of a repository (OWNER/REPO); undefined when GitHub does not tell. */
  repositoryIds(name: string): Promise<RepositoryIds | undefined>;
  /** Calls `stop` each time the user wants to stop, and returns how to unsubscribe. */
  onStop(stop: () => void): () => void;
  /** Ends the program at once. */
  quit(exitCode: number): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npx passes on a Ctrl-C that already reached us: within this many milliseconds it is the same one. */
const echo = 300;

function onStop(stop: () => void): () => void {
  let heard: number | undefined;
  const hear = (signal: NodeJS.Signals) => {
    const now = performance.now();
    // A closed terminal is signaled more than once, and is no second Ctrl-C.
    if (heard !== undefined && (signal === 'SIGHUP' || now - heard < echo)) return;
    heard = now;
    stop();
  };
  for (const signal of signals) process.on(signal, hear);
  return () => {
    for (const signal of signals) process.off(signal, hear);
  };
}

/** The reader of a pipe may be gone: work in progress matters more than reporting it. */
const goOn = () => undefined;

/** The world as it is. What takes long to load is loaded when it is first used. */
export function realWorld(): World {
  for (const stream of [process.stdout, process.stderr])
    if (!stream.listeners('error').includes(goOn)) stream.on('error', goOn);
  const clock = wallClock();
  return {
    env: process.env,
    cwd: process.cwd(),
    get timeZone() {
      return new Intl.DateTimeFormat().resolvedOptions().timeZone;
    },
    input: process.stdin,
    output: process.stdout,
    screen: process.stderr,
    clock,
    cache: userCache(process.env, process.platform),
    async connect(connection) {
      const [{ connect }, { profilesHere }, { trustAlso }] = await Promise.all([
        import('./aws/clients.ts'),
        import('./aws/profiles.ts'),
        import('./https-agent.ts'),
      ]);
      trustAlso((await profilesHere())[connection.profile ?? 'default']?.caBundle);
      return connect(connection);
    },
    priceList: async (connection) => (await import('./aws/price-list.ts')).connectPricing(connection),
    configuredRegion: async (profile) =>
      // The SDK for JavaScript knows only the first of the two.
      process.env['AWS_REGION'] ||
      process.env['AWS_DEFAULT_REGION'] ||
      (await import('./aws/clients.ts')).configuredRegion(profile),
    dns: async (server) =>
      server
        ? (await import('./dns/parent.ts')).parentDns({ server })
        : (await import('./dns/public-dns.ts')).publicDns(),
    visit: async (host, path) => (await import('./visit/visit.ts')).visit(host, { path }),
    build: async (project, building) => (await import('./deploy/here/build.ts')).buildHere(clock, project, building),
    tryOut: async (bundle, trying) => (await import('./deploy/try/try-out.ts')).tryOut(clock, bundle, trying),
    pushImage: async (imaging) => (await import('./deploy/image/docker.ts')).pushImage(clock, imaging),
    myAddress: async () => (await import('./my-address.ts')).lookUpAddress(),
    repositoryIds: async (name) => (await import('./repository-ids.ts')).lookUpRepositoryIds(name),
    onStop,
    quit: (exitCode) => process.exit(exitCode),
  };
}
