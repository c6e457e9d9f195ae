import { stacksCalled } from '../aws/sightings.ts';
import { answersFor } from '../engine/plan.ts';
import { recover } from '../engine/recover.ts';
import type { Run } from '../engine/run.ts';
import { isDurable, type DurableEvent } from '../state/events.ts';
import type { Person } from '../questions/person.ts';
import { draftJournal, newStackId, version, type Journal } from '../state/journal.ts';
import { emptyState, idsIn } from '../state/state.ts';
import { questions, steps } from '../steps/index.ts';
import { Answers } from '../questions/answers.ts';
import type { CommonOptions } from './command.ts';
import { meetNamesake, takeUp } from './namesakes.ts';
import { failedToLook } from './prepare.ts';
import { flagsOf, type RecoverOptions } from './options.ts';
import { signIn } from './sign-in.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Looks in the account for what else carries the id of a stack: a state that was cut off or copied too early does not
 * know all of it, and what it does not know would be left behind.
 */
export async function findRest(run: Run): Promise<void> {
  const { state } = run.journal;
  const { name, id, pin, steps: recorded, answers } = state;
  if (!pin) return;
  const known = idsIn(state);
  const sightings = await stacksCalled(run.aws, name, pin.region).catch(failedToLook);
  const things = sightings.find((one) => one.id === id)?.things ?? [];
  if (things.every((thing) => known.has(thing))) return;
  const values = new Map([...answers].map(([key, { value }]) => [key, value]));
  // The state has its answers from the beginning: what they leave out was not made.
  const wanted = run.steps.filter((step) => recorded.has(step.id) || step.when?.(answersFor(step, values)) !== false);
  await recover({ ...run, steps: wanted }, values);
}

/**
 * Looks in the account for resources with the tags of a stack whose state file is lost. What the flags leave out is
 * taken for the default: a wrong one only matters to names that cannot be tagged, which follow from the domain.
 *
 * @returns what would have been in the file; nothing when nothing of that name is there.
 */
export async function lookForStack(
  here: Surroundings,
  options: CommonOptions & RecoverOptions & { readonly domain?: string; readonly dryRun?: true },
  name: string,
  asker: Person | undefined,
  signal: AbortSignal,
): Promise<readonly DurableEvent[]> {
  const { world, folder, screen } = here;
  const region = options.region ?? (await world.configuredRegion(options.profile));
  const answers = new Answers({
    flags: flagsOf(options, questions),
    file: new Map(),
    setting: { folder: folder.project, region },
    examples: false,
  });
  await answers.answerAll(questions);

  const written: DurableEvent[] = [];
  const draft = draftJournal({ ...emptyState, name, id: newStackId(), version }, name);
  const journal: Journal = {
    get state() {
      return draft.state;
    },
    async append(event) {
      await draft.append(event);
      written.push(event);
    },
    close: async () => undefined,
  };
  try {
    const at = world.clock.now();
    const where = String(answers.all.get('region')?.value);
    const aws = await world.connect({ region: where, profile: options.profile });
    const { pin } = await signIn(aws, journal.state, where, options.profile);
    const dns = await world.dns();
    const run = { steps, aws, dns, clock: world.clock, journal, show: () => undefined, signal };
    // Looking takes nothing away.
    const isAgreed = options.recover ?? options.dryRun ?? false;
    const namesake = await meetNamesake(run, pin, answers, { recover: isAgreed, screen, asker });
    if (!namesake) return [];
    await answers.answerAll(questions);
    for (const [question, answer] of answers.all) await journal.append({ at, is: 'answered', question, ...answer });
    return (await takeUp(here, run, pin, answers, namesake)) > 0 ? written.filter(isDurable) : [];
  } catch (error) {
    return failedToLook(error);
  }
}
