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
  readonly plain?: true;
  readonly verbose?: true;
}

/** What a shell can look up by itself to complete a value. */
type Lookup = 'files' | 'folders' | 'stacks' | 'profiles';

/** The headings that a command's flags stand under, in the order in which the help has them. */
export type Group = 'answers' | 'own' | 'where' | 'how';

/** One flag of a command, for the parser, the help, the manual, and shell completion. */
export interface CommandOption {
  /** As in `--dns-server <HOST:PORT>`. What stands there in small letters, with bars between, are its values. */
  readonly flags: string;
  readonly help: Words;
  /** Where the help has it; without it among the command's own. */
  readonly group?: Group;
  readonly choices?: readonly string[];
  /** What a shell completes its value with, apart from what `flags` says. */
  readonly values?: readonly string[] | Lookup;
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
  /** What a shell completes it with. */
  readonly values?: readonly string[];
}

/** A command of the program: what it takes, and what it does. */
export interface CommandDefinition {
  /** What may stand after it; a command without one takes flags only. */
  readonly argument?: CommandArgument;
  readonly options: readonly CommandOption[];
  /** Whether it needs no stack, and so takes none of the flags that select one. */
  readonly standalone?: true;
  /** For its help, lines to type and what they do: what people type most, first. */
  readonly examples: Readonly<Record<string, Words>>;
  /** The questions whose flags it takes. */
  readonly questions: readonly AnyQuestion[];
  /**
   * Does it and returns the exit code.
   *
   * @param given the words of its argument; none when it was left out.
   */
  run(world: World, options: CommonOptions, given: readonly string[]): Promise<number>;
}

/** What the first look shows of a command, and how to get the rest. */
interface Entry {
  readonly summary: Words;
  /** What other tools call it, for suggestions. */
  readonly elsewhere: readonly string[];
  load(): Promise<{ readonly command: CommandDefinition }>;
}

/** Commands by what is typed for them. */
export type Commands = Readonly<Record<string, Entry>>;
