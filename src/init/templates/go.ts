import { goProgram } from '../../build/recipe.ts';
import { builtHere, ifPacked, type Scripts } from './scripts.ts';

export const go = (): Scripts => ({
  runtime: '# The program has all that it needs inside.\ntrue',
  dependencies: `${builtHere(goProgram, `go build -o ${goProgram}`)}
${ifPacked([])}
chmod +x ${goProgram}`,
  start: `exec ./${goProgram}`,
});
