import { password, select } from '@inquirer/prompts';
import stringWidth from 'string-width';
import { interrupted } from '../errors.ts';
import { verbatim, type Language } from '../words.ts';
import { oneLine } from '../plain.ts';
import { print } from '../ui/output.ts';
import { wrap } from '../ui/table.ts';
import { plainPerson } from './plain-prompt.ts';
import { besides, offered, proposed, WentBack, type Explain, type Found, type Person } from './answers.ts';
import { finding } from './finding.ts';
import { onKey } from './keyboard.ts';
import { line, type Typing } from './line.ts';
import { list } from './list.ts';
import type { World } from '../world.ts';
import {
  fits,
  inWords,
  Unsuitable,
  yesOrNo,
  type Answer,
  type Answered,
  type AnyQuestion,
  type Choice,
  type Question,
} from './question.ts';

const keys = {
  en: {
    navigate: 'move',
    select: 'select',
    yes: 'Yes',
    no: 'No',
    either: 'Answer y or n.',
    search: 'type to find, or another value',
    which: 'Which do you mean?',
  },
  ko: {
    navigate: '이동',
    select: '선택',
    yes: '예',
    no: '아니요',
    either: 'y 또는 n으로 답해 주세요.',
    search: '글자 입력: 찾기, 다른 값도 가능',
    which: '어느 쪽인가요?',
  },
} as const;

/** What Inquirer rejects with when the user presses Ctrl-C, and when the program is told to stop. */
const stops: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError']);

/** What a key asks for instead of being a part of the answer; of the review, the key itself. */
type Wish = string;

interface Key {
  readonly name?: string;
  readonly sequence?: string;
  readonly ctrl?: boolean;
}

