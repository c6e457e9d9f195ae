import { confirm, input, select } from '@inquirer/prompts';
import { interrupted } from '../errors.ts';
import type { Language } from '../words.ts';
import type { Respondent } from './answers.ts';
import { Unsuitable, type Answer, type Answered, type Question } from './question.ts';

export interface PromptStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly language: Language;
}

const keys = {
  en: { navigate: 'choose', select: 'take', yes: 'Y/n', no: 'y/N' },
  ko: { navigate: '이동', select: '선택', yes: 'Y/n', no: 'y/N' },
} as const;

/** Inquirer rejects with this when the user presses Ctrl-C. */
async function orInterrupted<T>(prompt: Promise<T>): Promise<T> {
  try {
    return await prompt;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') throw interrupted();
    throw error;
  }
}

/** The person at the terminal. */
export function person({ input: from, output, language }: PromptStreams): Respondent & {
  /** One yes or no that is not a question of the set-up. */
  agree(message: string): Promise<boolean>;
  /** One line of text, to be exactly what is asked for. */
  type(message: string): Promise<string>;
} {
  const context = { input: from, output };

  const problem = (question: Question<Answer>, raw: string, answered: Answered): string | true => {
    try {
      question.parse(raw, answered);
      return true;
    } catch (error) {
      if (error instanceof Unsuitable) return error.why[language];
      throw error;
    }
  };

  return {
    async ask<T extends Answer>(question: Question<T>, fallback: T | undefined, answered: Answered): Promise<T> {
      const message = question.message[language];
      if (question.kind === 'confirm')
        return (await orInterrupted(confirm({ message, default: fallback === true }, context))) as T;
      if (question.choices) {
        const choices = question.choices.map(({ value, name }) => ({ value, name: name[language] }));
        const theme = {
          style: {
            keysHelpTip: () => `↑↓ ${keys[language].navigate} · ⏎ ${keys[language].select}`,
          },
        };
        return orInterrupted(
          select<T>({ message, choices, ...(fallback !== undefined && { default: fallback }), theme }, context),
        );
      }
      const raw = await orInterrupted(
        input(
          {
            message,
            ...(fallback !== undefined && { default: String(fallback) }),
            required: true,
            validate: (text) => problem(question as unknown as Question<Answer>, text, answered),
          },
          context,
        ),
      );
      return question.parse(raw, answered);
    },
    agree: (message) => orInterrupted(confirm({ message, default: true }, context)),
    type: (message) => orInterrupted(input({ message }, context)),
  };
}
