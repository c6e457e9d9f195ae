import { Command, CommanderError, Option } from 'commander';
import { addCommonOptions, addQuestionOptions } from './commands/options.ts';
import type { CommandDefinition, CommonOptions } from './commands/command.ts';
import { exitCodes, Trouble } from './errors.ts';
import { languageOf, speech } from './ui/speech.ts';
import { version } from './version.ts';
import { languages, type Language, type Words } from './words.ts';
import { realWorld, type World } from './world.ts';

interface Entry {
  readonly summary: Words;
  load(): Promise<{ command: CommandDefinition }>;
}

const commands: Readonly<Record<string, Entry>> = {
  up: {
    summary: {
      en: 'build it step by step, or go on where it stopped',
      ko: '한 단계씩 만들기, 멈췄다면 이어서 하기',
    },
    load: () => import('./commands/up.ts'),
  },
  plan: {
    summary: {
      en: 'what up would do and what it costs; changes nothing',
      ko: 'up이 할 일과 비용 보기(아무것도 바꾸지 않음)',
    },
    load: () => import('./commands/plan.ts'),
  },
  status: {
    summary: { en: 'each step as written down and as AWS shows it now', ko: '각 단계의 기록과 현재 AWS 상태 보기' },
    load: () => import('./commands/status.ts'),
  },
  outputs: {
    summary: { en: 'address, name servers, database, shell', ko: '주소, 네임서버, 데이터베이스, 셸 접속 방법 보기' },
    load: () => import('./commands/outputs.ts'),
  },
  teardown: {
    summary: { en: 'take everything away again, with a receipt', ko: '모두 삭제하고 영수증 받기' },
    load: () => import('./commands/teardown.ts'),
  },
};

const about: Words = {
  en: 'From an empty AWS account to https://your-domain, step by step.\nTry it without an account: stepway up --rehearse',
  ko: '빈 AWS 계정에서 https://내-도메인까지, 한 단계씩.\n계정 없이 연습하기: stepway up --rehearse',
};

/** The language has to be known before the help is written, and so before the flags are read. */
function languageFor(argv: readonly string[], { env }: World): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const said = argv[at]?.split('=')[1] ?? argv[at + 1];
  return languages.find((language) => at >= 0 && language === said) ?? languageOf(env);
}

/** The headings of commander's help, where they are not its own. */
const headings: Readonly<Record<string, Words>> = {
  'Usage:': { en: 'Usage:', ko: '사용법:' },
  'Options:': { en: 'Options:', ko: '옵션:' },
  'Commands:': { en: 'Commands:', ko: '명령:' },
};

/**
 * Runs the program once and returns its exit code. The only place where an error is printed.
 *
 * @param argv the arguments after the program's name.
 */
export async function main(argv: readonly string[], world: World = realWorld()): Promise<number> {
  const language = languageFor(argv, world);
  const verbose = argv.includes('--verbose');
  const colour = world.screen.isTTY && !world.env['NO_COLOR'] && !argv.includes('--no-color');
  const say = speech(language, colour);
  let exitCode: number = exitCodes.done;

  const program = new Command('stepway')
    .description(say.say(about))
    .version(version, '-V, --version', say.say({ en: 'the version', ko: '버전' }))
    .helpOption('-h, --help', say.say({ en: 'this help', ko: '도움말' }))
    .helpCommand(false)
    .configureHelp({ styleTitle: (title) => headings[title]?.[language] ?? title })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.output.write(text),
      writeErr: () => undefined,
    });

  try {
    for (const [name, { summary, load }] of Object.entries(commands)) {
      const command = program
        .command(name)
        .description(say.say(summary))
        .helpOption('-h, --help')
        .copyInheritedSettings(program);
      // Its flags take the steps to know, and the steps the SDK: only for a command that is meant.
      if (!argv.includes(name)) continue;
      const { command: definition } = await load();
      addCommonOptions(command, say);
      addQuestionOptions(command, definition.questions, say);
      for (const { flags, help, choices, read } of definition.options) {
        const option = new Option(flags, say.say(help));
        if (choices) option.choices([...choices]);
        if (read) option.argParser(read);
        command.addOption(option);
      }
      command.action(async (options: CommonOptions) => {
        exitCode = await definition.run(world, options);
      });
    }
    if (argv.length === 0) {
      program.outputHelp();
      return exitCodes.done;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    const trouble = error instanceof CommanderError ? (await import('./commands/misuse.ts')).misuse(error) : error;
    if (!(trouble instanceof Trouble)) {
      defect(world, trouble, verbose);
      return exitCodes.defect;
    }
    const { screenOf } = await import('./ui/screen.ts');
    screenOf(world, say).trouble(trouble);
    if (argv.includes('--json') && (argv.includes('up') || argv.includes('teardown'))) {
      const is = trouble.kind === 'waiting' ? 'waiting' : 'failed';
      const { what, todo } = trouble;
      const ended = { is, what: say.say(what), todo: say.say(todo), ...trouble.reached };
      world.output.write(`${JSON.stringify(ended)}\n`);
    }
    if (verbose && trouble.cause) defect(world, trouble.cause, true);
    return exitCodes[trouble.kind];
  }
}

/** What should not have happened. The stack says where, to whoever asks for it. */
function defect({ screen }: World, error: unknown, verbose: boolean): void {
  const text = error instanceof Error ? (verbose ? error.stack : error.message) : String(error);
  screen.write(
    verbose
      ? `${text}\n`
      : `\n✖ stepway has a defect: ${text}\n  Run it again with --verbose and report what it prints; nothing that was made is lost.\n`,
  );
}
