import { WebSocket } from 'ws';
import { httpsAgent } from '../https-agent.ts';

/** A WebSocket, as a channel uses one. */
export interface Socket {
  send(data: string | Buffer): void;
  ping(): void;
  /** Stops reading, and goes on: the other side then waits. */
  pause(): void;
  resume(): void;
  /** Ends it at once. */
  end(): void;
}

export interface Listener {
  message(data: Buffer): void;
  /** Anything that shows that the other side is there. */
  alive(): void;
  ended(): void;
}

/** In milliseconds. */
const handshakeTimeout = 10_000;

/** Opens a WebSocket, through the proxy if there is one. It rejects when there is no getting through. */
export function openSocket(url: string, listener: Listener): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const agent = url.startsWith('wss:') ? { agent: httpsAgent() } : {};
    const socket = new WebSocket(url, { handshakeTimeout, perMessageDeflate: false, ...agent });
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      listener.alive();
      listener.message(data);
    });
    socket.on('pong', () => listener.alive());
    socket.on('open', () => {
      socket.on('close', () => listener.ended());
      const whenOpen = (use: () => void) => socket.readyState === WebSocket.OPEN && use();
      resolve({
        send: (data) => whenOpen(() => socket.send(data)),
        ping: () => whenOpen(() => socket.ping('keepalive')),
        pause: () => whenOpen(() => socket.pause()),
        resume: () => whenOpen(() => socket.resume()),
        end: () => socket.terminate(),
      });
    });
  });
}
