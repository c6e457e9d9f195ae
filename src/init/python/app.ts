import { posix } from 'node:path';
import type { Project } from '../project.ts';
import type { Serve } from '../traits.ts';
import { pyprojectOf } from './manifest.ts';

/** Names of files in which an app is made, in the order in which they are looked through. */
const names = ['main.py', 'app.py', 'server.py', 'wsgi.py', 'asgi.py', 'run.py', 'api.py', 'index.py', '__init__.py'];

/** How a framework's app is made, and who serves it. */
interface Maker {
  readonly of: string;
  readonly made: RegExp;
  readonly by: 'uvicorn' | 'gunicorn';
}

const makers: readonly Maker[] = [
  { of: 'FastAPI', made: /\bFastAPI\(/, by: 'uvicorn' },
  { of: 'Starlette', made: /\bStarlette\(/, by: 'uvicorn' },
  { of: 'Litestar', made: /\bLitestar\(/, by: 'uvicorn' },
  { of: 'Quart', made: /\bQuart\(/, by: 'uvicorn' },
  { of: 'Flask', made: /\bFlask\(/, by: 'gunicorn' },
  { of: 'Falcon', made: /\bfalcon\.App\(/, by: 'gunicorn' },
  { of: 'Bottle', made: /\b(default_app|Bottle)\(/, by: 'gunicorn' },
];

export interface FoundApp {
  readonly of: string;
  readonly file: string;
  readonly serve: Serve;
}

/** The folders in which Python apps usually are, the nearest first. */
function foldersOf(project: Project): string[] {
  const first = ['.', 'app', 'src', 'src/app', 'api', 'backend', 'server'];
  return [...new Set([...first, ...project.folders('*'), ...project.folders('src/*')])];
}

const isName = (text: string) => /^[A-Za-z_]\w*$/.test(text);

/** A module, and the folder that Python is to look for modules in where that is not the project's. */
interface Place {
  readonly module: string;
  readonly path?: string;
}

/**
 * The module of a file, and the folder that Python is to look for modules in. A file that imports those beside it by
 * their bare names was started in its own folder.
 */
function moduleOf(project: Project, file: string, text: string): Place | undefined {
  const folder = posix.dirname(file);
  const bare = posix.basename(file, '.py');
  const parts = (folder === '.' ? [] : folder.split('/')).concat(bare === '__init__' ? [] : [bare]);
  if (parts.length === 0 || !parts.every(isName)) return undefined;
  if (folder === '.') return { module: bare };
  const imported = [...text.matchAll(/^\s*(?:from|import)\s+([A-Za-z_]\w*)/gm)].map(([, name = '']) => name);
  const isIn = (place: string) => (name: string) =>
    project.has(posix.join(place, `${name}.py`)) || project.folders(posix.join(place, name)).length > 0;
  const isBeside = imported.some((name) => isIn(folder)(name) && !isIn('.')(name));
  if (isBeside && bare !== '__init__') return { module: bare, path: folder };
  // A folder of sources is no package, unless it says so.
  const [first = ''] = parts;
  if (first === 'src' && !imported.includes('src') && !project.has('src/__init__.py'))
    return { module: parts.slice(1).join('.'), path: 'src' };
  return { module: parts.join('.') };
}

/** What an app is in a file: a variable, or a function that makes it. */
interface Made {
  readonly maker: Maker;
  readonly what: string;
  readonly isFactory: boolean;
}

function madeIn(text: string, maker: Maker): Made | undefined {
  const { made } = maker;
  if (!made.test(text)) return undefined;
  const [, variable] = new RegExp(`^(\\w+)(?:\\s*:[^=\\n]+)?\\s*=\\s*[^\\n]*${made.source}`, 'm').exec(text) ?? [];
  if (variable !== undefined) return { maker, what: variable, isFactory: false };
  const [, factory] = /^def (create_\w+|make_\w+|get_app|build_app|\w*application)\(/m.exec(text) ?? [];
  if (factory === undefined) return undefined;
  const called = new RegExp(`^(\\w+)\\s*=\\s*${factory}\\(`, 'm').exec(text)?.[1];
  return { maker, what: called ?? factory, isFactory: called === undefined };
}

/** `app = create_app()` in a file that imports how it is made. */
const calledIn = (text: string) =>
  /^(app|application|api|server)\s*=\s*(create_\w+|make_\w+|get_app|build_app)\(/m.exec(text)?.[1];

function serving({ maker: { by }, what, isFactory }: Made, { module, path }: Place): Serve {
  const place = path === undefined ? {} : { path };
  if (!isFactory) return { by, what: `${module}:${what}`, ...place };
  return by === 'gunicorn'
    ? { by, what: `${module}:${what}()`, ...place }
    : { by, what: `${module}:${what}`, isFactory, ...place };
}

/**
 * The app of a project of FastAPI, Flask and the like, by what its files make.
 *
 * @param named text with the names of the packages that it needs.
 */
export function appIn(project: Project, named: string): FoundApp | undefined {
  const entrypoint = pyprojectOf(project).tool?.fastapi?.entrypoint;
  if (typeof entrypoint === 'string' && /^[A-Za-z_][\w.]*:[A-Za-z_]\w*$/.test(entrypoint))
    return { of: 'FastAPI', file: 'pyproject.toml', serve: { by: 'uvicorn', what: entrypoint } };
  const files = foldersOf(project)
    .flatMap((folder) => names.map((name) => posix.join(folder, name)))
    .map((file) => ({ file, text: project.text(file) }))
    .filter(({ text }) => text !== '');
  const usual = makers.find(({ of }) => named.includes(of.toLowerCase()));
  const look = (find: (text: string) => Made | undefined) => {
    for (const { file, text } of files) {
      const found = find(text);
      const place = found && moduleOf(project, file, text);
      if (place) return { of: found.maker.of, file, serve: serving(found, place) };
    }
    return undefined;
  };
  const made = (isFactory: boolean) =>
    look((text) => makers.map((maker) => madeIn(text, maker)).find((found) => found?.isFactory === isFactory));
  const called = () =>
    look((text) => {
      const what = calledIn(text);
      return usual && what !== undefined ? { maker: usual, what, isFactory: false } : undefined;
    });
  return made(false) ?? called() ?? made(true);
}
