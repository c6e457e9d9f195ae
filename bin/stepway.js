#!/usr/bin/env node
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';

const program = new URL('../dist/main.js', import.meta.url);

if (existsSync(program)) {
  // Keeps the compiled program for the next start; Node 20 does not have it.
  nodeModule.enableCompileCache?.();
  // The AWS SDK would otherwise tell the user of Node 20, in the middle of the wizard, to upgrade some day.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { main } = await import(program.href);
  process.exitCode = await main(process.argv.slice(2));
  // A look that the user no longer waits for would keep the process alive.
  if (process.exitCode === 130) process.stdout.write('', () => process.exit());
} else {
  console.error('stepway is not built yet: run `npm run build` first.');
  process.exitCode = 1;
}
