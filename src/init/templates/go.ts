import { goProgram } from '../../build/recipe.ts';
import { builtHere, ifPacked, type Recipe } from './recipe.ts';

export const go = (): Recipe => ({
  runtime: '# The program has all that it needs inside.\ntrue',
  dependencies: `${builtHere(goProgram, `go build -o ${goProgram}`)}
${ifPacked([])}
chmod +x ${goProgram}`,
  start: `exec ./${goProgram}`,
});
