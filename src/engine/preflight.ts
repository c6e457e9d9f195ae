import { hasExpired, isNetworkError } from '../aws/error-names.ts';
import { explain } from '../aws/explain.ts';
import { interrupted, Trouble } from '../errors.ts';
import type { Facts } from '../facts.ts';
import type { DurableEvent } from '../state/events.ts';
import { draftJournal } from '../state/journal.ts';
import type { Pin } from '../state/state.ts';
import type { AnyQuestion } from '../questions/question.ts';
import { inEach, joined, type Words } from '../words.ts';
import { bring } from './bring.ts';
import { answersFor, earlyLookups, needsFrom, needsOf, type Answers } from './choose.ts';
import { toBe, type Action, type PlannedStep, type Survey } from './plan.ts';
import { contextOf, record, type Run } from './run.ts';
import { idOf, type AnyStep } from './step.ts';
import { ok, unknown, type Check, type Verdict } from './verdict.ts';
import { walk } from './walk.ts';

/** One line of the table: what was checked, for which step, and what came out. */
export interface Row extends Verdict {
  readonly step: string;
  readonly about: Words;
}

export interface Preflight {
  readonly rows: readonly Row[];
  /** What was looked up meanwhile. It is not recorded yet: the user has not confirmed. */
  readonly lookedUp: readonly DurableEvent[];
}

interface Question {
  readonly pin: Pin;
  readonly plan: readonly PlannedStep[];
  readonly answers: Answers;
  /** Whether somebody gave the answer to a question, and it is no default. */
  readonly isDecided: (question: AnyQuestion) => boolean;
  readonly survey: Survey;
  /** Steps whose checks are skipped. */
  readonly skip: ReadonlySet<string>;
  /** What all of the plan costs, in USD a month. */
  monthly(): Promise<number>;
}

const writing: ReadonlySet<Action> = new Set<Action>(['create', 'repair', 'change', 'mend', 'resume']);
/** What an interrupted run may have created already counts against quotas, so it is not checked again. */
const asking: ReadonlySet<Action> = new Set<Action>(['create', 'repair', 'change']);

/**
 * Looks up all that can be looked up, and asks each thing that is to be created or changed what blocks it. All
 * checks run, even after an obstacle was found. Changes nothing and records nothing. Where nothing is
 * to be created, and nobody is newly waited for, nothing is checked.
 */
export async function preflight(
  run: Run,
  { pin, plan, answers, isDecided, survey, skip, monthly }: Question,
): Promise<Preflight> {
  const { state } = run.journal;
  const writes = ({ step, action }: PlannedStep) =>
    step.create && writing.has(action) && (action !== 'resume' || !state.steps.get(step.id)?.handle);
  // Nothing is made by it, and what it takes the place of may go.
  const isNewGate = ({ step, action }: PlannedStep) =>
    !step.create && step.check && step.preflight && action !== 'keep' && !state.steps.has(step.id);
  if (!plan.some((one) => writes(one) || isNewGate(one))) return { rows: [], lookedUp: [] };

  const planned = new Map(toBe(plan).map((one) => [one.step.id, one]));
  const chosen = new Set([...planned.values()].map(({ step }) => step));
  const early = new Set(earlyLookups(chosen).map(({ id }) => id));
  const lookedUp: DurableEvent[] = [];
  const draft: Run = {
    ...run,
    journal: draftJournal({ ...state, pin: state.pin ?? pin }, state.name, lookedUp),
    show: () => undefined,
  };

  const outputs = new Map<string, Facts>();
  const rows = new Map<string, Row[]>();
  const note = ({ id: step }: AnyStep, about: Words, verdict: Verdict) =>
    rows.set(step, [...(rows.get(step) ?? []), { step, about, ...verdict }]);
  const needsFor = (step: AnyStep) =>
    needsFrom(
      step,
      chosen,
      ({ id }) => outputs.get(id) ?? (planned.get(id)?.isAnother ? undefined : state.steps.get(id)?.output),
    );

  const lookUp = async (step: AnyStep) => {
    const met = Object.values(needsOf(step, chosen)).map(({ id }) => id);
    // What it would have to look at was not found: that has a line of its own.
    if (met.some((id) => !outputs.has(id))) return;
    const given = { needs: needsFor(step), answers: answersFor(step, answers) };
    const seen = survey.get(step.id);
    try {
      const atOnce = { needs: met, seen, rests: false, skip: false, patience: () => false };
      const brought = await bring(draft, step, given, atOnce);
      outputs.set(step.id, brought.output);
      if (!brought.fresh) return;
      await record(draft, { is: 'ready', step: step.id, output: brought.output });
      if (!step.preflight) note(step, step.title, ok);
    } catch (error) {
      note(step, step.title, refusal(error, step.title));
    }
  };

  const askAll = async (step: AnyStep, action: Action) => {
    if (skip.has(step.id) || (step.create && !asking.has(action))) return;
    const given = Object.assign(contextOf(draft, step), {
      needs: needsFor(step),
      answers: answersFor(step, answers),
      decided: Object.fromEntries(Object.entries(step.asks).map(([name, question]) => [name, isDecided(question)])),
      chosen: [...chosen],
      monthly,
    });
    const changed = action === 'change' ? state.steps.get(step.id) : undefined;
    const id = changed?.handle && idOf(changed.handle);
    const verdicts = await Promise.all(
      (step.preflight ?? [])
        .filter(({ among }) => among === undefined || !skip.has(among))
        .map((check) => ask(check, given, id, changed?.given.answers)),
    );
    for (const [about, verdict] of verdicts) if (verdict) note(step, about, verdict);
  };

  const asked = [...planned.values()].filter(({ step }) => early.has(step.id) || step.preflight);
  const after = ({ step }: PlannedStep) =>
    Object.values(needsOf(step, chosen)).flatMap(({ id }) => (early.has(id) ? (planned.get(id) ?? []) : []));
  const visit = async ({ step, action }: PlannedStep) =>
    void (await Promise.all([early.has(step.id) && lookUp(step), askAll(step, action)]));
  await walk(asked, after, visit, run.signal);
  if (run.signal.aborted) throw interrupted();
  return { rows: [...planned.keys()].flatMap((id) => rows.get(id) ?? []), lookedUp };
}