/** Which wish a key is, with that on the line: a question mark may be part of an answer. */
function wishOf({ name, sequence = '', ctrl }: Key, { empty, refused }: Typing): Wish | undefined {
  // The end of the input, at which Inquirer would wait for ever.
  if (name === 'd' && ctrl && empty) return 'leave';
  if (name === 'escape') return 'back';
  if (sequence === '?') return empty || refused ? '?' : undefined;
  return empty && !ctrl ? onKey(sequence) : undefined;
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

type Prompt<T> = (context: PromptContext, typing: Typing) => Promise<T>;

function asRefusal(error: unknown): Unsuitable {
  if (error instanceof Unsuitable) return error;
  throw error;
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
  explain?: Explain,
): Person {
  if (plain) return plainPerson({ input: from, screen }, language, signal, explain);
  const words = keys[language];

  /** What a prompt comes to; those keys that are a wish end it and take it off the screen. */
  async function outcome<T>(
    prompt: Prompt<T>,
    wishes: readonly Wish[],
  ): Promise<{ readonly answer: T } | { readonly wish: Wish }> {
    const wished = new AbortController();
    const context: PromptContext = {
      input: from,
      output: screen,
      signal: AbortSignal.any([signal, wished.signal]),
      clearPromptOnDone: false,
    };
    const typing: Typing = { empty: true, refused: false };
    const onWish = (_: unknown, key: Key) => {
      const wish = wishOf(key, typing);
      if (wish === undefined || (wish !== 'leave' && !wishes.includes(wish))) return;
      context.clearPromptOnDone = wish !== 'leave';
      wished.abort(wish);
    };
    from.on('keypress', onWish);
    try {
      return { answer: await prompt(context, typing) };
    } catch (error) {
      if (!(error instanceof Error && stops.has(error.name))) throw error;
      const wish = wished.signal.aborted && !signal.aborted ? (wished.signal.reason as Wish) : 'leave';
      if (wish === 'leave') throw interrupted();
      return { wish };
    } finally {
      from.off('keypress', onWish);
    }
  }

  const orInterrupted = async <T>(prompt: Prompt<T>): Promise<T> => {
    const result = await outcome(prompt, []);
    if ('wish' in result) throw new Error(`nobody could wish for ${result.wish}`);
    return result.answer;
  };

  /** Why a text is no answer, as the question reads it; undefined where it is one. */
  function problemOf<T extends Answer>(question: Question<T>, raw: string, answered: Answered): string | undefined {
    try {
      question.parse(raw, answered);
      return undefined;
    } catch (error) {
      return fitted(asRefusal(error).all[language]);
    }
  }

  /** The answer that was typed, or why it is none: as the question reads it, and then as AWS takes it. */
  async function taken<T extends Answer>(question: Question<T>, raw: string, answered: Answered, found?: Found<T>) {
    const problem = problemOf(question, raw, answered);
    if (problem !== undefined) return { problem };
    const answer = question.parse(raw, answered);
    const refusal = await found?.test?.(answer).catch(asRefusal);
    return refusal ? { problem: fitted(refusal.all[language]) } : { answer };
  }

  /** Lines of a list that are seen at once: what it is about has to have its place above it. */
  const listed = () => Math.max(5, Math.min(12, (screen.rows ?? Infinity) - 10));

  /** Inquirer would break a line within a word; a sign stands before it, and nothing before the other lines. */
  const fitted = (text: string) => wrap(text, (screen.columns ?? 80) - 2).join('\n  ');

  const base = colour ? {} : colourless;
  const keysTo = (...also: readonly string[]) =>
    fitted([`↑↓ ${words.navigate}`, `⏎ ${words.select}`, ...also].join(' · '));
  const selecting = { ...base, style: { ...(colour ? {} : colourless.style), keysHelpTip: () => keysTo() } };

  /** @param parse what is made of a yes or no, where that may be refused. */
  const agreeOrNot =
    (
      message: string,
      fallback: boolean,
      parse = async (answer: boolean) => ({ answer }) as Awaited<ReturnType<typeof taken>>,
    ) =>
    (context: PromptContext, typing: Typing) =>
      line(
        {
          message,
          width: screen.columns ?? 80,
          hint: fallback ? 'Y/n' : 'y/N',
          theme: base,
          typing,
          async read(raw) {
            const said = raw.trim() === '' ? fallback : yesOrNo(raw);
            return said === undefined ? { problem: words.either } : parse(said);
          },
          shown: (answer) => (answer ? words.yes : words.no),
        },
        context,
      ) as Promise<boolean>;

  /** Once chosen, what stands before the colon says enough; beside what was asked, or below it. */
  const chosen = (message: string, name: string) => {
    const short = name.replace(/:.*/s, '');
    const last = fitted(message).split('\n').at(-1) ?? '';
    return stringWidth(`  ${last} ${short}`) > (screen.columns ?? 80) ? `\n  ${short}` : short;
  };

  const shownAs = (message: string, name: string) => ({ name: fitted(name), short: chosen(message, name) });

  const pick =
    <T>(message: string, choices: readonly Choice<T>[], fallback: T | undefined): Prompt<T> =>
    (context) =>
      select<T>(
        {
          message: fitted(message),
          choices: choices.map(({ value, name }) => ({ value, ...shownAs(message, name[language]) })),
          ...(fallback !== undefined && { default: fallback }),
          pageSize: listed(),
          theme: selecting,
        },
        context,
      );

  /** The same, where a choice may answer more than what is asked: two of them can have the same value. */
  const oneOf =
    <T extends Answer>(
      message: string,
      choices: readonly Choice<T>[],
      preset: Choice<T> | undefined,
      found: Found<T> | undefined,
    ): Prompt<T> =>
    async (context, typing) => {
      const all = choices.map((choice) => ({ value: choice, name: choice.name }));
      const { value, also } = await pick(message, all, preset)(context, typing);
      if (also) found?.also?.(also);
      return value;
    };

  /** A list in which something is found by typing it; what is not on it is read as it was typed. */
  const find =
    <T extends Answer>(
      question: Question<T>,
      choices: readonly Choice<T>[],
      more: readonly Choice<T>[],
      fallback: T | undefined,
      answered: Answered,
    ): Prompt<T> =>
    async (context, typing) => {
      const message = question.message[language];
      const all = new Map([...choices, ...more].map((choice) => [String(choice.value), choice]));
      const shown = (these: readonly Choice<T>[]) =>
        these.map(({ value, name }) => ({ value: String(value), ...shownAs(message, name[language]) }));
      const raw = await list(
        {
          message: fitted(message),
          keys: keysTo(words.search),
          fallback: fallback === undefined ? undefined : String(fallback),
          pageSize: listed(),
          theme: base,
          typing,
          offer(typed) {
            if (typed.trim() === '') return shown(choices);
            const hits = shown(finding([...all.values()], typed));
            const isOther = !all.has(typed) && (hits.length === 0 || fits(question, typed, answered));
            return isOther ? [...hits, { value: typed, ...shownAs(message, oneLine(typed)) }] : hits;
          },
          wrongWith: (value) => (all.has(value) ? undefined : problemOf(question, value, answered)),
        },
        context,
      );
      return all.get(raw)?.value ?? question.parse(raw, answered);
    };

  const type =
    <T extends Answer>(
      question: Question<T>,
      fallback: T | undefined,
      answered: Answered,
      found?: Found<T>,
    ): Prompt<T> =>
    (context, typing) =>
      line(
        {
          message: question.message[language],
          width: screen.columns ?? 80,
          ...(fallback !== undefined && { fallback: oneLine(String(fallback)) }),
          theme: base,
          typing,
          read: (raw) => taken(question, raw, answered, found),
          shown: (answer) => inWords(question, answer)[language],
        },
        context,
      ) as Promise<T>;

  const promptFor = <T extends Answer>(
    question: Question<T>,
    fallback: T | undefined,
    answered: Answered,
    found?: Found<T>,
  ): Prompt<T> => {
    const message = question.message[language];
    if (question.kind === 'confirm')
      return agreeOrNot(message, fallback === true, (said) => taken(question, String(said), answered)) as Prompt<never>;
    const offers = offered(question, answered, found);
    if (question.choices && offers) return oneOf(message, offers, proposed(offers, fallback, answered), found);
    if (!offers) return type(question, fallback, answered, found);
    const known = offers.some(({ value }) => value === fallback);
    const own = known || fallback === undefined ? [] : [{ value: fallback, name: verbatim(String(fallback)) }];
    return find(question, [...own, ...offers], besides(question, found), fallback, answered);
  };

  /** What was typed, or what of that was meant. */
  async function choosing<T extends Answer>({ meant }: Question<T>, typed: T): Promise<T> {
    const choices = meant?.(typed);
    if (!choices) return typed;
    const result = await outcome(pick(words.which, choices, undefined), ['back']);
    if ('wish' in result) throw new WentBack();
    return result.answer;
  }

  /** How many lines a question takes with what it offers, and with how to answer. */
  const linesFor = ({ message }: AnyQuestion, offers: readonly Choice<Answer>[] | undefined) => {
    const lines = (text: string) => text.split('\n').length;
    const below = offers ? Math.min(listed(), offers.length) + 1 + lines(keysTo(words.search)) : 1;
    return lines(fitted(message[language])) + below;
  };

  return {
    async ask<T extends Answer>(question: Question<T>, fallback: T | undefined, answered: Answered, found?: Found<T>) {
      let prompt = promptFor(question, fallback, answered, found);
      let offers = offered(question, answered, found);
      for (;;) {
        const result = await outcome(prompt, ['back', '?']);
        if ('wish' in result) {
          if (result.wish === 'back') throw new WentBack();
          await explain?.(question, linesFor(question, offers));
          continue;
        }
        const refused = result.answer;
        // What was typed on a line was read, and refused, on it.
        const refusal = offers ? await found?.test?.(refused).catch(asRefusal) : undefined;
        if (!refusal) return choosing(question, refused);
        print(screen, `${wrap(refusal.why[language], screen.columns ?? 80).join('\n')}\n`);
        const instead = { ...found, refused, near: refusal.near };
        prompt = promptFor(question, undefined, answered, instead);
        offers = offered(question, answered, instead);
      }
    },
    async agree(message, fallback = true) {
      const result = await outcome(agreeOrNot(message, fallback), ['back']);
      if ('wish' in result) throw new WentBack();
      return result.answer;
    },
    async agreeOr(message, keys) {
      const result = await outcome(agreeOrNot(message, true), ['back', ...keys]);
      if ('answer' in result) return result.answer;
      const key = keys.find((one) => one === result.wish);
      if (key === undefined) throw new WentBack();
      return key;
    },
    choose: (message, choices) => orInterrupted(pick(message, choices, undefined)),
    type: (message) =>
      orInterrupted(
        async (context, typing) =>
          (await line(
            {
              message,
              width: screen.columns ?? 80,
              theme: base,
              typing,
              read: async (answer) => ({ answer }),
              shown: String,
            },
            context,
          )) as string,
      ),
    hidden: (message) =>
      orInterrupted((context) => password({ message, mask: '*', toggleMask: false, theme: base }, context)),
  };
}
