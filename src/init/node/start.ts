import { posix } from 'node:path';
import type { Words } from '../../words.ts';
import type { Project } from '../project.ts';
import type { Manager, NodeStart } from '../traits.ts';
import { scriptOf } from './manifest.ts';
import { isLoadable, isShipped } from './programs.ts';

/** What is started: a package, and the top of the workspace that it is of, whose packages it has too. */
export interface App {
  readonly project: Project;
  readonly top: Project;
  readonly manager: Manager;
}

/** Whether a command runs with what is on the server, and which file of its build it needs. */
export type Proof =
  | { readonly runs: true; readonly start: NodeStart; readonly needs?: string }
  | { readonly runs: false; readonly why: Words };

const no = (why: Words): Proof => ({ runs: false, why });

/** Programs that serve developers: what they start is slow, watches files, builds first, or leaves for the background. */
const forDevelopment: readonly RegExp[] = [
  /^(next|nuxt|nuxi|astro|remix|react-router|gatsby|vinxi|wrangler|strapi|medusa|keystone) (dev|develop|preview)\b/,
  /^(nuxt|nuxi|nest|ng|react-scripts|vue-cli-service|gatsby) (start|serve)\b/,
  /^astro start\b/,
  /^vite( (dev|serve|preview)\b| -|$)/,
  /^(nodemon|ts-node-dev|tsnd|webpack-dev-server|parcel|live-server|eleventy|webpack|concurrently|turbo|nx)\b/,
  /^tsx watch\b/,
  /^pm2 /,
];

const development = (command: string): Words => ({
  en: `\`${command}\` is for development`,
  ko: `\`${command}\` 명령은 개발용`,
});

const notThere = (program: string): Words => ({
  en: `\`${program}\` is not in "dependencies"`,
  ko: `\`${program}\` 패키지가 "dependencies"에 없음`,
});

const noFile = (file: string): Words => ({ en: `${file} does not exist`, ko: `${file} 파일이 없음` });

/** A path that a shell takes for nothing else. */
export const isPlain = (path: string) => /^[\w@%+,./-]+$/.test(path) && !path.startsWith('-');

const known = ['', '.js', '.cjs', '.mjs', '/index.js'];

/** Folders that a build makes: what is in them need not be there yet. */
const made = /^(\.\/)?(dist|build|lib|out|\.output|\.next|\.medusa)(\/|$)/;

/** The file that `node FILE` runs, as Node.js looks for it; as a build will make it where it is not there yet. */
function fileFor({ project, top }: App, path: string): { file: string; isMade: boolean } | undefined {
  const plain = posix.normalize(path);
  if (!isPlain(plain) || plain.startsWith('..') || posix.isAbsolute(plain)) return undefined;
  const isMade = made.test(plain);
  const found = known.map((end) => `${plain.replace(/\/$/, '')}${end}`).find((file) => project.has(file));
  if (found !== undefined) return { file: found, isMade };
  if (!isMade || (scriptOf(project, 'build') === '' && scriptOf(top, 'build') === '')) return undefined;
  if (/\.[cm]?js$/.test(plain)) return { file: plain, isMade };
  return { file: plain.includes('/') && !plain.endsWith('/') ? `${plain}.js` : posix.join(plain, 'index.js'), isMade };
}

/** What `node FLAGS FILE` runs; settings come from the server, never from a file of the project's. */
export function proveNode(app: App, words: readonly string[]): Proof {
  const flags: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (/^--env-file(=|$)/.test(word)) {
      if (!word.includes('=')) rest.shift();
    } else if (/^(-r|--require|--import|--loader|--experimental-loader)(=|$)/.test(word)) {
      const module = word.includes('=') ? word.slice(word.indexOf('=') + 1) : (rest.shift() ?? '');
      if (!isLoadable(app.project, module) && !isLoadable(app.top, module)) return no(notThere(module));
      flags.push(word.includes('=') ? word : `${word} ${module}`);
    } else if (/^(--watch|--inspect)/.test(word)) return no(development(`node ${word}`));
    else if (word.startsWith('-')) flags.push(word);
    else {
      const found = fileFor(app, word);
      if (!found) return no(noFile(word));
      const command = [...flags, found.file, ...rest].join(' ');
      if (!/^[\w@%+,./:= -]+$/.test(command)) return no(noFile(word));
      return { runs: true, start: `node ${command}`, ...(found.isMade && { needs: found.file }) };
    }
  }
  return no({ en: '`node` is given no file', ko: '`node`에 실행할 파일이 없음' });
}

