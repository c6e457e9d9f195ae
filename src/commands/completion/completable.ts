import { speech } from '../../ui/speech.ts';
import type { Language } from '../../words.ts';
import type { CommandOption, Commands } from '../command.ts';
import { flagOf, optionsOf } from '../options.ts';

/** What a shell may put after a flag: one of these words, or what it looks up itself. */
type Values = NonNullable<CommandOption['values']>;

/** How a shell finds what it looks up itself. */
export type Lookups = Readonly<Record<Extract<Values, string>, string>>;

export interface CompletableFlag {
  readonly flag: string;
  readonly help: string;
  /** Whether a value follows it: always, or if one is given. */
  readonly value: 'required' | 'optional' | 'none';
  readonly values: Values;
}

export interface Completable {
  readonly name: string;
  readonly summary: string;
  /** What may stand after the command. */
  readonly words: readonly string[];
  readonly flags: readonly CompletableFlag[];
}

/** The values that a flag's own line names: those in small letters of `<none|my-ip|CIDR>`. */
const named = ({ flags }: CommandOption) =>
  flags.includes('|') ? [...flags.matchAll(/[<|]([a-z][a-z0-9-]*)(?=[|>])/g)].map(([, word = '']) => word) : [];

const valuesOf = (option: CommandOption): Values => {
  const { choices = named(option), values = [] } = option;
  return typeof values === 'string' ? values : [...choices, ...values];
};

const helpFlag = { flag: '--help', value: 'none', values: [] } as const;

/** Everything that can be completed, as the commands define it. */
export async function completable(commands: Commands, language: Language): Promise<readonly Completable[]> {
  const { say } = speech(language, false);
  return Promise.all(
    Object.entries(commands).map(async ([name, { summary, load }]) => {
      const { command } = await load();
      const flags = optionsOf(command).map((option): CompletableFlag => {
        const { flags: line, help } = option;
        const value = line.includes('<') ? 'required' : line.includes('[') ? 'optional' : 'none';
        return { flag: flagOf(option), help: say(help), value, values: valuesOf(option) };
      });
      const help = { ...helpFlag, help: say({ en: 'Show this help.', ko: '도움말' }) };
      return { name, summary: say(summary), words: command.argument?.values ?? [], flags: [...flags, help] };
    }),
  );
}

/** The flags of all commands after which a value may stand, once each. */
export function flagsWithValues(all: readonly Completable[]): readonly CompletableFlag[] {
  const byFlag = new Map(all.flatMap(({ flags }) => flags).map((flag) => [flag.flag, flag]));
  return [...byFlag.values()].filter(({ value }) => value !== 'none');
}

/** Where the states are from which stacks are completed: a shell function's body, in words that all shells know. */
export const stateFolders = '.stepway .stepway/rehearsal';
