import { isAlreadyThere, isOutcomeUnknown, lagOf, type Lag } from '../aws/error-names.ts';
import { orNothing } from '../aws/replies.ts';
import { interrupted, Trouble } from '../errors.ts';
import type { Facts } from '../facts.ts';
import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';
import type { GivenFacts } from '../state/events.ts';
import type { Recorded } from '../state/state.ts';
import { givenTo, type Wanting } from './given.ts';
import { changesOf, immovable } from './differences.ts';
import { record, type Run } from './run.ts';
import type { AnyStep, Duration } from './step.ts';
import { watch } from './watch.ts';

/** How long AWS may take to list a new resource; EC2 and IAM usually need seconds. */
const listingLag: Duration = { earliest: 2, usual: 10, every: 4, limit: 60 };

export const notYetListed: Words = { en: 'AWS does not list it yet', ko: 'AWS 목록에 아직 나타나지 않음' };

/** How long a change may take to propagate within AWS, and a failed service to respond again. */
const propagation: Duration = { earliest: 0.5, usual: 30, every: 2, limit: 300 };

/**
 * For how many milliseconds AWS may not list a new resource. One that was never ready was perhaps never listed, and
 * if taken for gone, it would be created twice.
 */
export const unlistedFor = (isKnown: boolean): number => (isKnown ? listingLag : propagation).limit * 1000;

/** Whether AWS may still not list it. A clock that was set back since then says nothing. */
export function mayBeUnlisted({ madeAt, startedAt, output }: Recorded, now: number): boolean {
  const age = now - (madeAt ?? startedAt);
  return age >= 0 && age < unlistedFor(output !== undefined);
}

const lostTouch: Words = { en: 'no response; retrying', ko: '응답을 받지 못해 다시 요청하는 중' };

/** A create call may have succeeded: only looking for the resource tells. */
class Unsettled extends Error {
  override readonly name = 'Unsettled';
  override readonly cause: unknown;

  constructor(cause: unknown) {
    super();
    this.cause = cause;
  }
}

const neverHeard = ({ title }: AnyStep, error: unknown, { waitsFor, limit }: Lag) => {
  const said = error instanceof Error ? `${error.name}: ${oneLine(error.message).slice(0, 200)}` : '';
  const minutes = limit / 60;
  return new Trouble(
    'aws',
    {
      en: `${title.en}: timed out after ${minutes} minutes waiting for ${waitsFor.en}; AWS still says "${said}".`,
      ko: `${title.ko}: ${minutes}분 동안 ${waitsFor.ko}까지 기다렸지만 AWS의 응답이 그대로입니다("${said}").`,
    },
    {
      en: 'Nothing is lost: wait a few minutes, then run the same command again. `stepway status` shows whether a resource is missing.',
      ko: '잃은 것은 없습니다. 몇 분 뒤 같은 명령을 다시 실행하세요. 사라진 자원이 있는지는 `stepway status`로 볼 수 있습니다.',
    },
    { cause: error },
  );
};

/**
 * What to wait for before a failed attempt is repeated.
 *
 * @throws the failure itself when waiting does not help, or has not helped.
 */
export function reasonToAskAgain(step: AnyStep, failure: unknown, elapsed: number): Words {
  if (failure instanceof Unsettled) {
    if (elapsed > propagation.limit) throw failure.cause;
    return lostTouch;
  }
  const lag = lagOf(failure);
  if (!lag) throw failure;
  if (elapsed > lag.limit) throw neverHeard(step, failure, lag);
  return { en: `waiting for ${lag.waitsFor.en}`, ko: `${lag.waitsFor.ko}까지 기다리는 중` };
}

const lookingAgain: Words = {
  en: 'looking for the resource from an earlier run',
  ko: '이전 실행에서 만든 것이 있는지 찾는 중',
};

/** Looks for what an earlier attempt may have created, until AWS must have listed it. */
export async function findPatiently(run: Run, step: AnyStep, given: Wanting): Promise<Facts | undefined> {
  const since = run.clock.now();
  const isLate = () => run.clock.now() - since >= listingLag.limit * 1000;
  const watching = { duration: listingLag, note: () => lookingAgain, giveUp: () => undefined };
  const look = async () => (await step.find(given)) ?? (isLate() ? 'absent' : undefined);
  const found = await watch(run, step, watching, look);
  return found === 'absent' ? undefined : found;
}

/** Looks for the result of an attempt that was given something else, which may be gone by now. */
export const findEarlier = (run: Run, step: AnyStep, given: GivenFacts): Promise<Facts | undefined> =>
  orNothing(findPatiently(run, step, givenTo(run, step, given)));

const notFound = (step: AnyStep) =>
  new Trouble(
    'aws',
    { en: `${step.title.en} was not found in the account.`, ko: `계정에서 찾지 못했습니다: ${step.title.ko}.` },
    {
      en: 'Check the account and the region with `stepway status`, then run the command again.',
      ko: '`stepway status`로 계정과 리전을 확인한 뒤 다시 실행하세요.',
    },
  );

/**
 * Finds a step's resource or creates it, and returns its handle, and which of both it did. What it is created from is on
 * disk before the create call, and the handle before anything else happens.
 *
 * An attempt whose outcome is unknown (a crash, a lost response) is repeated: its token or its name keeps AWS
 * from creating a second one. Where there is neither, and where AWS says that it exists already, a patient look
 * comes first. What exists and still is not found is not ours. A resource created from something that it cannot
 * follow is returned as it is: the caller sees what it was created from.
 */
export async function make(
  run: Run,
  step: AnyStep,
  { needs, given }: { needs: readonly string[]; given: GivenFacts },
): Promise<{ handle: Facts; found: boolean }> {
  const context = givenTo(run, step, given);
  const attempted = run.journal.state.steps.get(step.id)?.given;
  const differs = attempted && immovable(step, changesOf(step, attempted, given)).length > 0;
  const earlier = differs && (await findEarlier(run, step, attempted));
  if (earlier) {
    await record(run, { is: 'made', step: step.id, handle: earlier });
    return { handle: earlier, found: true };
  }
  const since = run.clock.now();
  let written = attempted;
  /** What the resource was created from, if it exists. */
  let origin = differs || !attempted || !step.create ? given : attempted;
  const start = async (from: GivenFacts) => {
    if (written !== from) await record(run, { is: 'started', step: step.id, needs, given: from });
    written = from;
  };
  let patient = attempted !== undefined && step.making?.unrepeatable === true;
  /** Looks for it, and creates it when it does not exist. */
  const attempt = async (): Promise<{ handle: Facts; found: boolean }> => {
    const there = patient ? await findPatiently(run, step, context) : await step.find(context);
    if (there) {
      await start(origin);
      return { handle: there, found: true };
    }
    if (!step.create) throw notFound(step);
    if (run.signal.aborted) throw interrupted();
    await start(given);
    origin = given;
    const handle = await step.create(context).catch((error: unknown) => {
      if (!isOutcomeUnknown(error) && !isAlreadyThere(error)) throw error;
      if (isAlreadyThere(error) && patient) throw error;
      patient = isAlreadyThere(error) || step.making?.unrepeatable === true;
      throw new Unsettled(error);
    });
    return { handle, found: false };
  };
  let note = lostTouch;
  const watching = { duration: propagation, note: () => note, giveUp: () => undefined };
  const made = await watch(run, step, watching, async () => {
    try {
      return await attempt();
    } catch (error) {
      note = reasonToAskAgain(step, error, (run.clock.now() - since) / 1000);
      return undefined;
    }
  });
  await record(run, { is: 'made', step: step.id, handle: made.handle });
  return made;
}
