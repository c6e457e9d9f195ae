import { connect } from '../aws/clients.ts';
import { answersFor, needsFrom, needsOf, type Answers } from '../engine/choose.ts';
import { givenTo, type Wanting } from '../engine/given.ts';
import type { Run } from '../engine/run.ts';
import { shared, type AnyStep } from '../engine/step.ts';
import type { Facts } from '../facts.ts';
import type { Speech } from '../ui/speech.ts';
import { draftJournal } from '../state/journal.ts';
import { chapters } from '../steps/index.ts';
import { moment, stackId } from './bash.ts';
import type { ByHand } from './by-hand.ts';
import { recorder, type Deed, type Recorder } from './recorder.ts';
import { symbol } from './symbols.ts';

const byHand = new Map(chapters.flatMap(({ script = [] }) => script.map((one) => [one.step, one])));

/** What a script does in place of one step. */
export interface Scripted {
  readonly step: AnyStep;
  /** The steps that it comes after. */
  readonly after: readonly AnyStep[];
  /** What others may read of it, with symbols for what AWS chooses. */
  readonly output: Facts;
  readonly makes: readonly Deed[];
  /** What comes between it and the steps that need it. */
  readonly waits: readonly Deed[];
}

/**
 * Lets each step do what it does when it makes its thing, to clients that note the calls and send nothing. What AWS
 * would choose is a symbol, so that all of it is known before anything is made.
 *
 * @param steps those of the plan, each after those it needs.
 */
export async function commandsOf(
  run: Run,
  steps: readonly AnyStep[],
  answers: Answers,
  { say }: Pick<Speech, 'say'>,
): Promise<Scripted[]> {
  const { state } = run.journal;
  const { pin } = state;
  if (!pin) throw new Error('no account is pinned yet');
  const notes = recorder();
  const aws = connect({ region: pin.region, attach: notes.attach });
  // Whoever runs the script makes a stack of its own.
  const journal = draftJournal({ ...state, id: symbol(stackId) }, state.name);
  const chosen = new Set(steps);
  const outputs = new Map<AnyStep, Facts>();
  const scripted: Scripted[] = [];
  for (const step of steps) {
    const needs = needsFrom(step, chosen, (need) => shared(need, outputs.get(need) ?? {}));
    const given = givenTo({ ...run, aws, journal }, step, {
      token: symbol(moment),
      needs,
      answers: answersFor(step, answers),
      say,
    });
    let output: Facts = {};
    const makes = await notes.during(step.id, async () => {
      output = await handleOf(step, given, notes);
    });
    const after = await notes.during(step.id, () => {
      output = { ...output, ...byHand.get(step)?.wait?.(notes, { ...given, output }) };
    });
    outputs.set(step, output);
    scripted.push({ step, output, after: Object.values(needsOf(step, chosen)), makes, waits: after });
  }
  return scripted;
}

type Given = Wanting & Parameters<NonNullable<ByHand['lookUp']>>[1];

/** The handle of what a step would make, or find there already. */
async function handleOf(step: AnyStep, given: Given, notes: Recorder): Promise<Facts> {
  const { lookUp } = byHand.get(step) ?? {};
  if (lookUp) return lookUp(notes, given);
  const handle = await (step.create ? step.create(given) : step.find(given));
  if (!handle) throw new Error(`${step.id} found nothing`);
  return handle;
}
