import { exitCodes } from '../errors.ts';
import type { Terminal } from '../operations/shell.ts';
import { pass } from '../ui/output.ts';
import type { World } from '../world.ts';

/** What the operation is told by the terminal; what it tells is said in words. */
type Mechanics = Omit<Terminal, 'opened' | 'cut'>;

/** The terminal of this program, for a shell on the server. */
export const terminalOf = ({ input, output, onStop, quit }: World): Mechanics => ({
  output: (bytes) => pass(output, bytes),
  drained: (go) => void output.once('drain', go),
  size: () => ({ columns: output.columns, rows: output.rows }),
  onResize(resized) {
    output.on('resize', resized);
    return () => output.off('resize', resized);
  },
  raw(take) {
    // However else this program ends, Node.js leaves the terminal as it was.
    input.setRawMode(true);
    input.on('data', take);
    input.resume();
    return () => {
      input.off('data', take);
      input.setRawMode(false);
      input.pause();
      // A reader that is not gone keeps the program alive.
      input.destroy();
    };
  },
  onStop,
  quit: () => quit(exitCodes.interrupted),
});
