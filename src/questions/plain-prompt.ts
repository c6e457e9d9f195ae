import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { interrupted } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { print } from '../ui/output.ts';
import { wrap } from '../ui/table.ts';
import type { Language } from '../words.ts';
import type { World } from '../world.ts';
import { offered, proposed, WentBack, type Explain, type Person } from './answers.ts';
import { onKey } from './keyboard.ts';
import { Unsuitable, yesOrNo, type AnyQuestion, type Choice } from './question.ts';

const words = {
  en: {
    yes: 'yes',
    no: 'no',
    number: 'Number',
    valueOrNumber: 'Number, or another value',
    which: 'Which do you mean?',
    either: 'Answer yes or no.',
    one: (most: number) => `Enter a number from 1 to ${most}.`,
    keys: 'Press Enter to accept the value in brackets.',
  },
  ko: {
    yes: '예',
    no: '아니요',
    number: '번호',
    valueOrNumber: '번호 또는 다른 값',
    which: '어느 쪽인가요?',
    either: '예 또는 아니요로 답해 주세요.',
    one: (most: number) => `1부터 ${most}까지의 번호를 입력하세요.`,
    keys: 'Enter를 누르면 대괄호 안의 값을 씁니다.',
  },
} as const;

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
  explain?: Explain,
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

  async function answer<T>(
    lines: readonly string[],
    read: (raw: string) => T | Promise<T>,
    question?: AnyQuestion,
  ): Promise<T> {
    // The terminal would break a line within a word.
    const write = (text: string) => print(screen, wrap(text, screen.columns ?? Infinity).join('\n'));
    for (;;) {
      write(`\n${lines.join('\n')}`);
      print(screen, ' ');
      const raw = await typed();
      if (raw === '<') throw new WentBack();
      try {
        if (raw === '?' && question) await explain?.(question, lines.length + 1);
        else return await read(raw);
      } catch (error) {
        if (error instanceof Unsuitable) write(error.all[language]);
        else if (error instanceof Again) write(error.message);
        else throw error;
      }
    }
  }

  const yesOrNoLines = (message: string, fallback: boolean) => [
    `${message} (${say.yes}/${say.no}) [${fallback ? say.yes : say.no}]:`,
  ];

  const saidIn = (raw: string, fallback: boolean): boolean => {
    const said = raw === '' ? fallback : yesOrNo(raw);
    if (said === undefined) throw new Again(say.either);
    return said;
  };

  const pick = <T>(
    message: string,
    choices: readonly Choice<T>[],
    proposal?: Choice<T>,
    question?: AnyQuestion,
    picked?: (choice: Choice<T>) => void,
  ) => {
    const preset = choices.findIndex((choice) => choice === proposal) + 1;
    return answer(
      [
        message,
        ...choices.map(({ name }, index) => `${index + 1}. ${name[language]}`),
        `${say.number}${preset > 0 ? ` [${preset}]` : ''}:`,
      ],
      (raw) => {
        const isPreset = raw === '' || (proposal !== undefined && proposal.value === raw);
        const at = isPreset ? preset : choices.findIndex(({ value }) => value === raw) + 1 || Number(raw);
        const choice = choices[at - 1];
        if (!choice) throw new Again(say.one(choices.length));
        picked?.(choice);
        return choice.value;
      },
      question,
    );
  };

  return {
    async ask(question, fallback, answered, found) {
      const message = question.message[language];
      if (!introduced) print(screen, `${say.keys}\n`);
      introduced = true;
      const taken = async (raw: string) => {
        const value = question.parse(raw, answered);
        await found?.test?.(value);
        return value;
      };
      if (question.kind === 'confirm')
        return answer(
          yesOrNoLines(message, fallback === true),
          (raw) => taken(String(saidIn(raw, fallback === true))),
          question,
        );
      const offers = offered(question, answered, found);
      const also = (choice: Choice<unknown>) => choice.also && found?.also?.(choice.also);
      if (question.choices && offers)
        return pick(message, offers, proposed(offers, fallback, answered), question, also);
      const preset = fallback === undefined ? '' : oneLine(String(fallback));
      const listed = offers?.map(({ name }, index) => `${index + 1}. ${name[language]}`);
      const head = listed ? [message, ...listed, say.valueOrNumber] : [message];
      const typed = await answer(
        [...head.slice(0, -1), `${head.at(-1)}${preset ? ` [${preset}]` : ''}:`],
        (raw) => taken(raw === '' ? preset : String(offers?.[Number(raw) - 1]?.value ?? raw)),
        question,
      );
      const meant = question.meant?.(typed);
      return meant ? pick(say.which, meant, meant[0]) : typed;
    },
    agree: (message, fallback = true) => answer(yesOrNoLines(message, fallback), (raw) => saidIn(raw, fallback)),
    agreeOr: <K extends string>(message: string, keys: readonly K[]) =>
      answer<boolean | K>(
        yesOrNoLines(message, true),
        (raw) => keys.find((key) => key === onKey(raw)) ?? saidIn(raw, true),
      ),
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
