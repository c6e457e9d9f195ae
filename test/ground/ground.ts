import type { BuildResult } from '../../src/deploy/here/building.ts';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { request as requestPlain, type IncomingHttpHeaders } from 'node:http';
import { request as requestSecure } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { connect } from '../../src/aws/clients.ts';
import { main } from '../../src/main.ts';
import { configKey } from '../../src/steps/delivery/layout.ts';
import { visit as visitAsBrowser } from '../../src/visit/visit.ts';
import { noCache } from '../../src/state/user-cache.ts';
import { realWorld, type World } from '../../src/world.ts';
import { environment } from '../support/environment.ts';
import { newAccount, region, type Account } from './account.ts';
import { startAcme, type AcmeOptions } from './acme.ts';
import { newAuthority } from './certificates.ts';
import { serveHosts } from './hosts.ts';
import { startLoad, type Load, type LoadOptions } from './load.ts';
import type { Machine } from './machine.ts';
import { serveMetadata } from './metadata.ts';
import { serveNames } from './names.ts';
import { newNetwork } from './network.ts';
import { heard } from '../support/heard.ts';

/** What a run of the program came to. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** In milliseconds; ten seconds, when absent. */
  readonly timeout?: number;
  /** Called with each part of the answer. */
  readonly heard?: () => void;
}

/** A whole site on this computer: the program, an account with real machines behind it, and visitors. */
export interface Ground {
  readonly account: Account;
  readonly domain: string;
  /** Who vouches for its certificates, in PEM. */
  readonly trusted: string;
  /** The folder in which the program runs. */
  readonly folder: string;
  /** Runs the program to its end. */
  stepway(...args: string[]): Promise<Ended>;
  /** Runs `up` with these flags beside those that every stack needs. */
  up(...flags: string[]): Promise<Ended>;
  /** The same, where it has to go well. */
  built(...flags: string[]): Promise<void>;
  deploy(project: string): Promise<Ended>;
  /** Whether projects are built on this machine before they are sent; else they go as they stand. */
  builds: boolean;
  rollback(): Promise<Ended>;
  /** The settings of the app, in the bucket. */
  environment(): Promise<string>;
  setEnvironment(text: string): Promise<void>;
  /** The server. */
  machine(): Promise<Machine>;
  /** Asks the site as a visitor does; a path is of https. */
  ask(pathOrUrl: string, asking?: Asking): Promise<Answer>;
  /** Says a short text over a WebSocket, and gives what is said back. */
  converse(path: string, text: string): Promise<string>;
  /** Visitors who come again and again. */
  load(options?: Partial<LoadOptions>): Load;
  close(): Promise<void>;
}

