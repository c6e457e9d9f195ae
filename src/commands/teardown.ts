import { exitCodes, Trouble } from '../errors.ts';
import { idOf, type AnyStep, type Removal } from '../engine/step.ts';
import type { ReceiptRow } from '../engine/teardown.ts';
import { onStack } from '../operations/on-stack.ts';
import { lookForStack } from '../operations/recover.ts';
import { teardown } from '../operations/teardown.ts';
import { unlessStopped } from '../operations/site.ts';
import { cut, oneLine } from '../plain.ts';
import { Answers, type Person } from '../questions/answers.ts';
import { person } from '../questions/prompt.ts';
import { read } from '../questions/question.ts';
import type { DurableEvent } from '../state/events.ts';
import type { Journal } from '../state/journal.ts';
import { hasBegun, idsOf, type State } from '../state/state.ts';
import { name as nameQuestion } from '../steps/account/questions.ts';
import { domain, zone } from '../steps/domain/questions.ts';
import { questions, steps } from '../steps/index.ts';
import { printJson } from '../ui/output.ts';
import { progressFor } from '../ui/progress.ts';
import { receiptJson, showFarewell, showLosses, showReceipt } from '../ui/receipt-view.ts';
import type { Screen } from '../ui/screen.ts';
import { spoken } from '../ui/speech.ts';
import { verbatim, type Words } from '../words.ts';
import type { World } from '../world.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { dialogueOn, needYes } from './consent.ts';
import { dataOption, flagsOf, recoverOption } from './options.ts';
import { siteOf } from './site.ts';
import { existingState, stateCalled } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { announced, type Surroundings } from './surroundings.ts';

interface TeardownOptions extends CommonOptions {
  readonly recover?: true;
  readonly domain?: string;
  readonly data?: Removal['data'];
  readonly dryRun?: true;
}

export const command: CommandDefinition = {
  // To find a stack whose state was lost: of all names only these cannot be tagged.
  questions: [domain, zone],
  options: [
    dataOption,
    recoverOption,
    {
      flags: '--dry-run',
      help: {
        en: 'Show what would be deleted and kept; delete nothing.',
        ko: '삭제하지 않고, 삭제할 것과 남길 것만 보기',
      },
    },
  ],
  examples: {
    'stepway teardown --dry-run': {
      en: 'Preview what would be deleted, kept, and lost',
      ko: '삭제할 것, 남길 것, 잃게 되는 데이터를 미리 보기',
    },
    'stepway teardown': { en: 'Delete the stack after you type its name', ko: '이름을 입력해 확인한 뒤 삭제하기' },
    'stepway teardown --yes --data snapshot': {
      en: 'Without prompts; keep a final database snapshot',
      ko: '질문 없이 삭제하되 데이터베이스의 마지막 사본은 남기기',
    },
    'stepway teardown --recover --name shop --domain app.example.com': {
      en: 'Find the stack by its tags if its state file is lost',
      ko: '상태 파일을 잃었을 때 태그로 찾아 삭제하기',
    },
  },

  async run(world, options: TeardownOptions) {
    const here = await announced(world, options);
    return stoppable(here, (signal) => takeAway(here, options, signal));
  },
};

async function takeAway(here: Surroundings, options: TeardownOptions, signal: AbortSignal): Promise<number> {
  const { world, screen, page, folder, interactive, rehearsing } = here;
  const asker = interactive ? person(world, screen, signal) : undefined;
  const found = await lookIfLost(here, options, asker, signal);
  const name = found ? found.name : (await existingState(folder, options.name)).name;
  const { dryRun = false, json = false } = options;

  const board = { screen, steps, parts: [], clock: world.clock };
  const progress = progressFor(board, world, json);
  const site = siteOf(here, options, { show: progress.show, signal });
  const work = async (journal: Journal) => {
    for (const event of found?.events ?? []) await journal.append(event);
    const isEmpty = journal.state.steps.size === 0;
    if (!dryRun && !asker && !rehearsing && !isEmpty) needYes(options, 'stepway teardown --dry-run');
    const rowsOf = (going: readonly AnyStep[], data = options.data) => goingRows(going, journal.state, data);
    const farewell = (going: readonly AnyStep[]) => {
      if (!json) {
        showFarewell(dryRun ? page : screen, rowsOf(going));
        if (dryRun && going.length > 0) {
          showLosses(page, rowsOf(going));
          screen.paragraph(notYet);
        }
      } else if (dryRun)
        printJson(world.output, { is: 'done', plan: rowsOf(going).map((row) => spoken(row, screen.language)) });
    };
    const agrees = async (going: readonly AnyStep[], data: Removal['data']) => {
      if (!asker) return;
      showLosses(screen, rowsOf(going, data));
      await nameAgain(screen, name, (message) => asker.type(message));
    };
    const dialogue = { ...dialogueOn(screen, asker), farewell, agrees };
    const rows = await teardown(site, journal, dialogue, options);
    progress.stop();
    return rows ? finish(world, page, rows, journal.state, options) : exitCodes.done;
  };
  try {
    return await onStack(site, name, work, dryRun);
  } finally {
    progress.stop();
  }
}

