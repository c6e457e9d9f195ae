import { exitCodes, interrupted, Trouble } from '../errors.ts';
import type { Removal } from '../engine/step.ts';
import { teardown } from '../engine/teardown.ts';
import { up } from '../engine/up.ts';
import type { Answers, Respondent } from '../questions/answers.ts';
import { person, type Person } from '../questions/prompt.ts';
import { openJournal, type Journal } from '../state/journal.ts';
import { takeLock } from '../state/lock.ts';
import { chapters, questions, steps } from '../steps/index.ts';
import { chapterwise, sayRehearsal, welcome } from '../ui/guide.ts';
import { printJson } from '../ui/output.ts';
import { outputsOf, showNext, showOutputs } from '../ui/outputs-view.ts';
import { progressFor } from '../ui/progress.ts';
import type { World } from '../world.ts';
import { agreeOnPlan, keep, type Building } from './agreement.ts';
import { beginAnswers } from './begin.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { needYes } from './consent.ts';
import {
  dataOption,
  delegationOptions,
  permissionOption,
  timeoutOption,
  type DelegationOptions,
  type SkipOptions,
} from './options.ts';
import { costOfChapters, outlookOf } from './outlook.ts';
import { skipped } from './prepare.ts';
import { stoppable } from './stoppable.ts';
import { surroundings, type Surroundings } from './surroundings.ts';

interface UpOptions extends CommonOptions, DelegationOptions, SkipOptions {
  /** Minutes. */
  readonly timeout?: number;
  readonly data?: Removal['data'];
}

export const command: CommandDefinition = {
  questions,
  options: [...delegationOptions, permissionOption, timeoutOption, dataOption],

  async run(world: World, options: UpOptions) {
    const here = await surroundings(world, options);
    return stoppable(here, (signal) => begin(here, options, signal));
  },
};

async function begin(here: Surroundings, options: UpOptions, signal: AbortSignal): Promise<number> {
  const { world, screen, folder, interactive, rehearsing } = here;
  const asker = interactive ? person(world, screen.language, signal) : undefined;

  if (rehearsing) sayRehearsal(screen);
  const guided = asker && ((answers: Answers) => guide(here, answers, asker));
  const { answers, name } = await beginAnswers(here, options, guided);
  if (!asker) {
    // Wrong and missing answers are found before anything is written.
    await answers.answerAll(questions);
    if (!rehearsing) needYes(options);
  }

  folder.prepare();
  const release = takeLock(folder.lockFile(name));
  const board = { screen, steps, clock: world.clock };
  const progress = progressFor(board, world, options.json ?? false);
  let journal: Journal | undefined;
  try {
    const dns = await world.dns(options.dnsServer);
    journal = openJournal(folder.stateFile(name), name, world.clock.now());
    return await build({ here, options, answers, journal, dns, progress, asker, signal });
  } catch (error) {
    if (!(error instanceof Trouble) || !journal) throw error;
    // Its name may lead there already, but nobody answers yet.
    const { url: _url, ...outputs } = outputsOf(steps, journal.state);
    throw error.after({ outputs });
  } finally {
    progress.stop();
    journal?.close();
    release();
  }
}

/** Somebody who is told what is ahead before the first question, and about each chapter before its own. */
function guide({ screen, folder }: Surroundings, answers: Answers, asker: Person): Respondent {
  if (folder.names().length === 0) welcome(screen, outlookOf(answers));
  return chapterwise(screen, chapters, asker, (passed) => costOfChapters(answers, passed));
}

async function build(building: Building & { readonly options: UpOptions }): Promise<number> {
  const { here, options, journal, progress, asker, signal } = building;
  const { world, screen, page } = here;
  const agreed = await agreeOnPlan(building);
  if (!agreed) return exitCodes.done;
  const { run, pin, plan, settled, survey, preflight, data } = agreed;

  for (const question of questions) keep(building, question);
  if (!journal.state.pin) journal.append({ at: world.clock.now(), is: 'pinned', ...pin });
  screen.line();
  // In a rehearsal the name servers are set after a minute: even the smallest stack is built to its end.
  const patience = 60 * (options.timeout ?? (asker ? 60 : here.rehearsing ? 5 : 0));
  await up(run, { answers: settled, plan, survey, preflight, skip: skipped(options), patience });
  const going = plan.filter(({ action }) => action === 'remove').map(({ step }) => step.id);
  if (going.length > 0) await teardown(run, { data, only: new Set(going) });
  if (signal.aborted) throw interrupted();

  progress.stop();
  const outputs = outputsOf(steps, journal.state);
  if (options.json) printJson(world.output, { is: 'done', outputs });
  else {
    showOutputs(page, outputs, pin.region);
    showNext(screen, here.rehearsing);
  }
  return exitCodes.done;
}
