import { confirm, input, password, select } from '@inquirer/prompts';
import { interrupted } from '../errors.ts';
import type { Language } from '../words.ts';
import { didYouMean } from '../nearest.ts';
import { oneLine } from '../plain.ts';
import { wrap } from '../ui/table.ts';
import { plainPerson } from './plain-prompt.ts';
import { WentBack, type Person } from './answers.ts';
import type { World } from '../world.ts';
import { Unsuitable, type Answer, type Answered, type AnyQuestion, type Choice, type Question } from './question.ts';

const keys = {
  en: { navigate: 'move', select: 'select', yes: 'Yes', no: 'No', either: 'Answer y or n.' },
  ko: { navigate: '이동', select: '선택', yes: '예', no: '아니요', either: 'y 또는 n으로 답해 주세요.' },
} as const;

/** What Inquirer rejects with when the user presses Ctrl-C, and when the program is told to stop. */
const stops: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError']);

/** What a key asks for instead of being a part of the answer. */
type Wish = 'back' | 'help' | 'leave';

interface Key {
  readonly name?: string;
  readonly sequence?: string;
  readonly ctrl?: boolean;
}

/** Which wish a key is, where so many characters have been typed before it: a question mark may be part of an answer. */
function wishOf({ name, sequence, ctrl }: Key, typed: number): Wish | undefined {
  // The end of the input, at which Inquirer would wait for ever.
  if (name === 'd' && ctrl && typed === 0) return 'leave';
  if (name === 'escape') return 'back';
  return sequence === '?' && typed === 0 ? 'help' : undefined;
}

/** How many characters stand on the line after a key. */
function typedAfter({ name, sequence = '', ctrl }: Key, typed: number): number {
  if (name === 'backspace') return Math.max(0, typed - 1);
  if (ctrl) return name === 'u' ? 0 : typed;
  return sequence.startsWith('\u001b') ? typed : typed + 1;
}

export interface Manner {
  readonly language: Language;
  readonly colour: boolean;
  /** Line by line, with nothing that moves. */
  readonly plain: boolean;
}

const same = (text: string) => text;

/** How prompts look without colour: Inquirer decides on that by itself, and does not know our flags. */
const colourless = {
  prefix: { idle: '?', done: '✔' },
  style: {
    answer: same,
    message: same,
    error: (text: string) => `> ${text}`,
    defaultAnswer: (text: string) => `(${text})`,
    help: same,
    highlight: same,
    key: (text: string) => `<${text}>`,
    disabled: (text: string) => `- ${text}`,
    description: same,
  },
};

interface PromptContext {
  readonly input: World['input'];
  readonly output: World['screen'];
  readonly signal: AbortSignal;
  clearPromptOnDone: boolean;
}

/**
 * The person in front of `input` and `screen`, who is asked nothing more once `signal` aborts.
 *
 * @param explain shows what a question is about, when the question mark is pressed.
 */
export function person(
  { input: from, screen }: Pick<World, 'input' | 'screen'>,
  { language, colour, plain }: Manner,
  signal: AbortSignal,
  explain?: (question: AnyQuestion) => Promise<void>,
): Person {
  if (plain) return plainPerson({ input: from, screen }, language, signal, explain);
  const words = keys[language];

  /** What a prompt comes to; those keys that are a wish end it and take it off the screen. */
  async function outcome<T>(
    prompt: (context: PromptContext) => Promise<T>,
    wishes: readonly Wish[],
  ): Promise<{ readonly answer: T } | Exclude<Wish, 'leave'>> {
    const wished = new AbortController();
    const context: PromptContext = {
      input: from,
      output: screen,
      signal: AbortSignal.any([signal, wished.signal]),
      clearPromptOnDone: false,
    };
    let typed = 0;
    const onKey = (_: unknown, key: Key) => {
      const wish = wishOf(key, typed);
      typed = typedAfter(key, typed);
      if (!wish || (wish !== 'leave' && !wishes.includes(wish))) return;
      context.clearPromptOnDone = wish !== 'leave';
      wished.abort(wish);
    };
    from.on('keypress', onKey);
    try {
      return { answer: await prompt(context) };
    } catch (error) {
      if (!(error instanceof Error && stops.has(error.name))) throw error;
      const wish = wished.signal.aborted && !signal.aborted ? (wished.signal.reason as Wish) : 'leave';
      if (wish === 'leave') throw interrupted();
      return wish;
    } finally {
      from.off('keypress', onKey);
    }
  }

  const orInterrupted = async <T>(prompt: (context: PromptContext) => Promise<T>): Promise<T> => {
    const result = await outcome(prompt, []);
    if (typeof result === 'string') throw new Error(`nobody could wish for ${result}`);
    return result.answer;
  };

  const problem = (question: AnyQuestion, raw: string, answered: Answered): string | true => {
    try {
      question.parse(raw, answered);
      return true;
    } catch (error) {
      if (!(error instanceof Unsuitable)) throw error;
      // Inquirer would break a line within a word.
      return wrap(didYouMean(error.meant, error.why)[language], (screen.columns ?? 80) - 2).join('\n  ');
    }
  };

  const transformer = (yes: boolean) => (yes ? words.yes : words.no);
  const base = colour ? {} : colourless;
  const selecting = {
    ...base,
    style: { ...(colour ? {} : colourless.style), keysHelpTip: () => `↑↓ ${words.navigate} · ⏎ ${words.select}` },
  };
  const confirming = { ...base, keywords: { yes: 'Yes', no: 'No', error: () => words.either } };

  const yesOrNo = (message: string, fallback: boolean) => (context: PromptContext) =>
    confirm({ message, default: fallback, transformer, theme: confirming }, context);

  const pick =
    <T>(message: string, choices: readonly Choice<T>[], fallback: T | undefined) =>
    (context: PromptContext): Promise<T> =>
      select<T>(
        {
          message,
          // Once chosen, what stands before the colon says enough.
          choices: choices.map(({ value, name }) => ({
            value,
            name: name[language],
            short: name[language].replace(/:.*/s, ''),
          })),
          ...(fallback !== undefined && { default: fallback }),
          pageSize: 12,
          theme: selecting,
        },
        context,
      );

  const promptFor = <T extends Answer>(question: Question<T>, fallback: T | undefined, answered: Answered) => {
    const message = question.message[language];
    if (question.kind === 'confirm')
      return (context: PromptContext) => yesOrNo(message, fallback === true)(context) as Promise<T>;
    if (question.choices) return pick(message, question.choices, fallback);
    return async (context: PromptContext) =>
      question.parse(
        await input(
          {
            message,
            theme: base,
            ...(fallback !== undefined && { default: oneLine(String(fallback)) }),
            validate: (text) => problem(question, text, answered),
          },
          context,
        ),
        answered,
      );
  };

  return {
    async ask<T extends Answer>(question: Question<T>, fallback: T | undefined, answered: Answered): Promise<T> {
      for (;;) {
        const result = await outcome(promptFor(question, fallback, answered), ['back', 'help']);
        if (result === 'back') throw new WentBack();
        if (result !== 'help') return result.answer;
        await explain?.(question);
      }
    },
    async agree(message, fallback = true) {
      const result = await outcome(yesOrNo(message, fallback), ['back']);
      if (typeof result === 'string') throw new WentBack();
      return result.answer;
    },
    choose: (message, choices) => orInterrupted(pick(message, choices, undefined)),
    type: (message) => orInterrupted((context) => input({ message, theme: base }, context)),
    hidden: (message) => orInterrupted((context) => password({ message, mask: '*', theme: base }, context)),
  };
}
