import { join, posix, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { contentOf } from '../state/disk.ts';

/** The name of the file that says what is not deployed, or deployed all the same. */
export const stepwayignore = '.stepwayignore';

const textOf = (file: string): string | undefined =>
  contentOf(file)
    ?.toString('utf8')
    .replace(/^\ufeff/, '');

/** As git on the server's system would read it, whatever the disk here thinks of capital letters. */
const rulesIn = (text: string): Ignore => ignore({ ignorecase: false }).add(text);

/** Whether the `.gitignore` files ignore a path; of a folder with a slash at its end. */
export type Ignores = (path: string) => boolean;

/**
 * What the `.gitignore` files say, for where git itself cannot be asked: the nearest file that has a say decides.
 *
 * @param top the repository that the folder is in; the folder itself, when it is in none.
 */
export function gitignores(folder: string, top: string): Ignores {
  const texts = new Map<string, string | undefined>();
  const textIn = (place: string) => {
    if (!texts.has(place)) texts.set(place, textOf(join(top, place, '.gitignore')));
    return texts.get(place);
  };
  const known = new Map<string, Ignore>();
  /** What a file says of what is in a folder: whether that got in itself was decided before. */
  const rulesFor = (place: string, above: string): Ignore | undefined => {
    const text = textIn(place);
    if (text === undefined) return undefined;
    const key = `${place}\n${above}`;
    const rules = known.get(key) ?? rulesIn([text, ...letIn(above)].join('\n'));
    known.set(key, rules);
    return rules;
  };
  const prefix = relative(top, folder).split(sep).join('/');
  return (path) => {
    const whole = posix.join(prefix, path);
    let place = posix.dirname(whole.replace(/\/$/, ''));
    for (;;) {
      const from = place === '.' ? whole : whole.slice(place.length + 1);
      const { ignored, unignored } = rulesFor(place, posix.dirname(from))?.test(from) ?? {};
      if (ignored || unignored) return ignored === true;
      if (place === '.') return false;
      place = posix.dirname(place);
    }
  };
}

/** The lines that let a folder in, and those above it: alone, the library leaves out all that is in what it ignores. */
function letIn(folder: string): string[] {
  if (folder === '.') return [];
  const line = lineFor(folder);
  return [...letIn(posix.dirname(folder)), ...(line === undefined ? [] : [`${line}/`])];
}

function isIgnoredAbove(rules: Ignore | undefined, path: string): boolean {
  const above = posix.dirname(path.replace(/\/$/, ''));
  return above !== '.' && rules?.ignores(`${above}/`) === true;
}

export interface OwnRules {
  /** Whether a path is left out, or goes whatever git ignores; undefined when it has no say. */
  of(path: string): 'left' | 'goes' | undefined;
  /** Whether a line lets this very file go although it looks like a secret: not one that lets in whole folders. */
  allows(path: string): boolean;
  /** Whether a line names something below a folder that is to go. */
  reachInto(folder: string): boolean;
}

export function ownRules(folder: string): OwnRules {
  const text = textOf(join(folder, stepwayignore));
  if (text === undefined) return { of: () => undefined, allows: () => false, reachInto: () => false };
  const rules = rulesIn(text);
  const lines = text.split(/\r?\n/).filter((line) => line.startsWith('!'));
  const wanted = lines.map((line) => line.slice(1));
  const naming = wanted.filter((pattern) => !/(^|\/)\*+\/?$/.test(pattern.trim())).map(rulesIn);
  // Without a slash a line is about names anywhere, and git does not look for them in what it ignores either.
  const anchored = wanted
    .filter((pattern) => pattern.replace(/\/$/, '').includes('/'))
    .map((pattern) => (/^[^*?[\\]*/.exec(pattern)?.[0] ?? '').replace(/^\//, ''));
  return {
    of(path) {
      const { ignored, unignored } = rules.test(path);
      return ignored ? 'left' : unignored ? 'goes' : undefined;
    },
    allows: (path) =>
      rules.test(path).unignored && naming.some((one) => one.ignores(path) && !isIgnoredAbove(one, path)),
    reachInto: (folder) => anchored.some((start) => start.startsWith(`${folder}/`) || `${folder}/`.startsWith(start)),
  };
}

/** The line of `.stepwayignore` that lets a file go; undefined for a name that no line can have. */
export const lineFor = (path: string): string | undefined =>
  /[\r\n]/.test(path)
    ? undefined
    : `!/${path.replaceAll(/[\\*?[\]]/g, String.raw`\$&`).replace(/ +$/, (spaces) => String.raw`\ `.repeat(spaces.length))}`;
