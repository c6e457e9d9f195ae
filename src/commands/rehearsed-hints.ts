import { Trouble } from '../errors.ts';
import { inEach, type Words } from '../words.ts';

/** Commands of stepway in a text; what is explained is the same in a rehearsal. */
const commands = /`(stepway (?!explain\b)(?:(?! --(?:rehearse|help)\b)[^`])+)`/g;

/** Particles of Korean that go by the end of the word before them: it ends in a vowel from now on. */
const particles = { 으로: '로', 을: '를', 은: '는', 이: '가', 과: '와' } as const;
const withParticle = new RegExp(`${commands.source}(?:(${Object.keys(particles).join('|')})(?![가-힣]))?`, 'g');

/** The same text, whose commands stay in the rehearsal instead of reaching for the real account. */
export const inRehearsal = (text: Words): Words =>
  inEach((language) =>
    text[language].replaceAll(
      withParticle,
      (_, command: string, particle?: keyof typeof particles) =>
        `\`${command} --rehearse\`${particle ? particles[particle] : ''}`,
    ),
  );

/** The same error, with such texts. */
export const troubleInRehearsal = ({ kind, what, todo, cause, reached }: Trouble): Trouble =>
  new Trouble(kind, inRehearsal(what), inRehearsal(todo), { cause, reached });
