import { readdirSync, type Dirent } from 'node:fs';
import { join, posix } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { ownRules } from '../../init/ignore-files.ts';
import { contentOf, onDisk } from '../../state/disk.ts';
import type { Words } from '../../words.ts';
import { headOf, withLine, type Contents, type Kept } from '../contents.ts';
import { secretIn } from '../secret.ts';

/** What of a project docker is given to make an image of, all of which `COPY . .` puts into it. */
type Context = Pick<Contents, 'files' | 'left' | 'refused'>;

/** What is sent of a project whose app is an image: `files` are those of the bundle. */
export interface WithImage extends Contents {
  /** What docker is given; a slash at the end of a folder that is named as a whole. */
  readonly image: readonly string[];
}

/** What BuildKit reads, the first of them that is there: https://docs.docker.com/build/concepts/context/#filename-and-location */
const names = ['Dockerfile.dockerignore', '.dockerignore'];

/** Folders of many files, none of which is anybody's own: they are named, not looked through. */
const whole = /(^|\/)(\.git|node_modules)$/;
const state = /(^|\/)\.stepway(\/|$)/;
const ofStepway: Words = {
  en: 'the state of your stacks: add **/.stepway to .dockerignore',
  ko: '스택의 상태, .dockerignore에 **/.stepway를 추가할 것',
};

/**
 * Looks through what docker would be given: a folder without what its `.dockerignore` lists. What looks like a secret is
 * refused, unless `.stepwayignore` names it. Links go as links.
 *
 * @param unwritten the `.dockerignore` of a project that has none yet.
 */
function contextOf(folder: string, unwritten: string): Context {
  const rules = rulesOf(folder, unwritten);
  const own = ownRules(folder);
  const files: string[] = [];
  const left: Kept[] = [];
  const refused: Kept[] = [];

  function addFile(path: string): void {
    if (state.test(path)) return void refused.push({ path, why: ofStepway });
    const secret = secretIn(path, () => headOf(join(folder, path)));
    if (secret && !own.allows(path)) refused.push({ path, why: withLine(path, secret) });
    else files.push(path);
  }

  function walk(below: string): void {
    const place = join(folder, below);
    for (const entry of onDisk('read', place, () => readdirSync(place, { withFileTypes: true })))
      visit(posix.join(below, entry.name), entry);
  }

  function visit(path: string, entry: Dirent): void {
    const isOut = rules.ignores(path);
    if (entry.isDirectory()) return visitFolder(path, isOut);
    if (isOut) left.push({ path, why: rules.why });
    else if (entry.isFile()) addFile(path);
    else if (entry.isSymbolicLink()) files.push(path);
  }

  /** A line with an exclamation mark may let in what is in a folder that is left out. */
  function visitFolder(path: string, isOut: boolean): void {
    const written = `${path}/`;
    if (isOut && (!rules.letsIn || whole.test(path))) return void left.push({ path: written, why: rules.why });
    if (!isOut && state.test(path)) return void refused.push({ path: written, why: ofStepway });
    if (whole.test(path)) return void files.push(written);
    const [gone, kept] = [files.length + refused.length, left.length];
    walk(path);
    if (isOut && files.length + refused.length === gone)
      left.splice(kept, left.length, { path: written, why: rules.why });
  }

  walk('');
  return { files: files.toSorted(), left, refused };
}

interface Rules {
  ignores(path: string): boolean;
  readonly letsIn: boolean;
  readonly why: Words;
}

function rulesOf(folder: string, unwritten: string): Rules {
  const name = names.find((one) => contentOf(join(folder, one)) !== undefined) ?? '.dockerignore';
  const text = contentOf(join(folder, name))?.toString('utf8') ?? unwritten;
  const rules = dockerignore.default({ ignorecase: false }).add(text);
  return {
    ignores(path) {
      try {
        return rules.ignores(path);
      } catch {
        // Docker says what is wrong with the pattern, and builds nothing.
        return false;
      }
    },
    letsIn: /^\s*!/m.test(text),
    why: { en: `listed in ${name}`, ko: `${name}에 있음` },
  };
}

/** A bundle and the image that it runs: left out is what goes with neither. */
export function withImage(folder: string, bundle: Contents, unwritten = ''): WithImage {
  const { files, left, refused } = contextOf(folder, unwritten);
  const goes = (path: string) =>
    bundle.files.some((file) => file === path || (path.endsWith('/') && file.startsWith(path)));
  const known = new Set(refused.map(({ path }) => path));
  return {
    ...bundle,
    left: left.filter(({ path }) => !goes(path)),
    refused: [...refused, ...bundle.refused.filter(({ path }) => !known.has(path))],
    image: files,
  };
}
