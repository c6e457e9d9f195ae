import type { AddressInfo, Server } from 'node:net';

/** Opens a server on a free port of the loopback interface, and gives the port. */
export const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