/** One check's verdict. A missing permission to ask, or an error of AWS, is no reason to stop. */
async function ask(
  check: Check<object>,
  given: object,
  id: string | undefined,
  was: Facts | undefined,
): Promise<[Words, Verdict | undefined]> {
  try {
    return [check.about, await check.ask(given, id, was)];
  } catch (error) {
    if (error instanceof Trouble) return [check.about, refusal(error, check.about)];
    const why = isUnreachable(error) ? undefined : explain(error, check.about);
    if (!why) throw error;
    return [check.about, unknown(failedIn(error) ?? why.what)];
  }
}

/** A response from AWS that says only that it failed. */
function failedIn(error: unknown): Words | undefined {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
  if (status < 500) return undefined;
  return { en: `AWS returned an error (HTTP ${status}).`, ko: `AWS가 응답하지 못했습니다(HTTP ${status}).` };
}

/** An unreachable AWS, or an expired sign-in, is no verdict on anything. */
const isUnreachable = (error: unknown): boolean => hasExpired(error) || isNetworkError(error);

/** What a lookup did not find, or was not permitted to read, is an obstacle. */
function refusal(error: unknown, title: Words): Verdict {
  const trouble = isUnreachable(error) ? undefined : explain(error, title);
  if (!trouble || trouble.kind === 'interrupted') throw error;
  const { kind, what, todo } = trouble;
  return { result: 'obstacle', what, fix: todo, kind: kind === 'usage' ? 'usage' : 'aws' };
}

const untouched: Words = { en: 'Nothing was changed.', ko: '아직 아무것도 건드리지 않았습니다.' };

/** Whether something is in the way: `usage` when changing answers is all it takes. */
export function blockedBy({ rows }: Preflight): 'usage' | 'aws' | undefined {
  const found = rows.filter(({ result }) => result === 'obstacle');
  if (found.length === 0) return undefined;
  return found.every(({ kind }) => kind === 'usage') ? 'usage' : 'aws';
}

/** @throws Trouble with every obstacle. */
export function assertClear(preflight: Preflight): void {
  const kind = blockedBy(preflight);
  const { rows } = preflight;
  const found = rows.filter(({ result }) => result === 'obstacle');
  const [first] = found;
  if (!first || !kind) return;
  const reached = { preflight: rows };
  if (found.length === 1)
    throw new Trouble(kind, first.what ?? first.about, joined(' ', first.fix, untouched), { reached });
  const listed = inEach((language) =>
    found.map(({ what, fix }, index) => `${index + 1}. ${what?.[language]}\n   → ${fix?.[language]}`).join('\n'),
  );
  throw new Trouble(
    kind,
    {
      en: `${found.length} problems must be fixed first:\n${listed.en}`,
      ko: `먼저 해결할 문제가 ${found.length}개 있습니다:\n${listed.ko}`,
    },
    {
      en: `${untouched.en} Fix these, then run the command again; \`stepway plan\` repeats the checks.`,
      ko: `${untouched.ko} 위 문제를 해결하고 명령을 다시 실행하세요. \`stepway plan\`으로 언제든 다시 확인할 수 있습니다.`,
    },
    { reached },
  );
}
