import { request } from 'node:https';
import { httpsAgent } from '../https-agent.ts';
import type { Server } from './server.ts';

const mediaType = 'application/dns-message';

/** What no DNS message exceeds, in bytes. */
const longest = 65_535;

/**
 * Sends a DNS message as HTTPS takes it, through the proxy of the network where there is one, and returns the answer
 * (RFC 8484, 4.1). Rejects when there is none in time.
 *
 * @param timeout in milliseconds.
 */
export function overHttps({ host, port, path }: Server, message: Buffer, timeout: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': mediaType, accept: mediaType, 'content-length': message.length };
    // Of the whole answer: who sends a byte now and then is silent all the same.
    const signal = AbortSignal.timeout(Math.ceil(timeout));
    const asked = request({ host, port, path, method: 'POST', headers, agent: httpsAgent(), signal }, (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      response.on('error', reject);
      response.on('data', (part: Buffer) => {
        length += part.length;
        if (length > longest) asked.destroy(new Error('The answer is too long'));
        else parts.push(part);
      });
      response.on('end', () => {
        // A proxy that says no says so in HTML.
        const type = response.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
        if (response.statusCode === 200 && type === mediaType) resolve(Buffer.concat(parts));
        else reject(new Error(`The answer is no DNS message (HTTP ${response.statusCode})`));
      });
    });
    asked.on('error', reject);
    asked.end(message);
  });
}
