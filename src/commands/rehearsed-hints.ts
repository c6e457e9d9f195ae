import { Trouble } from '../errors.ts';
import { inEach, type Words } from '../words.ts';

/** Commands of stepway in a text; what is explained is the same in a rehearsal. */
const commands = /`(stepway (?!explain\b)(?:(?! --(?:rehearse|help)\b)[^`])+)`/g;

/** The same text, whose commands stay in the rehearsal instead of reaching for the real account. */
export const inRehearsal = (text: Words): Words =>
  inEach((language) => text[language].replaceAll(commands, '`$1 --rehearse`'));

/** The same error, with such texts. */
export const troubleInRehearsal = ({ kind, what, todo, cause, reached }: Trouble): Trouble =>
  new Trouble(kind, inRehearsal(what), inRehearsal(todo), { cause, reached });