/** A stack of which there is no state here, found in the account by its name and domain. */
async function lookIfLost(
  here: Surroundings,
  options: TeardownOptions,
  asker: Person | undefined,
  signal: AbortSignal,
): Promise<{ name: string; events: readonly DurableEvent[] } | undefined> {
  const { folder, screen } = here;
  const names = await folder.store.names();
  const name =
    options.name === undefined ? names[0] : read(nameQuestion, options.name, verbatim('--name'), () => undefined);
  if (name === undefined || (options.name === undefined && names.length > 1)) {
    if (options.recover) throw needsMore();
    return undefined;
  }
  const saved = await stateCalled(folder.store, name);
  // What was built here has gone again, or is written down.
  if (saved && (hasBegun(saved) || (saved.generations.size > 0 && !options.recover))) return undefined;
  const known = (key: 'domain' | 'region') => options[key] ?? (saved?.answers.get(key)?.value as string | undefined);
  const [domain, region] = [known('domain'), known('region')];
  if (domain === undefined) {
    if (options.recover) throw needsMore();
    return undefined;
  }
  screen.paragraph({
    en: `${name} has no recorded resources here: searching the account for those with its tags.`,
    ko: `여기에 기록된 ${name}의 자원이 없습니다. 계정에서 이 이름의 태그가 달린 자원을 찾습니다.`,
  });
  const answers = new Answers({
    flags: flagsOf({ ...options, domain, region }, questions),
    file: new Map(),
    setting: { folder: folder.project, region: region ?? (await here.world.configuredRegion(options.profile)) },
    examples: false,
  });
  await answers.answerAll(questions);
  // Looking takes nothing away.
  const isAgreed = options.recover ?? options.dryRun ?? false;
  const site = siteOf(here, options, { show: () => undefined, signal });
  const looking = lookForStack({ site, answers, dialogue: dialogueOn(screen, asker) }, name, isAgreed);
  const events = await unlessStopped(signal, looking);
  if (events.length > 0) return { name, events };
  if (saved && !options.recover) return undefined;
  throw new Trouble(
    'usage',
    {
      en: `No resources in the account have the tags of ${name}.`,
      ko: `계정에 ${name}의 태그가 달린 자원이 없습니다.`,
    },
    {
      en: 'Check --name, --domain, --region, and --profile.',
      ko: '--name, --domain, --region, --profile을 확인하세요.',
    },
  );
}

const notYet: Words = {
  en: 'Nothing was deleted. `stepway teardown` shows this again, asks for the name of the stack, and then deletes it.',
  ko: '아무것도 삭제하지 않았습니다. `stepway teardown`을 실행하면 이 목록을 다시 보여 주고 스택 이름을 확인한 뒤 삭제합니다.',
};

const needsMore = () =>
  new Trouble(
    'usage',
    {
      en: '--recover needs --name, --domain and --region.',
      ko: '--recover에는 --name, --domain, --region이 필요합니다.',
    },
    {
      en: 'Add them: they say which stack to look for, and where.',
      ko: '어떤 스택을 어디에서 찾을지 알 수 있도록 지정하세요.',
    },
  );

/** What goes and what stays, by the id that people know it by. */
const goingRows = (going: readonly AnyStep[], state: State, data: Removal['data']) =>
  going.flatMap((step) => {
    if (!step.going?.stays && !step.delete) return [];
    return idsOf(state, step.id).map((id) => {
      const handle = state.steps.get(id)?.handle;
      const stays = handle && step.going?.stays?.(handle, []);
      return {
        step: id,
        title: step.title,
        id: handle ? idOf(handle) : '',
        stays: step.going?.stays !== undefined,
        ...(step.going?.data && { data: data ?? ('asked' as const) }),
        ...(step.going?.loses && { loses: step.going.loses }),
        ...(stays && { why: stays.why }),
      };
    });
  });

/** Typing the name is slow enough to think again; until it is right, nothing happens. */
async function nameAgain(screen: Screen, name: string, type: (message: string) => Promise<string>): Promise<void> {
  const question = { en: `Type ${name} to delete all of this`, ko: `모두 삭제하려면 스택 이름(${name})을 입력하세요` };
  for (;;) {
    const typed = (await type(screen.say(question))).trim();
    if (typed === name) return;
    const shown = oneLine(cut(typed));
    screen.paragraph({
      en: `"${shown}" does not match ${name}: nothing was deleted. Type it once more, or press Ctrl-C to leave.`,
      ko: `입력한 이름("${shown}")이 스택 이름(${name})과 다릅니다. 아무것도 삭제하지 않았습니다. 다시 입력하거나 Ctrl-C로 나가세요.`,
    });
  }
}

/** Something that should have gone and could not is the user's to decide: the exit code says so. */
function finish(
  world: World,
  page: Screen,
  rows: readonly ReceiptRow[],
  left: State,
  { json }: TeardownOptions,
): number {
  const waiting = left.steps.size > 0;
  if (json) printJson(world.output, { is: waiting ? 'waiting' : 'done', receipt: receiptJson(rows, page.language) });
  else showReceipt(page, rows, waiting);
  return waiting ? exitCodes.waiting : exitCodes.done;
}
