import { screenOf, type Screen } from '../ui/screen.ts';
import { inColour, inPlain } from '../ui/manners.ts';
import { speech } from '../ui/speech.ts';
import { verbatim, type Language } from '../words.ts';
import type { World } from '../world.ts';
import type { CommonOptions } from './command.ts';
import { knownLanguage, rememberLanguage } from './language.ts';
import { rehearsedWorld } from './rehearsed-world.ts';
import { stateFolder, type StateFolder } from './stacks.ts';

/** Where a command works: the real world or a rehearsal of it, the folder of its states, and who reads the screen. */
export interface Surroundings {
  readonly world: World;
  readonly folder: StateFolder;
  readonly screen: Screen;
  /** Where the data that a command was asked for goes, for people: stdout. */
  readonly page: Screen;
  readonly rehearsing: boolean;
  /** Whether somebody is there who may be asked. */
  readonly interactive: boolean;
}

/** `CI`, whatever its value, says that nobody is there; so does a pipe on either side. */
const isInteractive = ({ env, input, screen }: World, { yes, json }: CommonOptions): boolean =>
  !yes && !json && input.isTTY && screen.isTTY && !env['CI'];

const names = [
  { value: 'ko', name: verbatim('한국어') },
  { value: 'en', name: verbatim('English') },
] as const;

/**
 * The language to go on in, asked of whoever is there when neither the flag nor the locale nor an earlier answer says
 * it; undefined when nobody is.
 */
export async function askedLanguage(world: World, options: CommonOptions): Promise<Language | undefined> {
  const known = options.lang ?? knownLanguage(world.env);
  if (known !== undefined || !isInteractive(world, options)) return known;
  const plain = inPlain(world.env, options.plain ?? false);
  const manner = { language: 'en', plain, colour: inColour(world.screen, world.env, !options.color) } as const;
  const { person } = await import('../questions/prompt.ts');
  const asker = person(world, manner, new AbortController().signal);
  const language = await asker.choose('Language · 언어', names);
  rememberLanguage(world.env, language);
  return language;
}

/** A stream as people read it: in their language, in colour and with what moves where that is wanted. */
export function screenOn(screen: World['screen'], { env }: World, options: CommonOptions): Screen {
  const plain = inPlain(env, options.plain ?? false);
  const colour = inColour(screen, env, !options.color) && !plain;
  const language = options.lang ?? knownLanguage(env) ?? 'en';
  return screenOf({ screen }, speech(language, colour), plain);
}

export async function surroundings(real: World, options: CommonOptions): Promise<Surroundings> {
  const rehearsing = options.rehearse !== undefined;
  const folder = stateFolder(real.cwd, options.dir, rehearsing);
  const world = rehearsing ? await rehearsedWorld(real, folder.path, options.rehearse) : real;
  const interactive = isInteractive(real, options);
  const screen = screenOn(real.screen, real, options);
  const page = screenOn(real.output, real, options);
  return { world, folder, screen, page, rehearsing, interactive };
}
