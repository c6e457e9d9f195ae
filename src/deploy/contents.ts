import { closeSync, lstatSync, openSync, readdirSync, readSync, realpathSync, type Stats } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { oneLine } from '../plain.ts';
import { onDisk } from '../state/disk.ts';
import type { Words } from '../words.ts';
import { builtIn, type Built } from './built.ts';
import { ignoresIn, type Asked } from './ignored.ts';
import { lineFor, ownRules } from '../init/ignore-files.ts';
import {
  astray,
  byOwn,
  ignored,
  leftFor,
  notFetched,
  notNamed,
  notRegular,
  outside,
  toFolder,
  unreadableName,
} from './left.ts';
import { isDependency, secretIn } from './secret.ts';

/** A file, or with a slash at its end a folder and all in it, that does not go. */
export interface Kept {
  readonly path: string;
  readonly why: Words;
}

/** What of a project leaves this computer, and what does not. */
export interface Contents {
  readonly files: readonly string[];
  /** What is not needed on the server, or not meant for it. */
  readonly left: readonly Kept[];
  /** What would have gone, but must not unless the user says so. */
  readonly refused: readonly Kept[];
  /** What the user should know of how this was decided. */
  readonly notes: readonly Words[];
}

/** Whether git would take it, ignores it, or ignores it although it has to go. */
type Standing = 'taken' | 'ignored' | 'needed';

type Judged = { readonly is: 'in'; readonly standing: Standing } | { readonly is: 'out'; readonly why: Words };

/** Enough of a file to know what is in it. */
const beginning = 1024 * 1024;

/** What is known of a folder before anybody looks into it. */
interface Known {
  /** What git ignores there. */
  readonly asked?: Asked | undefined;
  /** What its build has made. */
  readonly built?: Built;
}

/**
 * Looks through a project: what git would take and what its build makes, without what `.stepwayignore` lists and
 * without what looks like a secret. Only names and beginnings of files are read, and nothing is changed.
 *
 * @param named the files and folders that are deployed at all; an empty path is the whole project.
 */
