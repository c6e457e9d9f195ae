import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { startProxy, type Call, type Hooks } from './proxy.ts';

export interface Moto {
  /** Where it answers; every call that comes here is counted. */
  readonly url: string;
  /** What a program needs in its environment to take it for AWS. */
  readonly env: Readonly<Record<string, string>>;
  /** All calls since the start or the last reset, in order. */
  calls(): readonly Call[];
  /** Watches, or cuts off, the calls that come from now on; without hooks all go through again. */
  intercept(hooks: Hooks): void;
  /** Empties the account, forgets the calls and the hooks. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the AWS simulator moto, in memory, with an empty account. Start it once a file: it takes a second. */
export async function startMoto(): Promise<Moto> {
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', MOTO_ACM_VALIDATION_WAIT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const target = await address(server);
  const proxy = await startProxy(target);
  return {
    url: proxy.url,
    env: {
      AWS_ENDPOINT_URL: proxy.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
    },
    calls: () => proxy.calls,
    intercept: (hooks) => {
      proxy.hooks = hooks;
    },
    async reset() {
      const { ok, status } = await fetch(new URL('/moto-api/reset', target), { method: 'POST' });
      if (!ok) throw new Error(`moto answered its reset with ${status}`);
      proxy.hooks = {};
      proxy.calls.length = 0;
    },
    async stop() {
      await proxy.stop();
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await ended;
    },
  };
}

/** The address that moto picked; it says so when it is ready. */
const address = (server: ChildProcess) =>
  new Promise<URL>((resolve, reject) => {
    if (!server.stderr) return reject(new Error('moto has no stderr'));
    const said: string[] = [];
    server.once('error', () => reject(new Error(howToGetMoto)));
    server.once('exit', () => reject(new Error(`moto_server did not start:\n${said.join('\n')}`)));
    createInterface(server.stderr).on('line', (line) => {
      said.push(line);
      const url = /Running on (http:\/\/\S+)/.exec(line)?.[1];
      if (url) resolve(new URL(url));
    });
  });

const howToGetMoto = "Tests against the AWS simulator moto need moto_server on the PATH: pip install 'moto[server]'";

/**
 * Whether tests against moto have to be skipped; says once how to get it.
 * With STEPWAY_REQUIRE_MOTO set they are never skipped, and so fail without it.
 */
export function motoMissing(): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  if (process.env.STEPWAY_REQUIRE_MOTO || folders.some((folder) => existsSync(join(folder, 'moto_server'))))
    return false;
  console.warn(`Skipped. ${howToGetMoto}`);
  return true;
}

/** What a client of the SDK needs to talk to moto. */
export const settingOf = ({ url: endpoint }: Pick<Moto, 'url'>, region: string) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
