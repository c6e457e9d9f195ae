import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { singleQuoted } from '../single-quoted.ts';
import { inEach, type Words } from '../words.ts';
import type { CommonOptions } from './command.ts';

/** What decides where a command works, and in which language it answers. */
export type Place = { readonly [K in 'name' | 'dir' | 'profile' | 'rehearse' | 'lang']?: CommonOptions[K] | undefined };

/** A value as a shell takes it. */
export const inShell = (value: string) => (/^[\w@%+=:,./-]+$/.test(value) ? value : singleQuoted(value));

/** The flags that keep somebody where they are, each as it is typed. */
function kept({ name, dir, profile, rehearse, lang }: Place, isStandalone: boolean): ReadonlyMap<string, string> {
  const values = isStandalone ? { lang } : { name, dir, profile, rehearse, lang };
  return new Map(
    Object.entries(values).flatMap(([flag, value]) => {
      // What is longer is no name of anything, but a folder may be deep.
      if (value === undefined || (flag !== 'dir' && value !== true && value.length > 200)) return [];
      return [[`--${flag}`, value === true ? `--${flag}` : `--${flag} ${inShell(oneLine(value))}`] as const];
    }),
  );
}

/** What follows belongs to another program. */
const beyond = / (?:--|\||>|<|&&)(?: .*)?$/;

/**
 * The same command for where somebody is who was typing these flags.
 *
 * @param lasts whether its last word has to stay the last.
 */
export function commandAt(place: Place, command: string, lasts = false): string {
  const tail = beyond.exec(command)?.[0] ?? '';
  const own = command.slice(0, command.length - tail.length);
  const words = new Set(own.split(/[ =]/));
  if (words.has('--help')) return command;
  const isStandalone = /^stepway (?:explain|completion)\b/.test(own);
  const added = [...kept(place, isStandalone)].flatMap(([flag, typed]) => (words.has(flag) ? [] : typed)).join(' ');
  if (added === '') return command;
  return (lasts ? own.replace('stepway', `stepway ${added}`) : `${own} ${added}`) + tail;
}

/** Particles of Korean: after a consonant, and after a vowel. */
const particles: ReadonlyMap<string, string> = new Map([
  ['으로', '로'],
  ['을', '를'],
  ['은', '는'],
  ['이', '가'],
  ['과', '와'],
]);

/** Flags with no value of the user's at the end: "rehearse" and "ko" end in vowels. */
const endsInVowel = /(?:--rehearse|--lang ko)$/;

const commands = /`(stepway [^`]+)`(?:(으로|로|을|를|은|는|이|가|과|와)(?![가-힣]))?/g;

const advised = (place: Place, text: string): string =>
  text.replaceAll(commands, (whole, command: string, particle: string = '') => {
    const there = commandAt(place, command);
    if (there === command) return whole;
    if (endsInVowel.test(there)) return `\`${there}\`${particles.get(particle) ?? particle}`;
    // How a name ends is not known: what the particle goes by stays the last word.
    return `\`${commandAt(place, command, particle !== '')}\`${particle}`;
  });

/**
 * Makes of a text the same text whose commands mean what the reader means: the same stack, in the rehearsal and not in
 * the real account, with the same profile, in the same language.
 */
export const advising =
  (place: Place) =>
  (words: Words): Words =>
    inEach((language) => advised(place, words[language]));

/** The same error, with such texts. */
export function troubleAt(place: Place, { kind, what, todo, cause, reached }: Trouble): Trouble {
  const advise = advising(place);
  return new Trouble(kind, advise(what), advise(todo), { cause, reached });
}
