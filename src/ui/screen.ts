import type { World } from '../world.ts';
import type { Language, Words } from '../words.ts';
import { Trouble } from '../errors.ts';
import { print } from './output.ts';
import { languageOf, speech, type Speech } from './speech.ts';
import { wrap } from './table.ts';

/** Where people read. */
export interface Screen extends Speech {
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  line(text?: string): void;
  /** A text in the user's language, broken into lines. */
  paragraph(words: Words): void;
  trouble(trouble: Trouble): void;
}

/** Lines longer than this are hard to read. */
export const readable = 96;

export function screenOf({ screen }: Pick<World, 'screen'>, speech: Speech): Screen {
  const width = Math.min(screen.columns ?? 80, readable);
  const line = (text = '') => print(screen, `${text}\n`, speech.colour);
  return {
    ...speech,
    width,
    line,
    paragraph: (words) => wrap(speech.say(words), width).forEach(line),
    trouble({ kind, what, todo }) {
      const mark =
        kind === 'waiting' || kind === 'interrupted' ? speech.paint('yellow', '◷') : speech.paint('red', '✖');
      line();
      wrap(speech.say(what), width - 2).forEach((one, index) => line(`${index === 0 ? mark : ' '} ${one}`));
      wrap(speech.say(todo), width - 2).forEach((one) => line(`  ${one}`));
    },
  };
}

/** A stream as people read it: in the language asked for or theirs, in colour where that is wanted. */
export function screenOn(
  screen: World['screen'],
  { env }: Pick<World, 'env'>,
  { lang, color }: { readonly lang?: Language; readonly color: boolean },
): Screen {
  const colour = screen.isTTY && color && !env['NO_COLOR'];
  return screenOf({ screen }, speech(lang ?? languageOf(env), colour));
}
