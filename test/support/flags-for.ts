import { connect } from '../../src/aws/clients.ts';
import { alternatives } from '../../src/engine/needs.ts';
import { choose } from '../../src/engine/choose.ts';
import type { AnyStep } from '../../src/engine/step.ts';
import { Trouble } from '../../src/errors.ts';
import { Answers, settleAnswers } from '../../src/questions/answers.ts';
import type { AnyQuestion } from '../../src/questions/question.ts';
import { rehearse } from '../../src/rehearsal/rehearsal.ts';
import { questions } from '../../src/steps/index.ts';
import { steps } from './steps.ts';
import { once } from './built-stack.ts';
import { defaults, type Flags } from './stack.ts';
import { virtualClock } from './virtual-clock.ts';

/** What can be typed without knowing anything: yes and no, the words that the flag takes, what many give, the example. */
export const answersTo = ({ kind, placeholder, suchAs = [], example }: AnyQuestion): string[] => [
  ...new Set([
    ...(kind === 'confirm' ? ['true', 'false'] : placeholder.split('|').filter((one) => /^[a-z\d+-]+$/.test(one))),
    ...suchAs.map(String),
    ...(example === undefined ? [] : [String(example)]),
  ]),
];

/** What has been told to a program that was started with these flags. */
export const toldBy = (flags: Flags): Answers =>
  new Answers({
    flags: new Map(Object.entries({ ...defaults, name: 'demo', ...flags })),
    file: new Map(),
    setting: { folder: 'demo', region: undefined },
    examples: true,
  });

/** Whether the program takes these flags together. */
export function goTogether(flags: Flags): boolean {
  try {
    const told = toldBy(flags);
    told.check(questions);
    // One may not go with what another is by default.
    told.preview(questions);
    return true;
  } catch (error) {
    if (error instanceof Trouble) return false;
    throw error;
  }
}

interface Stacked {
  readonly steps: readonly AnyStep[];
  /** What has to be answered besides. */
  readonly examples: Flags;
}

/** What a new stack of these answers has. */
const stacked = once(async (flags: Flags): Promise<Stacked> => {
  if (!goTogether(flags)) return { steps: [], examples: {} };
  const answers = toldBy(flags);
  await answers.answerAll(questions);
  const { attach, dns, myAddress, repositoryIds } = rehearse({ clock: virtualClock() });
  const settled = await settleAnswers(questions, answers, {
    aws: connect({ region: 'us-east-1', attach }),
    dns,
    stack: 'demo',
    id: 'abcdefgh',
    beforeIds: false,
    handleOf: () => undefined,
    monthly: () => 30,
    myAddress,
    repositoryIds,
  });
  const examples = [...answers.all].filter(([, { from }]) => from === 'example');
  return {
    steps: choose(steps, settled),
    examples: Object.fromEntries(examples.map(([key, { value }]) => [key, String(value)])),
  };
});

/** The questions that decide whether there is such a step: its own, and those of what it needs. */
function decisive(step: AnyStep): ReadonlySet<AnyQuestion> {
  const needed = Object.values(step.needs).flatMap((need) => alternatives(need).flatMap((one) => [...decisive(one)]));
  return new Set([...Object.values(step.asks), ...needed]);
}

/** The same answers with one of the questions answered in another way. */
const withAnother = (flags: Flags, asked: ReadonlySet<AnyQuestion>): Flags[] =>
  [...asked].flatMap((question) => answersTo(question).map((answer) => ({ ...flags, [question.key]: answer })));

/**
 * The flags under which a new stack has the step: those to begin with, and as few others as possible.
 *
 * @throws when no three answers lead to it.
 */
export async function flagsFor(step: AnyStep, first: Flags = {}): Promise<Flags> {
  const asked = decisive(step);
  let tried = [first];
  for (let changes = 0; changes <= 3; changes++) {
    for (const flags of tried) {
      const { steps, examples } = await stacked(flags);
      if (steps.includes(step)) return { ...flags, ...examples };
    }
    tried = tried.flatMap((flags) => withAnother(flags, asked));
  }
  throw new Error(
    `No answers that can be typed lead to ${step.id}: say in \`suchAs\` of a question that it asks which there are.`,
  );
}

/** The steps of a new stack of these answers. */
const stepsUnder = async (flags: Flags): Promise<readonly AnyStep[]> => (await stacked(flags)).steps;

/** The flags of as many stacks more as it takes until one of them has each step that we make, or the user. */
export async function flagsForAll(given: readonly Flags[], first?: Flags): Promise<readonly Flags[]> {
  const more: Flags[] = [];
  const reached = new Set((await Promise.all(given.map(stepsUnder))).flat());
  for (const step of steps.filter(({ create, making }) => create ?? making?.task)) {
    if (reached.has(step)) continue;
    const flags = await flagsFor(step, first);
    more.push(flags);
    for (const one of await stepsUnder(flags)) reached.add(one);
  }
  return more;
}

/** Stacks with each step that we make, and with each answer that can be typed to each question that it asks. */
export async function flagsOfEachAnswer(): Promise<readonly Flags[]> {
  const variants = steps
    .filter(({ create }) => create)
    .map(async (step) => {
      const flags = await flagsFor(step);
      const others = withAnother(flags, new Set(Object.values(step.asks))).filter(goTogether);
      return [flags, ...(await Promise.all(others.map(async (one) => ({ ...one, ...(await stacked(one)).examples }))))];
    });
  // Flags that say what would be so without them make no other stack.
  const meaning = (flags: Flags) => JSON.stringify([...toldBy(flags).preview(questions)]);
  return [...new Map((await Promise.all(variants)).flat().map((flags) => [meaning(flags), flags])).values()];
}
