import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { interrupted } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { oneLine } from '../plain.ts';
import { print } from '../ui/output.ts';
import type { Language } from '../words.ts';
import type { World } from '../world.ts';
import { WentBack, type Person } from './answers.ts';
import { Unsuitable, type AnyQuestion, type Choice } from './question.ts';

const words = {
  en: {
    yes: 'yes',
    no: 'no',
    number: 'Number',
    either: 'Answer yes or no.',
    one: (most: number) => `Enter a number from 1 to ${most}.`,
    keys: 'Press Enter to accept the value in brackets.',
  },
  ko: {
    yes: '예',
    no: '아니요',
    number: '번호',
    either: '예 또는 아니요로 답해 주세요.',
    one: (most: number) => `1부터 ${most}까지의 번호를 입력하세요.`,
    keys: 'Enter를 누르면 대괄호 안의 값을 씁니다.',
  },
} as const;

const agreeing = new Set(['y', 'yes', 'true', '예', '네']);
const refusing = new Set(['n', 'no', 'false', '아니요', '아니오']);

/** Where what is typed and is not to be seen is written. */
const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Something typed that is not accepted, and why. */
class Again extends Error {}

/**
 * The person in front of a screen of lines: every question is a line, every answer is one, and what was said stays. The
 * terminal itself edits the line, so that it works with a screen reader, in Emacs, and over any connection.
 */
export function plainPerson(
  { input, screen }: Pick<World, 'input' | 'screen'>,
  language: Language,
  signal: AbortSignal,
  explain?: (question: AnyQuestion) => Promise<void>,
): Person {
  const say = words[language];
  let introduced = false;

  /** One line that was typed; the end of the input means stop. What is to be hidden the terminal does not echo. */
  const typed = (hidden = false) =>
    new Promise<string>((resolve, reject) => {
      const lines = createInterface({ input, terminal: hidden, ...(hidden && { output: nowhere() }) });
      const end = (how: () => void) => {
        lines.removeAllListeners();
        signal.removeEventListener('abort', stop);
        lines.close();
        how();
      };
      const stop = () => end(() => reject(interrupted()));
      lines.once('line', (line) => end(() => resolve(hidden ? line : line.trim())));
      lines.once('close', stop);
      lines.once('SIGINT', stop);
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });

  async function answer<T>(lines: readonly string[], read: (raw: string) => T, question?: AnyQuestion): Promise<T> {
    const write = (text: string) => print(screen, text);
    for (;;) {
      write(`\n${lines.join('\n')}`);
      print(screen, ' ');
      const raw = await typed();
      if (raw === '<') throw new WentBack();
      try {
        if (raw === '?' && question) await explain?.(question);
        else return read(raw);
      } catch (error) {
        if (error instanceof Unsuitable) write(didYouMean(error.meant, error.why)[language]);
        else if (error instanceof Again) write(error.message);
        else throw error;
      }
    }
  }

  const yesOrNo = (message: string, fallback: boolean, question?: AnyQuestion) =>
    answer(
      [`${message} (${say.yes}/${say.no}) [${fallback ? say.yes : say.no}]:`],
      (raw) => {
        const word = raw.toLowerCase();
        if (word === '') return fallback;
        if (!agreeing.has(word) && !refusing.has(word)) throw new Again(say.either);
        return agreeing.has(word);
      },
      question,
    );

  const pick = <T>(message: string, choices: readonly Choice<T>[], fallback?: T, question?: AnyQuestion) => {
    const preset = choices.findIndex(({ value }) => value === fallback) + 1;
    return answer(
      [
        message,
        ...choices.map(({ name }, index) => `${index + 1}. ${name[language]}`),
        `${say.number}${preset > 0 ? ` [${preset}]` : ''}:`,
      ],
      (raw) => {
        const at = raw === '' ? preset : choices.findIndex(({ value }) => value === raw) + 1 || Number(raw);
        const choice = choices[at - 1];
        if (!choice) throw new Again(say.one(choices.length));
        return choice.value;
      },
      question,
    );
  };

  return {
    async ask(question, fallback, answered) {
      const message = question.message[language];
      if (!introduced) print(screen, `${say.keys}\n`);
      introduced = true;
      if (question.kind === 'confirm') return (await yesOrNo(message, fallback === true, question)) as never;
      if (question.choices) return pick(message, question.choices, fallback, question);
      const preset = fallback === undefined ? '' : oneLine(String(fallback));
      const read = (raw: string) => question.parse(raw === '' ? preset : raw, answered);
      return answer([`${message}${preset ? ` [${preset}]` : ''}:`], read, question);
    },
    agree: (message, fallback = true) => yesOrNo(message, fallback),
    choose: (message, choices) => pick(message, choices),
    type: (message) => answer([`${message}:`], (raw) => raw),
    async hidden(message) {
      // The terminal stops echoing before anybody is asked.
      const typing = typed(true);
      print(screen, `\n${message}: `);
      const raw = await typing;
      print(screen, '\n');
      return raw;
    },
  };
}
