import type { AnyQuestion } from '../questions/question.ts';
import type { World } from '../world.ts';
import type { Language, Words } from '../words.ts';

/** What every command takes besides the questions. */
export interface CommonOptions {
  readonly name?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly dir?: string;
  readonly answers?: string;
  readonly yes?: true;
  readonly json?: true;
  readonly lang?: Language;
  readonly rehearse?: string | true | undefined;
  readonly color: boolean;
  readonly verbose?: true;
}

/** One flag of one command, besides the questions and those that all commands have. */
export interface CommandOption {
  readonly flags: string;
  readonly help: Words;
  readonly choices?: readonly string[];
  /** Turns what was typed into a value, or throws Trouble `usage`. */
  read?(raw: string): unknown;
}

/** A command of the program: what it takes, and what it does. */
export interface CommandDefinition {
  readonly options: readonly CommandOption[];
  /** The questions whose flags it takes. */
  readonly questions: readonly AnyQuestion[];
  /** What may stand after the command without a flag, as commander writes it: `[folder]`, or `[word...]` for several. */
  readonly argument?: { readonly name: string; readonly help: Words };
  /** Does it and returns the exit code. */
  run(world: World, options: CommonOptions, argument?: string): Promise<number>;
}
