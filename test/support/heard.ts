import { Writable } from 'node:stream';

/** A stream that is no terminal, and remembers what is written to it. */
export function heard() {
  let said = '';
  const stream = new Writable({
    write(part: Buffer, _, done) {
      said += part.toString();
      done();
    },
  });
  return { stream: stream as unknown as NodeJS.WriteStream, said: () => said };
}
