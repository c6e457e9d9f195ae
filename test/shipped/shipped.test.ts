import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { generate } from '../../src/init/generate.ts';
import { temporaryFolder } from '../support/folder.ts';
import { toolMissing, type Tool } from '../support/tools.ts';
import { objections } from './readers.ts';
import { newRoot } from './scratch-root.ts';
import { settings, shipments } from './texts.ts';

/** Made by the stand-ins, not by stepway; a copy of what was there; or a mark that nobody reads more of than that it is there. */
const isForeign = (path: string) =>
  /^\/(etc\/letsencrypt|opt\/certbot|proc|run|var\/lib\/stepway)\/|^\/etc\/nginx\/nginx\.conf$|^\/var\/swapfile|^\/opt\/stepway\/done$/.test(
    path,
  );

describe.each(Object.entries(shipments))('what %s ships', (_, all) => {
  test.each(all)('is accepted by the programs that read it: $about', async ({ unpack }) => {
    const root = await unpack();
    const shipped = root.files().filter((path) => !isForeign(path));
    expect(shipped.length).toBeGreaterThan(0);
    for (const path of shipped) expect(objections(path, root), path).toBe('');
  });
});

const src = fileURLToPath(new URL('../../src/', import.meta.url));
const textOf = (file: string) => readFileSync(`${src}${file}`, 'utf8');
const filesIn = (folder: string) =>
  readdirSync(`${src}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.split(sep).join('/'));

/** The completions are run by the shells that read them, in test/commands/completion.test.ts. */
const runElsewhere = ['commands/completion/'];

test('a file of src with a program in it is one whose texts are checked here', () => {
  const signs = /#!\/|<<'?[A-Z]+|\bset -e|^\[(?:Unit|Service|Timer)\]|^ *server \{|^import \w+(?:, \w+)*$/m;
  const isKnown = (file: string) =>
    [...Object.keys(shipments), ...runElsewhere].some((source) => file.startsWith(source));
  // What writes the head of every hook, what gives a runtime of this machine a name, what looks at the first lines of the
  // user's scripts, and what builds: the workflows and scripts of templates hold it.
  const builders = ['build/recipe.ts', 'deploy/codebuild/buildspec.ts', 'build/python.ts', 'deploy/here/build.ts'];
  const innocent = new Set(
    ['init/files.ts', 'deploy/bundle.ts', 'deploy/try/runtimes.ts', 'rehearsal/logs/lines.ts'].concat(builders),
  );
  const found = filesIn('').filter((file) => signs.test(textOf(file)));
  expect(found.filter((file) => !isKnown(file) && !innocent.has(file))).toEqual([]);
  expect(found).toContain('steps/server/setup/certificate.ts');
  for (const source of Object.keys(shipments).filter((one) => !one.startsWith('..')))
    expect(
      filesIn('').some((file) => file.startsWith(source)),
      source,
    ).toBe(true);
});

test('every file that a template can write is among those that are checked', () => {
  const written = new Set(settings.flatMap((setting) => generate(setting).map(({ path }) => path)));
  const templates = filesIn('init/templates/').map((file) => textOf(`init/templates/${file}`));
  const named = templates.flatMap((text) => [...text.matchAll(/\b(?:path|file): '([^']+)'/g)].map(([, path]) => path));
  expect(named.length).toBeGreaterThan(10);
  for (const path of named)
    expect(
      [...written].some((one) => one.endsWith(path ?? '/')),
      path,
    ).toBe(true);
});

describe('the programs are asked, and say what is wrong:', () => {
  const faults: readonly (readonly [path: string, content: string, said: string, ...tools: Tool[]])[] = [
    ['/app.py', 'PAGE = b"""서버"""\n', 'bytes can only contain ASCII', 'python3'],
    ['/new.py', 'match 1:\n  case _: pass\n', 'Pattern matching is only supported in Python 3.10', 'python3'],
    ['/nginx.conf', 'server { listen 8080; serve_name a; }\n', 'serve_name', 'nginx'],
    ['/app.service', '[Service]\nExecStart=/bin/true\nRestrat=always\n', 'Restrat', 'systemd-analyze'],
    ['/gone.service', '[Service]\nExecStart=/opt/nothing\n', '/opt/nothing', 'systemd-analyze'],
    ['/a.sh', '#!/bin/bash\nif true\n', 'syntax error', 'bash'],
    ['/b.sh', '#!/bin/bash\nrm -r $1/x\n', 'SC2086', 'shellcheck'],
    ['/c.sh', '#!/bin/sh\n[[ a ]]\n', 'SC3010', 'shellcheck'],
    ['/d.sh', '#!/bin/bash\nset -euo pipefail\nls | grep -q a\n', 'by chance: | grep -q a'],
    ['/e.sh', "#!/bin/bash\nset -eo pipefail\nls |\n  awk '{ print; exit }'\n", 'by chance'],
    ['/a.mjs', 'const = 1;\n', 'SyntaxError'],
    ['/appspec.yml', 'version: 1\n', 'version must be 0.0'],
    ['/.github/workflows/a.yml', 'jobs: { a: { steps: [{ run: "if true" }] } }\n', 'syntax error', 'bash'],
    ['/a.properties', 'a=b\nno value\n', 'no value'],
    ['/etc/nginx/conf.d/a.conf', 'server { listen 8080; serve_name a; }\n', 'serve_name', 'nginx'],
    ['/a.env', "A='b\n", 'unexpected EOF', 'bash'],
    ['/a.html', '<!doctype html><h1>a</h2>', 'closes nothing'],
    ['/.dockerignore', '.git\n.env*\n', 'api/.env.local'],
    ['/a.unheard-of', 'x\n', 'no program reads it'],
  ];

  test.for(faults)('%s', ([path, content, said, ...tools], { skip }) => {
    skip(toolMissing(...tools));
    const root = newRoot(temporaryFolder());
    root.write(path, content);
    expect(objections(path, root)).toContain(said);
  });
});
