import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host, Said } from './hosts.ts';
import { output } from './programs.ts';
import { project } from './projects.ts';

/** A registry as ECR has one for an account, that takes from whoever has its key, and gives to them. */
export interface Registry {
  /** Of the whole registry. */
  readonly name: string;
  readonly hosts: readonly Host[];
  /** Makes an image of a program for Node.js: `REPOSITORY@sha256:…`. */
  add(image: Image): Promise<string>;
  /** Whether it answers. */
  isThere: boolean;
}

interface Image {
  readonly files: Readonly<Record<string, string>>;
  /** The ports that its Dockerfile names with EXPOSE. */
  readonly exposes?: readonly number[];
  readonly command: readonly string[];
  readonly entrypoint?: readonly string[];
}

const key = 'a key of the registry';
const repository = 'shop-app';
const types = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar',
};

const digestOf = (content: Uint8Array) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

export function newRegistry(account: string, region: string): Registry {
  const name = `${account}.dkr.ecr.${region}.amazonaws.com`;
  const stored = new Map<string, Buffer>();
  const keep = (content: Buffer) => {
    const digest = digestOf(content);
    stored.set(digest, content);
    return { digest, size: content.length };
  };
  let node: Promise<Buffer> | undefined;

  const add: Registry['add'] = async ({ files, exposes = [], command, entrypoint }) => {
    const layers = [await (node ??= layerOfNode()), await layerOf((folder) => void project(folder, files))];
    const config = Buffer.from(
      JSON.stringify({
        architecture: { x64: 'amd64' }[process.arch as string] ?? process.arch,
        os: 'linux',
        config: {
          User: '1000',
          WorkingDir: '/app',
          Env: ['PATH=/bin', 'LANG=C.UTF-8'],
          Cmd: command,
          Entrypoint: entrypoint,
          ExposedPorts: Object.fromEntries(exposes.map((port) => [`${port}/tcp`, {}])),
        },
        rootfs: { type: 'layers', diff_ids: layers.map(digestOf) },
      }),
    );
    const manifest = {
      schemaVersion: 2,
      mediaType: types.manifest,
      config: { mediaType: types.config, ...keep(config) },
      layers: layers.map((layer) => ({ mediaType: types.layer, ...keep(layer) })),
    };
    return `${name}/${repository}@${keep(Buffer.from(JSON.stringify(manifest))).digest}`;
  };

  /** What is not there yet, of the pieces of a layer that is on its way. */
  let pieces: readonly Buffer[] = [];
  /** How an image comes in: https://distribution.github.io/distribution/spec/api/#pushing-an-image */
  function pushed(method: string, url: URL, body: Buffer): Said | undefined {
    const location = '/v2/shop-app/blobs/uploads/1';
    if (method === 'POST') {
      pieces = [];
      return { status: 202, headers: { location, range: '0-0' } };
    }
    if (method === 'PATCH') {
      pieces = [...pieces, body];
      return { status: 202, headers: { location, range: `0-${Buffer.concat(pieces).length - 1}` } };
    }
    if (method !== 'PUT') return undefined;
    const { digest } = keep(url.pathname === location ? Buffer.concat([...pieces, body]) : body);
    return { status: 201, headers: { 'docker-content-digest': digest, location: `/v2/shop-app/${digest}` } };
  }

  const registry: Host = {
    names: [name],
    answer({ method, url, headers, body }) {
      if (!registryOf.isThere) return { status: 503 };
      const basic = `Basic ${Buffer.from(`AWS:${key}`).toString('base64')}`;
      if (headers.authorization !== basic)
        return { status: 401, headers: { 'www-authenticate': `Basic realm="https://${name}/"` } };
      const put = pushed(method, url, body);
      if (put) return put;
      const [, kind, digest = ''] = /^\/v2\/shop-app\/(manifests|blobs)\/(.+)$/.exec(url.pathname) ?? [];
      const content = stored.get(digest);
      if (kind === undefined) return { status: url.pathname === '/v2/' ? 200 : 404 };
      if (!content) return { status: 404 };
      return {
        status: 200,
        headers: {
          'content-type': kind === 'manifests' ? types.manifest : 'application/octet-stream',
          'content-length': `${content.length}`,
          'docker-content-digest': digest,
        },
        ...(method === 'GET' && { body: content }),
      };
    },
  };

  const keys: Host = {
    names: [`api.ecr.${region}.amazonaws.com`],
    answer: ({ headers }): Said => {
      const authorizationToken = Buffer.from(`AWS:${key}`).toString('base64');
      const isSigned = String(headers.authorization).startsWith('AWS4-HMAC-SHA256 Credential=ASIA');
      if (!isSigned) return { status: 400, body: '{"__type":"UnrecognizedClientException"}' };
      const proxyEndpoint = `https://${name}`;
      return { status: 200, body: JSON.stringify({ authorizationData: [{ authorizationToken, proxyEndpoint }] }) };
    },
  };

  const registryOf: Registry = { name, hosts: [registry, keys], add, isThere: true };
  return registryOf;
}

/** What lies in a folder, as a layer of an image. */
async function layerOf(fill: (folder: string) => Promise<void> | void): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'layer-'));
  const root = join(folder, 'root');
  mkdirSync(root);
  await fill(root);
  await output('tar', [
    '--create',
    '--file',
    join(folder, 'layer.tar'),
    '--sort=name',
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '--directory',
    root,
    '.',
  ]);
  const layer = readFileSync(join(folder, 'layer.tar'));
  rmSync(folder, { recursive: true });
  return layer;
}

/** This machine's Node.js and shell, with what they load. */
const layerOfNode = (): Promise<Buffer> =>
  layerOf(async (root) => {
    mkdirSync(join(root, 'tmp'));
    for (const [from, to] of [
      [process.execPath, '/bin/node'],
      ['/bin/dash', '/bin/sh'],
      ['/usr/bin/env', '/bin/env'],
    ] as const) {
      const loaded = (await output('ldd', [from])).match(/\/\S+(?= \()/g) ?? [];
      for (const [source, target] of [[from, to], ...loaded.map((path) => [path, path])] as const) {
        mkdirSync(dirname(join(root, target)), { recursive: true });
        cpSync(source, join(root, target), { dereference: true });
      }
    }
  });
