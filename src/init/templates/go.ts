import { goProgram } from '../build.ts';
import { builtHere, type Recipe } from './recipe.ts';

export const go = (): Recipe => ({
  runtime: '# The program has all that it needs inside.\ntrue',
  dependencies: `${builtHere(goProgram, `go build -o ${goProgram}`)}
chmod +x ${goProgram}`,
  start: `exec ./${goProgram}`,
});
