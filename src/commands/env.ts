import { listed, read } from '../env/settings.ts';
import { writeDotenv } from '../env/dotenv.ts';
import { exitCodes, Trouble } from '../errors.ts';
import { nearest, didYouMean } from '../nearest.ts';
import { oneLine } from '../plain.ts';
import { changeSettings, openSettings, type AppSettings } from '../operations/env.ts';
import { unlessStopped } from '../operations/site.ts';
import { showChanged, showSettings } from '../ui/env-view.ts';
import { showFailure } from '../ui/deploy-view.ts';
import { timesIn } from '../ui/moment.ts';
import { printJson, reveal, revealJson } from '../ui/output.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { explained } from './explained.ts';
import { namesToGo, valuesToSet } from './env-values.ts';
import { saveSettings } from './env-file.ts';
import { siteOf } from './site.ts';
import { builtState } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { announced, type Surroundings } from './surroundings.ts';

export interface EnvOptions extends CommonOptions {
  readonly file?: string;
  readonly reveal?: true;
  readonly restart: boolean;
}

/** One thing to do with the settings, for which the stack is opened. */
interface Doing {
  readonly here: Surroundings;
  readonly options: EnvOptions;
  readonly words: readonly string[];
  readonly signal: AbortSignal;
  open(): Promise<AppSettings>;
}

const list = async ({ here: { world, page, screen }, options, open }: Doing) => {
  const { place } = await open();
  const settings = await listed(place);
  const values = options.reveal ? await read(place) : undefined;
  const rows = settings.map(({ name, changedAt }) => ({
    name,
    changed: changedAt,
    ...(values && { value: values.get(name) ?? '' }),
  }));
  if (options.json) return revealJson(world.output, rows);
  showSettings(page, world.output, rows, world.timeZone);
  if (rows.length > 0) screen.remark(timesIn(world.timeZone));
};

const pull = async ({ here: { world, screen }, options: { file, json }, open }: Doing) => {
  const { place } = await open();
  const settings = await read(place);
  if (file !== undefined) {
    saveSettings(world.cwd, file, writeDotenv(settings));
    if (json) printJson(world.output, { is: 'done', file, names: [...settings.keys()] });
  } else if (json) revealJson(world.output, Object.fromEntries(settings));
  else reveal(world.output, writeDotenv(settings));
  screen.paragraph({
    en: `${file === undefined ? 'These are' : `${oneLine(file)} has`} the real secrets of your app. Keep them out of git: list such files in .gitignore.`,
    ko: `${file === undefined ? '위 값은' : `저장한 파일: ${oneLine(file)}.`} 앱이 실제로 쓰는 비밀 값입니다. git에 올라가지 않게 이런 파일은 .gitignore에 적어 두세요.`,
  });
};

/** @param left names that a file has and that are not taken from there. */
async function change(
  { here, options, open }: Doing,
  wanted: ReadonlyMap<string, string | undefined>,
  left: readonly string[] = [],
) {
  const { world, screen } = here;
  const settings = await open();
  const lock = await here.folder.store.lock(`${settings.stack}.deploy`);
  const restarting = () => {
    if (options.json) return;
    screen.paragraph({
      en: 'Saved. The app starts with the new settings beside the one that serves …',
      ko: '저장했습니다. 실행 중인 앱 옆에서 새 설정으로 앱을 시작합니다…',
    });
  };
  try {
    const { restarted, ...done } = await changeSettings(settings, wanted, options.restart ? restarting : undefined);
    const changed = {
      ...done,
      restarted: here.rehearsing && restarted === 'live' ? ('rehearsed' as const) : restarted,
    };
    if (options.json) printJson(world.output, { is: 'done', ...changed, left });
    else
      showChanged(
        screen,
        changed,
        left,
        [...wanted.values()].every((value) => value === undefined),
      );
  } catch (error) {
    if (!options.json && error instanceof Trouble) showFailure(screen, error.reached);
    throw error;
  } finally {
    await lock();
  }
}

/** What can be done, which flags of the command's own go with it, and whether names do. */
const actions: Readonly<
  Record<string, { readonly flags: readonly string[]; readonly takes?: true; run(doing: Doing): Promise<void> }>
> = {
  list: { flags: ['reveal'], run: list },
  set: {
    flags: ['file', 'restart'],
    takes: true,
    run: async (doing) => {
      const { here, options, words, signal } = doing;
      const { values, left } = await valuesToSet(here, words, options.file, signal);
      await change(doing, values, left);
    },
  },
  unset: {
    flags: ['restart'],
    takes: true,
    run: (doing) => change(doing, new Map(namesToGo(doing.words).map((name) => [name, undefined]))),
  },
  pull: { flags: ['file'], run: pull },
};

