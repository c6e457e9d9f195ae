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
  readonly rehearse?: string | true;
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

/** What may stand after a command, besides flags. */
export interface CommandArgument {
  /** As the help shows it: `topic`, `folder`. */
  readonly name: string;
  readonly help: Words;
  /** Whether it may be of several words. */
  readonly words?: true;
}

/** A command of the program: what it takes, and what it does. */
export interface CommandDefinition {
  /** What may stand after it; a command without one takes flags only. */
  readonly argument?: CommandArgument;
  readonly options: readonly CommandOption[];
  /** The questions whose flags it takes. */
  readonly questions: readonly AnyQuestion[];
  /**
   * Does it and returns the exit code.
   *
   * @param given the words of its argument; none when it was left out.
   */
  run(world: World, options: CommonOptions, given: readonly string[]): Promise<number>;
}
