import { confirm, input, select } from '@inquirer/prompts';
import { interrupted } from '../errors.ts';
import type { Language } from '../words.ts';
import { oneLine } from '../plain.ts';
import type { Respondent } from './answers.ts';
import type { World } from '../world.ts';
import { Unsuitable, type Answer, type Answered, type Choice, type Question } from './question.ts';

/** Somebody at the terminal. */
export interface Person extends Respondent {
  /** A yes or no that is not a question of the set-up. */
  agree(message: string, fallback?: boolean): Promise<boolean>;
  choose<T extends string>(message: string, choices: readonly Choice<T>[]): Promise<T>;
  /** One line of text. */
  type(message: string): Promise<string>;
}

const keys = {
  en: { navigate: 'choose', select: 'take', yes: 'Yes', no: 'No' },
  ko: { navigate: '이동', select: '선택', yes: '예', no: '아니요' },
} as const;

/** What Inquirer rejects with when the user presses Ctrl-C, and when the program is told to stop. */
const stops: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError']);

async function orInterrupted<T>(prompt: Promise<T>): Promise<T> {
  try {
    return await prompt;
  } catch (error) {
    if (error instanceof Error && stops.has(error.name)) throw interrupted();
    throw error;
  }
}

/** The person in front of `input` and `screen`, who is asked nothing more once `signal` aborts. */
export function person(
  { input: from, screen }: Pick<World, 'input' | 'screen'>,
  language: Language,
  signal: AbortSignal,
): Person {
  const context = { input: from, output: screen, signal };

  const problem = (question: Question<Answer>, raw: string, answered: Answered): string | true => {
    try {
      question.parse(raw, answered);
      return true;
    } catch (error) {
      if (error instanceof Unsuitable) return error.why[language];
      throw error;
    }
  };

  const transformer = (yes: boolean) => keys[language][yes ? 'yes' : 'no'];
  const theme = {
    style: { keysHelpTip: () => `↑↓ ${keys[language].navigate} · ⏎ ${keys[language].select}` },
  };

  const pick = <T>(message: string, choices: readonly Choice<T>[], fallback: T | undefined): Promise<T> =>
    orInterrupted(
      select<T>(
        {
          message,
          // Once chosen, what stands before the colon says enough.
          choices: choices.map(({ value, name }) => ({
            value,
            name: name[language],
            short: name[language].split(':')[0]!,
          })),
          ...(fallback !== undefined && { default: fallback }),
          theme,
        },
        context,
      ),
    );

  return {
    async ask<T extends Answer>(question: Question<T>, fallback: T | undefined, answered: Answered): Promise<T> {
      const message = question.message[language];
      if (question.kind === 'confirm')
        return (await orInterrupted(confirm({ message, default: fallback === true, transformer }, context))) as T;
      if (question.choices) {
        return pick(message, question.choices, fallback);
      }
      const raw = await orInterrupted(
        input(
          {
            message,
            ...(fallback !== undefined && { default: oneLine(String(fallback)) }),
            required: true,
            validate: (text) => problem(question as unknown as Question<Answer>, text, answered),
          },
          context,
        ),
      );
      return question.parse(raw, answered);
    },
    choose: (message, choices) => pick(message, choices, undefined),
    agree: (message, fallback = true) => orInterrupted(confirm({ message, default: fallback, transformer }, context)),
    type: (message) => orInterrupted(input({ message }, context)),
  };
}