export const command: CommandDefinition = {
  argument: {
    name: 'action',
    help: {
      en: 'list (also without a word), set NAME=value … or NAME …, unset NAME …, or pull.',
      ko: 'list(생략해도 같음), set 이름=값… 또는 set 이름…, unset 이름…, pull',
    },
    words: true,
    values: Object.keys(actions),
  },
  questions: [],
  options: [
    {
      flags: '--file <FILE>',
      values: 'files',
      help: {
        en: 'set: take what this .env file has. pull: write to this file, which must not exist yet.',
        ko: 'set: 이 .env 파일의 값 사용, pull: 이 파일에 저장(없는 파일만)',
      },
    },
    { flags: '--reveal', help: { en: 'list: show the values as well.', ko: 'list: 값도 보여 주기' } },
    {
      flags: '--no-restart',
      help: {
        en: 'Do not restart the app: the next deployment applies the change.',
        ko: '앱을 다시 시작하지 않고 다음 배포 때 적용하기',
      },
    },
  ],
  examples: {
    'stepway env': { en: 'List the names of the settings', ko: '설정 이름 목록 보기' },
    'stepway env set JWT_SECRET': {
      en: 'Type a secret that is not shown',
      ko: '화면에 보이지 않게 비밀 값 입력하기',
    },
    'stepway env set "GREETING=hello world" DEBUG=0': {
      en: 'Set several; what is typed here stays in the history of your shell',
      ko: '여러 개 설정하기(여기에 입력한 값은 셸 기록에 남음)',
    },
    'stepway env set --file .env.production': { en: 'Set what a file has', ko: '파일에 있는 값 모두 설정하기' },
    'stepway env unset DEBUG': { en: 'Remove a setting', ko: '설정 하나 없애기' },
    'stepway env pull --file .env': { en: 'Write them to a file', ko: '파일로 저장하기' },
  },

  async run(world, options, [action = 'list', ...words]) {
    const doing = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!doing) throw unknownAction(action);
    const wrong = flagsIn(options as EnvOptions).find((flag) => !doing.flags.includes(flag));
    if (wrong !== undefined) throw wrongFlag(action, wrong === 'restart' ? '--no-restart' : `--${wrong}`);
    if (words.length > 0 && !doing.takes) throw takesNothing(action);
    const here = await announced(world, options);
    await stoppable(here, async (signal) => {
      const open = async () => {
        const state = await builtState(here.folder, options.name);
        const site = siteOf(here, options, { show: () => undefined, signal });
        return openSettings(site, state, options.region);
      };
      const work = doing.run({ here, options: options as EnvOptions, words, signal, open });
      await (doing.takes ? work : unlessStopped(signal, work)).catch((error: unknown) => {
        throw explained(error, `env ${action}`, { en: 'the app settings', ko: '앱 설정' });
      });
    });
    return exitCodes.done;
  },
};

const flagsIn = ({ file, reveal, restart }: EnvOptions): readonly string[] => [
  ...(file === undefined ? [] : ['file']),
  ...(reveal ? ['reveal'] : []),
  ...(restart ? [] : ['restart']),
];

const help = { en: 'Run `stepway env --help` to see how.', ko: '사용법은 `stepway env --help`에서 볼 수 있습니다.' };

/** What other tools call it. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['get', 'pull'],
  ['show', 'list'],
  ['ls', 'list'],
  ['add', 'set'],
  ['rm', 'unset'],
  ['remove', 'unset'],
  ['delete', 'unset'],
]);

/** What was typed may be a value, and is not repeated. */
const unknownAction = (action: string) => {
  const meant = elsewhere.get(action) ?? nearest(action, Object.keys(actions));
  return new Trouble(
    'usage',
    {
      en: 'The word after env is list, set, unset or pull.',
      ko: 'env 다음에는 list, set, unset, pull 중 하나를 씁니다.',
    },
    didYouMean(meant, help),
  );
};

const wrongFlag = (action: string, flag: string) =>
  new Trouble(
    'usage',
    {
      en: `env ${action} does not take ${flag}.`,
      ko: `env ${action} 명령에는 ${flag} 플래그를 쓸 수 없습니다.`,
    },
    help,
  );

const takesNothing = (action: string) =>
  new Trouble(
    'usage',
    {
      en: `env ${action} takes no names: it is about all settings.`,
      ko: `env ${action} 명령은 모든 설정을 다루므로 이름을 쓰지 않습니다.`,
    },
    help,
  );
