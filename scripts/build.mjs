// Builds the program into dist/, silently unless something is wrong: rolldown's own command prints every chunk.
import { build } from 'rolldown';
import { loadConfig } from 'rolldown/config';

await build({ ...(await loadConfig('rolldown.config.ts')), logLevel: 'warn' });