export interface GroundOptions extends AcmeOptions {
  readonly domain?: string;
  /** Files on the disk of a new server, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The server here is as real as this machine: most projects go to it as they stand. */
const notBuilt: BuildResult = {
  is: 'not-built',
  why: { en: 'Nothing is built here.', ko: '여기서는 빌드하지 않습니다.' },
};

export async function ground(options: GroundOptions = {}): Promise<Ground> {
  const { domain = 'app.example.com', files = {}, ...acmeOptions } = options;
  const network = await newNetwork();
  const authority = await newAuthority(network.folder);
  const acme = await startAcme(
    network.folder,
    { address: network.at.acme, resolver: network.at.hosts },
    authority,
    acmeOptions,
  );
  const trusted = `${authority.ca}${acme.root}`;
  const account = newAccount(network, authority, [acme.host], { trusted, files });
  const stops = [
    await serveNames(network.at.hosts, account.lookup),
    await serveMetadata(network.at.hosts, account.identityOf),
    await serveHosts(network.at.hosts, authority, account.hosts),
  ];
  const folder = mkdtempSync(join(tmpdir(), 'ground-'));
  const env = environment(folder);
  const real = realWorld();

  const visit: World['visit'] = async (host) => {
    const seen = await visitAsBrowser(host, { resolve: async (name) => account.lookup(name) ?? [], ca: trusted });
    account.waitsForSite = !(seen.is === 'answered' && seen.status < 500);
    return seen;
  };

  async function stepway(...args: string[]): Promise<Ended> {
    const [output, screen] = [heard(), heard()];
    const world: World = {
      ...real,
      env,
      cwd: folder,
      input: Object.assign(Readable.from([Buffer.from('')]), { isTTY: false }) as unknown as NodeJS.ReadStream,
      output: output.stream,
      screen: screen.stream,
      clock: account.clock,
      cache: noCache,
      connect: async (connection) => connect({ region, ...connection, attach: account.attach }),
      priceList: () => Promise.reject(new Error('the ground has no price list')),
      configuredRegion: async () => region,
      dns: async () => account.rehearsal.dns,
      visit,
      build: async (project, building) => (site.builds ? real.build(project, building) : notBuilt),
      // The server here is as real as this machine, and what it makes of an app is what is looked at.
      tryOut: async () => ({ is: 'not-tried', why: { en: 'The ground runs it.', ko: '서버에서 실행합니다.' } }),
      pushImage: () => Promise.reject(new Error('the ground has no docker of its own')),
      myAddress: () => account.rehearsal.myAddress(),
      repositoryIds: () => account.rehearsal.repositoryIds(),
      onStop: () => () => undefined,
      quit: (code) => {
        throw new Error(`the program ended itself with ${code}`);
      },
    };
    const code = await main(args, world);
    account.waitsForSite = false;
    return { code, stdout: output.said(), stderr: screen.said() };
  }

  const ask: Ground['ask'] = (pathOrUrl, { method = 'GET', headers, body, timeout = 10_000, heard } = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(pathOrUrl, `https://${domain}`);
      const [address] = account.lookup(url.hostname) ?? [];
      if (address === undefined) return reject(new Error(`nobody knows ${url.hostname}`));
      const to = { host: address, method, path: `${url.pathname}${url.search}`, agent: false, timeout };
      const all = { host: url.host, ...headers };
      const send =
        url.protocol === 'https:'
          ? requestSecure({ ...to, port: 443, servername: url.hostname, ca: trusted, headers: all })
          : requestPlain({ ...to, port: Number(url.port || 80), headers: all });
      send.on('response', (response) => {
        const { statusCode: status = 0, headers: said } = response;
        if (heard) response.on('data', heard);
        text(response).then((content) => resolve({ status, headers: said, body: content }), reject);
      });
      send.on('timeout', () => send.destroy(new Error(`${url.href}: no answer in ${timeout / 1000} s`)));
      send.on('error', reject);
      send.end(body);
    });

  /** Clients of our own, to change what somebody else may change. */
  const aws = connect({ region, attach: account.attach });
  const bucket = () => account.rehearsal.account.data.buckets.map(({ name }) => name)[0];

  const up: Ground['up'] = (...flags) =>
    stepway('up', '--yes', '--name', 'demo', '--region', region, '--domain', domain, ...flags);

  const site: Ground = {
    builds: false,
    account,
    domain,
    trusted,
    folder,
    stepway,
    up,
    built: async (...flags) => {
      const { code, stdout, stderr } = await up(...flags);
      if (code !== 0) throw new Error(`stepway up ended with ${code}\n${stdout}\n${stderr}`);
    },
    deploy: (project) => stepway('deploy', project),
    rollback: () => stepway('deploy', '--rollback'),
    environment: async () => {
      const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: bucket(), Key: configKey }));
      return (await Body?.transformToString()) ?? '';
    },
    setEnvironment: async (text) => {
      await aws.s3.send(new PutObjectCommand({ Bucket: bucket(), Key: configKey, Body: text }));
    },
    machine: async () => {
      const [server] = account.servers.all.values();
      if (!server) throw new Error('there is no server');
      return server.machine;
    },
    ask,
    converse: (path, said) =>
      new Promise((resolve, reject) => {
        const [host] = account.lookup(domain) ?? [];
        const key = randomBytes(16).toString('base64');
        const upgrade = {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': key,
        };
        const headers = { host: domain, ...upgrade };
        const send = requestSecure({ host, path, servername: domain, ca: trusted, agent: false, headers });
        send.on('upgrade', (_, socket) => {
          socket.on('data', (frame: Buffer) => {
            socket.destroy();
            resolve(frame.subarray(2).toString());
          });
          socket.on('error', reject);
          // A mask of zeros leaves the text as it is.
          socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | said.length, 0, 0, 0, 0]), Buffer.from(said)]));
        });
        send.on('response', ({ statusCode }) => reject(new Error(`no WebSocket: ${statusCode}`)));
        send.on('error', reject);
        send.end();
      }),
    load: (options) => startLoad({ url: `https://${domain}/`, lookup: account.lookup, ca: trusted, ...options }),
    async close() {
      await account.close();
      await acme.stop();
      for (const stop of stops) await stop();
      await network.close();
    },
  };
  return site;
}
