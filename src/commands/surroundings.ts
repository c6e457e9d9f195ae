import type { Screen } from '../ui/screen.ts';
import { inColour, inPlain } from '../ui/manners.ts';
import { languages, usual, verbatim, type Language, type Words } from '../words.ts';
import type { World } from '../world.ts';
import type { CommonOptions } from './command.ts';
import { knownLanguage, rememberLanguage } from './language.ts';
import { rehearsedWorld } from './rehearsed-world.ts';
import { screenOn } from './screen-on.ts';
import { stateFolder, type StateFolder } from './stacks.ts';

/** Where a command works: the real world or a rehearsal of it, the folder of its states, and who reads the screen. */
export interface Surroundings {
  readonly world: World;
  readonly folder: StateFolder;
  readonly screen: Screen;
  /** Where the data that a command was asked for goes, for people: stdout. */
  readonly page: Screen;
  readonly rehearsing: boolean;
  /** Whether there is a person to prompt. */
  readonly interactive: boolean;
}

/** `CI`, whatever its value, and a pipe on either side mean that there is no person to prompt. */
const isInteractive = ({ env, input, screen }: World, { yes, json }: CommonOptions): boolean =>
  !yes && !json && input.isTTY && screen.isTTY && !env['CI'];

/** What each calls itself. */
const names: Words = { en: 'English', ko: '한국어' };

/**
 * The language to use, prompted for when neither the flag nor the locale nor an earlier answer sets
 * it; undefined when there is no person to prompt.
 */
export async function askedLanguage(world: World, options: CommonOptions): Promise<Language | undefined> {
  const known = options.lang ?? knownLanguage(world.env);
  if (known !== undefined || !isInteractive(world, options)) return known;
  const plain = inPlain(world.env, options.plain ?? false);
  const manner = { language: usual, plain, colour: inColour(world.screen, world.env, !options.color) } as const;
  const { person } = await import('../questions/prompt.ts');
  const asker = person(world, manner, new AbortController().signal);
  const language = await asker.choose(
    'Language · 언어',
    languages.toReversed().map((value) => ({ value, name: verbatim(names[value]) })),
  );
  rememberLanguage(world.env, language);
  return language;
}

/** @param typed what was typed of the options, which is what advice keeps to. */
export async function surroundings(
  real: World,
  options: CommonOptions,
  typed: CommonOptions = options,
): Promise<Surroundings> {
  const rehearsing = options.rehearse !== undefined;
  const folder = stateFolder(real.cwd, options.dir, rehearsing);
  const world = rehearsing ? await rehearsedWorld(real, folder.path, options.rehearse) : real;
  const interactive = isInteractive(real, options);
  const screen = screenOn(real.screen, real, options, typed);
  const page = screenOn(real.output, real, options, typed);
  return { world, folder, screen, page, rehearsing, interactive };
}

/** The same, where people have to know whether it is a rehearsal. */
export async function announced(
  world: World,
  options: CommonOptions,
  typed: CommonOptions = options,
): Promise<Surroundings> {
  const here = await surroundings(world, options, typed);
  sayRehearsal(here);
  return here;
}

export function sayRehearsal({ screen, rehearsing }: Surroundings): void {
  if (!rehearsing) return;
  screen.paragraph({
    en: 'Rehearsal: a simulated account at 30x speed. Nothing real is touched.',
    ko: '연습 모드: 모의 계정에서 30배 빠르게 진행합니다. 실제 자원은 건드리지 않습니다.',
  });
}
