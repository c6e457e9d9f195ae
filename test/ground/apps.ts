import { join } from 'node:path';
import type { Ground } from './ground.ts';
import { project } from './projects.ts';

/** How a version of the toy app behaves, as lines of its program. */
export const manners = {
  well: '',
  /** Takes its time before it listens. */
  slowly: 'await new Promise((resolve) => setTimeout(resolve, 3000));',
  crashing: "throw new Error('there is no such table');",
  'crashing late':
    "await new Promise((resolve) => setTimeout(resolve, 5000)); throw new Error('there is no such table');",
  silent: 'server.removeAllListeners("request"); server.on("request", () => undefined);',
  'with errors': 'status = 500;',
} as const;

const program = (version: string, manner: string) => `import { createServer } from 'node:http';
import { createHash } from 'node:crypto';
let status = 200;
const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://app');
  if (pathname === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let at = 0; at < 3; at++) {
      response.write('data: ' + at + '\\n\\n');
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    return response.end();
  }
  if (pathname.startsWith('/slow/')) {
    await new Promise((resolve) => setTimeout(resolve, Number(pathname.slice(6)) * 1000));
  }
  if (pathname === '/headers') return response.end(JSON.stringify(request.headers));
  if (pathname === '/environment') return response.end(JSON.stringify(process.env));
  if (request.method === 'POST') {
    let size = 0;
    for await (const part of request) size += part.length;
    return response.end(String(size));
  }
  response.statusCode = status;
  response.end(${JSON.stringify(version)});
});
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11');
  socket.write(
    'HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' +
      accept.digest('base64') + '\\r\\n\\r\\n',
  );
  // A short text in a frame, said back without the mask.
  socket.on('data', (frame) => {
    const length = frame[1] & 127;
    const mask = frame.subarray(2, 6);
    const text = frame.subarray(6, 6 + length).map((byte, at) => byte ^ mask[at % 4]);
    socket.write(Buffer.concat([Buffer.from([0x81, length]), text]));
  });
  socket.on('error', () => undefined);
});
${manner}
server.listen(process.env.PORT);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`;

const manifest = { name: 'toy', version: '1.0.0', private: true, type: 'module', scripts: { start: 'node server.js' } };
const lock = { name: 'toy', version: '1.0.0', lockfileVersion: 3, packages: { '': { name: 'toy', version: '1.0.0' } } };

/** Writes a version of the toy app, with the files of `stepway init`; gives its folder. */
export async function toyApp(site: Ground, version: string, manner: keyof typeof manners = 'well'): Promise<string> {
  const folder = project(join(site.folder, 'toy'), {
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify(lock),
    'server.js': program(version, manners[manner]),
  });
  const { code, stderr } = await site.stepway('init', 'toy', '--yes');
  if (code !== 0) throw new Error(stderr);
  return folder;
}
