// Builds the program into dist/, silently unless something is wrong: rolldown's own command prints every chunk.
import { build } from 'rolldown';
import { loadConfig } from 'rolldown/config';

const config = await loadConfig('rolldown.config.ts');
if (typeof config === 'function') throw new Error('rolldown.config.ts is expected to be plain data');
await build(Array.isArray(config) ? config : { ...config, logLevel: 'warn' });
