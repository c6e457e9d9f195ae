import { Command, CommanderError, Option } from 'commander';
import { about, commandIn, commands } from './index.ts';
import { misuse } from './misuse.ts';
import { addCommonOptions, addQuestionOptions } from './options.ts';
import type { CommonOptions } from './command.ts';
import { exitCodes } from '../errors.ts';
import { print } from '../ui/output.ts';
import type { Speech } from '../ui/speech.ts';
import type { Words } from '../words.ts';
import type { World } from '../world.ts';

/** The headings of commander's help, where they are not its own. */
const headings: Readonly<Record<string, Words>> = {
  'Usage:': { en: 'Usage:', ko: '사용법:' },
  'Arguments:': { en: 'Arguments:', ko: '인자:' },
  'Options:': { en: 'Options:', ko: '옵션:' },
};

/**
 * Reads the flags, runs the command that is meant, and returns its exit code.
 *
 * @throws Trouble `usage` for what is no command or no flag.
 */
export async function runCommand(argv: readonly string[], world: World, say: Speech): Promise<number> {
  const meant = commandIn(argv);
  let exitCode: number = exitCodes.done;
  const program = new Command('stepway')
    .description(say.say(about))
    .helpCommand(false)
    .configureHelp({ styleTitle: (title) => headings[title]?.[say.language] ?? title })
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(world.output, text), writeErr: () => undefined });

  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = program
      .command(name)
      .description(say.say(summary))
      .copyInheritedSettings(program)
      .helpOption('-h, --help', say.say({ en: 'this help', ko: '도움말' }));
    // Its flags take the steps to know, and the steps the SDK: only for a command that is meant.
    if (name !== meant) continue;
    const { command: definition } = await load();
    const { argument } = definition;
    if (argument) command.argument(`[${argument.name}${argument.words ? '...' : ''}]`, say.say(argument.help));
    addCommonOptions(command, say);
    addQuestionOptions(command, definition.questions, say);
    for (const { flags, help, choices, read } of definition.options) {
      const option = new Option(flags, say.say(help));
      if (choices) option.choices([...choices]);
      if (read) option.argParser(read);
      command.addOption(option);
    }
    command.action(async () => {
      exitCode = await definition.run(world, command.opts<CommonOptions>(), command.args);
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.done;
    throw misuse(error);
  }
}
