import { connect, type Socket } from 'node:net';

/** The server's side of smux 1, which shares a line among connections: https://github.com/xtaci/smux */
export function smuxServer(target: { host: string; port: number }, send: (bytes: Buffer) => void, failed: () => void) {
  const streams = new Map<number, Socket>();
  const frame = (command: number, id: number, data: Buffer = Buffer.alloc(0)) => {
    const head = Buffer.alloc(8);
    head.writeUInt8(1, 0);
    head.writeUInt8(command, 1);
    head.writeUInt16LE(data.length, 2);
    head.writeUInt32LE(id, 4);
    send(Buffer.concat([head, data]));
  };
  let held: Buffer = Buffer.alloc(0);
  const open = (id: number) => {
    const socket = connect({ ...target, allowHalfOpen: true });
    streams.set(id, socket);
    socket.on('data', (data: Buffer) => {
      for (let at = 0; at < data.length; at += 32_768) frame(2, id, data.subarray(at, at + 32_768));
    });
    // The agent closes the stream as soon as one side has ended.
    const end = () => {
      if (streams.delete(id)) frame(1, id);
    };
    socket.on('end', end);
    socket.on('error', () => {
      if (socket.connecting || socket.bytesRead === 0) failed();
      end();
    });
  };
  return {
    take(data: Buffer) {
      held = Buffer.concat([held, data]);
      while (held.length >= 8) {
        const length = held.readUInt16LE(2);
        if (held.length < 8 + length) return;
        const [version, command, id] = [held.readUInt8(0), held.readUInt8(1), held.readUInt32LE(4)];
        if (version !== 1) throw new Error(`smux version ${version}`);
        const payload = held.subarray(8, 8 + length);
        if (command === 0) open(id);
        else if (command === 1) {
          streams.get(id)?.end();
          streams.delete(id);
        } else if (command === 2) streams.get(id)?.write(Buffer.from(payload));
        held = held.subarray(8 + length);
      }
    },
    end() {
      for (const socket of streams.values()) socket.destroy();
    },
  };
}
