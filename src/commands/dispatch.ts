import { Command, CommanderError, Option } from 'commander';
import { exitCodes, Trouble } from '../errors.ts';
import { inColour } from '../ui/manners.ts';
import { print } from '../ui/output.ts';
import { readable } from '../ui/screen.ts';
import { speech, type Speech } from '../ui/speech.ts';
import type { World } from '../world.ts';
import { troubleAt } from './advice.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { helpOf, helpText } from './help.ts';
import { commandIn, commands } from './index.ts';
import { misuse } from './misuse.ts';
import { commonOptions, flagOf, optionsOf } from './options.ts';

function describe(command: Command, definition: CommandDefinition): void {
  const { argument } = definition;
  if (argument) command.argument(`[${argument.name}${argument.words ? '...' : ''}]`);
  for (const { flags, choices, read } of optionsOf(definition)) {
    const option = new Option(flags);
    if (choices) option.choices([...choices]);
    if (read) option.argParser(read);
    command.addOption(option);
  }
}

/**
 * Reads the flags, runs the command that is meant, and returns its exit code.
 *
 * @throws Trouble `usage` for what is no command or no flag.
 */
export async function runCommand(argv: readonly string[], world: World, say: Speech): Promise<number> {
  let exitCode: number = exitCodes.done;
  const onPage = speech(say.language, inColour(world.output, world.env, argv.includes('--no-color')));
  const program = new Command('stepway')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(world.output, text, onPage.colour), writeErr: () => undefined });

  // The flags need the steps, and the steps need the SDK: loaded only for the command that was typed.
  const meant = commandIn(argv);
  const entry = meant === undefined ? undefined : commands[meant];
  const definition = (await entry?.load())?.command;
  for (const name of Object.keys(commands)) {
    const command = program.command(name).copyInheritedSettings(program);
    if (name !== meant || !entry || !definition) continue;
    describe(command, definition);
    const width = Math.min(world.output.columns ?? 80, readable);
    command.configureHelp({ formatHelp: () => helpText(helpOf(name, definition), entry.summary, onPage, width) });
    command.action(async () => {
      const options = command.opts<CommonOptions>();
      exitCode = await definition.run(world, options, command.args).catch((error: unknown) => {
        throw error instanceof Trouble ? troubleAt(options, error) : error;
      });
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.done;
    const typed = program.commands.find((command) => command.name() === meant);
    const surplus = typed?.args.slice(typed.registeredArguments.length) ?? [];
    const flags = (definition ? optionsOf(definition) : commonOptions).map(flagOf);
    throw misuse(error, { command: meant, flags, surplus });
  }
}
