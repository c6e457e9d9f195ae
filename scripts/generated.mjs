// What the scripts that write generated files have in common.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Works with what a module in TypeScript exports: bundled, Node.js runs it; packages stay where they are. */
export async function withModule(path, work) {
  const folder = mkdtempSync(join(root, 'node_modules', '.generate-'));
  try {
    const bundle = await rolldown({
      input: join(root, path),
      platform: 'node',
      external: /^[^./].*/,
      logLevel: 'warn',
      // What the program loads when it needs it is loaded at once.
      checks: { ineffectiveDynamicImport: false },
    });
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'entry.mjs' });
    return await work(await import(pathToFileURL(join(folder, 'entry.mjs')).href));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Writes the files that are not up to date; with `--check` it writes nothing, and the exit code says whether there are
 * any.
 *
 * @param {readonly { readonly path: string; readonly text: string }[]} files
 * @param {string} command that writes them
 */
export function writeOrCheck(files, command) {
  for (const { path, text } of files) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (process.argv[2] === '--check') {
      console.error(`${path} is not up to date: run \`${command}\``);
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}