export function contentsOf(folder: string, named: readonly string[], known: Known = {}): Contents {
  const top = realpathSync(folder);
  const { ignores, absent, notes } = known.asked ?? ignoresIn(top);
  const own = ownRules(folder);
  const paths = named.filter((path) => path !== '');
  const built = known.built ?? builtIn(folder, paths);
  const files: string[] = [];
  const left: Kept[] = [];
  const refused: Kept[] = [];

  const isNamed = (path: string) => named.some((one) => one === '' || one === path || path.startsWith(`${one}/`));
  const leadsToNamed = (path: string) => named.some((one) => one.startsWith(`${path}/`));

  function judge(path: string, isFolder: boolean, above: Standing): Judged {
    const written = isFolder ? `${path}/` : path;
    const said = own.of(written);
    if (said === 'left') return { is: 'out', why: byOwn };
    const rule = leftFor(folder, path, isFolder, built);
    if (rule && (rule.always || said !== 'goes')) return { is: 'out', why: rule.why };
    const standing = above === 'taken' && ignores(written) ? 'ignored' : above;
    const isNeeded = standing === 'ignored' && (said === 'goes' || built.has(path));
    return { is: 'in', standing: isNeeded ? 'needed' : standing };
  }

  /** Puts a path where it belongs. What only its git-ignored folder takes along is left, and stops nothing. */
  const refuse = (path: string, why: Words, standing: Standing) =>
    (standing === 'needed' ? left : refused).push({ path, why });

  function addFile(path: string, source: string, standing: Standing, via?: string): void {
    const place = join(folder, source);
    const secret = secretIn(source, () => headOf(place)) ?? (via === undefined ? undefined : secretIn(path, () => ''));
    if (secret && !own.allows(path) && !own.allows(source))
      return void refuse(path, withLine(path, via ? leadsTo(via, secret) : secret), standing);
    files.push(path);
  }

  function addLink(path: string, standing: Standing): void {
    const target = follow(join(folder, path), top);
    if ('why' in target) {
      if (target.stops) refuse(path, target.why, standing);
      else left.push({ path, why: target.why });
      return;
    }
    const { path: source, found } = target;
    if (found.isDirectory()) return void refuse(path, toFolder, isDependency(path) ? 'needed' : standing);
    if (!found.isFile()) return void left.push({ path, why: notRegular });
    const judged = judgeFromTop(source);
    if (judged.is === 'out') return void left.push({ path, why: leadsTo(source, judged.why) });
    if (judged.standing === 'ignored') return void left.push({ path, why: leadsTo(source, ignored) });
    addFile(path, source, standing, source);
  }

  function judgeFromTop(path: string): Judged {
    let judged: Judged = { is: 'in', standing: 'taken' };
    const parts = path.split('/');
    for (let at = 1; at <= parts.length && judged.is === 'in'; at++)
      judged = judge(parts.slice(0, at).join('/'), at < parts.length, judged.standing);
    return judged;
  }

  function walk(below: string, above: Standing): void {
    const place = join(folder, below);
    for (const name of onDisk('read', place, () => readdirSync(place)).toSorted())
      visit(posix.join(below, name), above);
  }

  function visit(path: string, above: Standing): void {
    const place = join(folder, path);
    const found = onDisk('read', place, () => lstatSync(place, { throwIfNoEntry: false }));
    if (!found) return void left.push({ path, why: unreadableName });
    const isFolder = found.isDirectory();
    const written = isFolder ? `${path}/` : path;
    const judged = judge(path, isFolder, above);
    if (judged.is === 'out') return void left.push({ path: written, why: judged.why });
    if (!isNamed(path) && !leadsToNamed(path)) return void left.push({ path: written, why: notNamed });
    const { standing } = judged;
    if (absent.has(path)) return void left.push({ path: written, why: notFetched });
    if (isFolder) return visitFolder(path, standing);
    if (!found.isFile() && !found.isSymbolicLink()) left.push({ path, why: notRegular });
    else if (standing === 'ignored') left.push({ path, why: ignored });
    else if (found.isSymbolicLink()) addLink(path, standing);
    else addFile(path, path, standing);
  }

  /** Of an ignored folder only what has to go is looked for; if there is nothing, it is named once. */
  function visitFolder(path: string, standing: Standing): void {
    if (standing !== 'ignored') return walk(path, standing);
    const [gone, kept] = [files.length + refused.length, left.length];
    if (own.reachInto(path) || built.reachInto(path)) walk(path, standing);
    if (files.length + refused.length > gone) return;
    if (onDisk('read', join(folder, path), () => isEmpty(join(folder, path)))) return;
    left.splice(kept, left.length, { path: `${path}/`, why: ignored });
  }

  walk('', 'taken');
  return { files: files.toSorted(), left, refused, notes };
}

function isEmpty(place: string): boolean {
  try {
    return readdirSync(place).length === 0;
  } catch {
    // It does not go, so it may be as closed as it likes.
    return false;
  }
}

/** The beginning of a file, a character for each byte. */
export function headOf(place: string): string {
  return onDisk('read', place, () => {
    const file = openSync(place, 'r');
    try {
      const bytes = Buffer.alloc(Math.min(beginning, lstatSync(place).size));
      const read = bytes.subarray(0, readSync(file, bytes));
      // As shells of Windows write what is redirected into a file.
      return read.toString(read[0] === 0xff && read[1] === 0xfe ? 'utf16le' : 'latin1');
    } finally {
      closeSync(file);
    }
  });
}

type Target = { readonly path: string; readonly found: Stats } | { readonly why: Words; readonly stops: boolean };

/** What a link leads to in the end, as a path from the project's folder. */
function follow(place: string, top: string): Target {
  try {
    const real = realpathSync(place);
    const path = relative(top, real).split(sep).join('/');
    if (path !== '' && !real.startsWith(top + sep)) return { why: outside, stops: true };
    return { path, found: lstatSync(real) };
  } catch {
    return { why: astray, stops: false };
  }
}

const leadsTo = (path: string, why: Words): Words => ({
  en: `a link to ${oneLine(path)}, ${why.en}`,
  ko: `${oneLine(path)} 파일의 링크: ${why.ko}`,
});

/** Why a file is refused, with the line of `.stepwayignore` that sends it. */
export const withLine = (path: string, why: Words): Words => {
  const line = lineFor(path);
  if (line === undefined) return why;
  return {
    en: `${why.en}; to send it anyway: \`${line}\``,
    ko: `${why.ko}, 그래도 보내려면 \`${line}\``,
  };
};
