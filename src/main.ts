import { about, commandFirst, commandIn, commands } from './commands/index.ts';
import { knownLanguage } from './commands/language.ts';
import { exitCodes, Trouble } from './errors.ts';
import { oneLine } from './plain.ts';
import { keepSecretsOf } from './secrets.ts';
import { print, printJson } from './ui/output.ts';
import { inColour, inPlain } from './ui/manners.ts';
import { speech, spoken, type Speech } from './ui/speech.ts';
import { version } from './version.ts';
import { languages, usual, type Language } from './words.ts';
import { realWorld, type World } from './world.ts';

/** The language has to be known before the help is written, and so before the flags are read. */
function languageFor(argv: readonly string[], { env }: World): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const said = argv[at]?.split('=')[1] ?? argv[at + 1];
  return languages.find((language) => at >= 0 && language === said) ?? knownLanguage(env) ?? usual;
}

/** All commands. Written without reading any flags, so that a first look is instant. */
async function overview({ say }: Speech, width: number): Promise<string> {
  const rows = [
    ...Object.entries(commands).map(([name, { summary }]) => [name, say(summary)]),
    ['-V, --version', say({ en: 'Show the version', ko: '버전' })],
    [
      '-h, --help',
      say({ en: 'Show this help, or the flags of a command', ko: '도움말. 명령 뒤에 쓰면 그 명령의 플래그' }),
    ],
  ];
  const whole = rows.map(([name = '', words = '']) => `  ${name.padEnd(15)}${words}`);
  const usage = say({ en: 'Usage: stepway <command> [flags]', ko: '사용법: stepway 명령 [플래그]' });
  if (width >= 80) return [usage, '', say(about), '', ...whole, ''].join('\n');
  const { wrap } = await import('./ui/table.ts');
  const narrow = rows.flatMap(([name = '', words = '']) => [`  ${name}`, ...wrap(`      ${words}`, width)]);
  return [usage, '', ...wrap(say(about), width), '', ...narrow, ''].join('\n');
}

/** The commands that print one event per line, and how they ended last; so does what is no command. */
const tellsEvents = new Set<string | undefined>(['up', 'deploy', 'teardown', undefined]);

/** What says only how to write. */
const manner = /^--(?:lang(?:=.*)?|plain|no-color|verbose)$/;

/** What to print without a command; undefined when there is one, or something unknown. */
async function firstLook(argv: readonly string[], speaking: Speech, width: number): Promise<string | undefined> {
  if (commandIn(argv) !== undefined) return undefined;
  if (argv.includes('--version') || argv.includes('-V')) return `${version}\n`;
  const isManner = (word: string, at: number) => manner.test(word) || argv[at - 1] === '--lang';
  const asks = argv.every(isManner) || argv.includes('--help') || argv.includes('-h');
  return asks ? overview(speaking, width) : undefined;
}

/** What is meant for this program: after `--` come the words of another one. */
const flagsIn = (argv: readonly string[]) => (argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv);

/**
 * Runs the program once and returns its exit code. The only place where an error is printed.
 *
 * @param typed the arguments after the program's name.
 */
export async function main(typed: readonly string[], world: World = realWorld()): Promise<number> {
  keepSecretsOf(world.env);
  // As in git and npm.
  const argv = commandFirst(typed[0] === 'help' ? [...typed.slice(1), '--help'] : typed);
  const flags = flagsIn(argv);
  const verbose = flags.includes('--verbose');
  const plain = inPlain(world.env, flags.includes('--plain'));
  const colour = inColour(world.screen, world.env, plain || flags.includes('--no-color'));
  try {
    const say = speech(languageFor(flags, world), colour);
    const look = await firstLook(argv, say, world.output.columns ?? 80);
    if (look === undefined) return await (await import('./commands/dispatch.ts')).runCommand(argv, world, say);
    print(world.output, look);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof Trouble)) {
      defect(world, speech(languageFor(flags, world), colour), error, verbose);
      return exitCodes.defect;
    }
    const { screenOf } = await import('./ui/screen.ts');
    // It may have been chosen meanwhile.
    const say = speech(languageFor(flags, world), colour);
    screenOf(world, say, plain).trouble(error);
    if (flags.includes('--json') && tellsEvents.has(commandIn(argv))) {
      const is = error.kind === 'waiting' ? 'waiting' : 'failed';
      const { what, todo } = error;
      const ended = { is, what: say.say(what), todo: say.say(todo), ...spoken(error.reached, say.language) };
      printJson(world.output, ended);
    }
    if (verbose && error.cause) defect(world, say, error.cause, true);
    return exitCodes[error.kind];
  }
}

/** An internal error. With --verbose the stack trace shows where. */
function defect({ screen }: World, { say }: Speech, error: unknown, verbose: boolean): void {
  const what = oneLine(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  const where = (error instanceof Error ? (error.stack ?? '') : '').split('\n').filter((line) => /^ +at /.test(line));
  print(
    screen,
    verbose
      ? `${[what, ...where].join('\n')}\n`
      : say({
          en: `\n✖ Internal error in stepway: ${what}\n  Run it again with --verbose and report the output. Nothing that was created is lost.\n`,
          ko: `\n✖ stepway의 결함: ${what}\n  --verbose를 붙여 다시 실행하고, 나온 내용을 제보해 주세요. 만든 자원은 모두 기록되어 있습니다.\n`,
        }),
  );
}
