import { inColour, inPlain } from '../ui/manners.ts';
import { screenOf, type Screen } from '../ui/screen.ts';
import { speech } from '../ui/speech.ts';
import type { World } from '../world.ts';
import { usual } from '../words.ts';
import { advising, type Place } from './advice.ts';
import type { CommonOptions } from './command.ts';
import { knownLanguage } from './language.ts';

/**
 * A stream for people: in their language, with color and animation where wanted.
 *
 * @param place where they are, which the commands keep to that are advised.
 */
export function screenOn(
  screen: World['screen'],
  { env }: World,
  options: CommonOptions,
  place: Place = options,
): Screen {
  const plain = inPlain(env, options.plain ?? false);
  const colour = inColour(screen, env, !options.color) && !plain;
  const language = options.lang ?? knownLanguage(env) ?? usual;
  return screenOf({ screen }, speech(language, colour, advising(place)), plain);
}