/** Programs that only set something up for what follows. */
const wrappers = new Set(['cross-env', 'cross-env-shell', 'dotenv', 'dotenvx', 'env-cmd', 'exec', 'env']);

/** How another script is run, by whichever manager. */
const scripts = /^(?:(?:npm|pnpm|yarn|bun)(?: run(?:-script)?)?) ([\w:.-]+)(?: --)?$/;

/** Whether one command of a script runs. */
function proveCommand(app: App, command: string, seen: readonly string[]): Proof {
  const words = command.trim().split(/\s+/);
  while (/^\w+=/.test(words[0] ?? '')) words.shift();
  let [program = ''] = words;
  while (wrappers.has(program)) {
    if (program !== 'exec' && program !== 'env' && !ships(app, program)) return no(notThere(program));
    words.shift();
    const end = words.indexOf('--');
    if (end >= 0) words.splice(0, end + 1);
    while (/^(\w+=|-|run$)/.test(words[0] ?? '')) words.shift();
    [program = ''] = words;
  }
  const text = words.join(' ');
  const script = scripts.exec(text)?.[1];
  if (script !== undefined && scriptOf(app.project, script) !== '') return proveScript(app, script, seen);
  if (/^(npx|bunx|pnpm exec|pnpx|npm exec|yarn exec) /.test(text))
    return proveCommand(app, text.replace(/^(npx|bunx|pnpx|\w+ exec)( -\S+)* (-- )?/, ''), seen);
  if (forDevelopment.some((command) => command.test(text))) return no(development(text));
  if (program === 'node') return proveNode(app, words.slice(1));
  if (program === 'bun' && app.manager === 'bun') return proveBun(app, words.slice(1));
  if (/^(ts-node|tsx)$/.test(program) && !ships(app, program)) return no(notThere(program));
  const isOwn = program.includes('/') && app.project.has(posix.normalize(program));
  const isOfManager = /^(pnpm|yarn)$/.test(program) && program === app.manager;
  if (!isOwn && !isOfManager && !ships(app, program)) return no(notThere(program));
  return { runs: true, start: 'npm start' };
}

/** `bun src/index.ts`, or `bun run` with it. */
function proveBun({ project }: App, words: readonly string[]): Proof {
  const file = words.find((word) => word !== 'run' && !word.startsWith('-')) ?? '';
  if (words.some((word) => /^--(watch|hot)$/.test(word))) return no(development(`bun ${words.join(' ')}`));
  if (!isPlain(file) || !project.has(file)) return no(noFile(file));
  return { runs: true, start: `bun ${posix.normalize(file)}` };
}

const ships = ({ project, top }: App, program: string) => isShipped(project, program) || isShipped(top, program);

/**
 * Whether a script of `package.json` runs on the server, with what runs before it. One whose single command runs but
 * not as it stands (a script before it builds, a file of settings is missing) is started by that command.
 */
export function proveScript(app: App, name: string, seen: readonly string[] = []): Proof {
  const script = scriptOf(app.project, name);
  if (seen.includes(name)) return no(development(name));
  const commands = script
    .split(/&&|\|\||;|&(?!&)/)
    .map((command) => command.replaceAll(/["']/g, '').trim())
    .filter(Boolean);
  const proofs = commands.map((command) => proveCommand(app, command, [...seen, name]));
  const failed = proofs.find((proof) => !proof.runs);
  if (failed) return failed;
  const last = proofs.at(-1);
  if (!last?.runs) return no({ en: `the script "${name}" is empty`, ko: `"${name}" 스크립트가 비어 있음` });
  const before = scriptOf(app.project, `pre${name}`);
  const isReady = before === '' || proveScript(app, `pre${name}`, [...seen, name]).runs;
  const isAsWritten = isReady && !/--env-file[= ]/.test(script);
  if (!isAsWritten && commands.length === 1 && last.start !== 'npm start') return last;
  if (!isReady) return no(development(before));
  const start = name === 'start' ? 'npm start' : (`npm run ${name}` as const);
  return { ...last, start };
}
