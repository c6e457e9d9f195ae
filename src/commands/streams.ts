import { exitCodes } from '../errors.ts';
import type { Streams } from '../operations/run.ts';
import { pass } from '../ui/output.ts';
import type { World } from '../world.ts';

/** The streams of this program, for a command on the server. */
export function streamsOf({ input, output, screen, onStop, quit }: World): Streams {
  return {
    output: (bytes) => pass(output, bytes),
    errors: (bytes) => pass(screen, bytes),
    drained: (go) => {
      const slow = [output, screen].filter(({ writableNeedDrain }) => writableNeedDrain);
      void Promise.all(slow.map((stream) => new Promise((resolve) => stream.once('drain', resolve)))).then(go);
    },
    input(take, end) {
      let isLeft = false;
      let taken = Promise.resolve();
      const hear = (bytes: Buffer | string) => {
        input.pause();
        taken = taken
          .then(() => take(Buffer.from(bytes)))
          .then(() => {
            if (!isLeft) input.resume();
          });
      };
      const ended = () => void taken.then(end);
      input.on('data', hear);
      input.on('end', ended);
      if (input.readableEnded) ended();
      return () => {
        isLeft = true;
        input.off('data', hear);
        input.off('end', ended);
        input.pause();
        // A reader that is not gone keeps the program alive.
        input.destroy();
      };
    },
    onStop,
    quit: () => quit(exitCodes.interrupted),
  };
}
