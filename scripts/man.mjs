#!/usr/bin/env node
// Writes the pages of the manual, in each language, from the definitions of the commands.
// Usage: node scripts/man.mjs [--check]
//   --check   writes nothing; the exit code says whether the pages are up to date
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = { en: 'man/stepway.1', ko: 'man/ko/stepway.1' };

/** The text of each page. The generator is in TypeScript: bundled, Node.js runs it; packages stay where they are. */
async function generate() {
  const folder = mkdtempSync(join(root, 'node_modules', '.man-'));
  try {
    const bundle = await rolldown({
      input: join(root, 'scripts/man-page.ts'),
      platform: 'node',
      external: /^[^./].*/,
      logLevel: 'warn',
    });
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'page.mjs' });
    const { manPage } = await import(pathToFileURL(join(folder, 'page.mjs')).href);
    return await Promise.all(
      Object.entries(pages).map(async ([language, path]) => ({ path, text: await manPage(language) })),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const { path, text } of await generate()) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (process.argv[2] === '--check') {
    console.error(`${path} is not up to date: run \`npm run man\``);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
