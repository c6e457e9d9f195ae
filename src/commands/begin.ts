import { together, Trouble } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { typed } from '../plain.ts';
import type { BoundPlan } from '../operations/bound-plan.ts';
import { alsoRefused } from '../operations/arrive.ts';
import { Answers, type Respondent } from '../questions/answers.ts';
import { interview } from '../questions/interview.ts';
import type { Answered, AnyQuestion } from '../questions/question.ts';
import { hasBegun, type State } from '../state/state.ts';
import { name as nameQuestion } from '../steps/account/questions.ts';
import { databaseFrom } from '../steps/database/questions.ts';
import { copyRecords, domain, hostedZone } from '../steps/domain/questions.ts';
import { questions } from '../steps/index.ts';
import { readAnswersFile } from './answers-file.ts';
import type { CommonOptions } from './command.ts';
import { flagsOf, type PlanningOptions } from './options.ts';
import { siteOf } from './site.ts';
import { severalStacks, stateCalled, type StateFolder } from './stacks.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Begins to collect the answers of a stack: what flags and file say is checked, the stack has its name, and what was
 * saved for it is remembered. Nothing is written yet.
 *
 * @param bound a plan whose answers are taken, and no others.
 * @param takesOver whether the answers of a rehearsal are to be taken over, where there is one and no stack yet.
 * @param respondentFor whom to ask from then on, told whether there is no stack here yet; without it nobody is asked.
 */
export async function beginAnswers(
  here: Surroundings,
  options: CommonOptions & Pick<PlanningOptions, 'like'>,
  respondentFor?: (answers: Answers, isFirst: boolean) => Respondent,
  takesOver?: (rehearsed: string) => Promise<boolean>,
  bound?: BoundPlan,
): Promise<{ answers: Answers; name: string }> {
  const { world, folder, rehearsing, interactive } = here;
  const flags = flagsOf(options, questions);
  const { file, lines, wrong } = options.answers
    ? await readAnswersFile(options.answers, world.cwd, questions)
    : { file: new Map<string, string>(), lines: new Map<string, number>(), wrong: [] };
  const setting = { folder: folder.project, region: await world.configuredRegion(options.profile) };
  const answers = new Answers({
    flags,
    file,
    lines,
    setting,
    examples: rehearsing && !interactive && !options.yes,
  });
  const read = answers.reading(questions);
  const amiss = [...wrong, ...read.wrong];
  if (amiss.length > 0) amiss.push(...(await alsoRefused(siteOf(here, options), answers, read)));
  // Whoever mends a script hears of all at once; a person is asked for what is missing.
  if (amiss.length > 0 && !respondentFor && options.like === undefined)
    amiss.push(...(await lackingBeside(folder, answers, read.answered)));
  const trouble = together(amiss);
  if (trouble) throw trouble;
  const names = await folder.store.names();
  const respondent = respondentFor?.(answers, names.length === 0);
  if (respondent) answers.askFrom(respondent);

  if (bound) {
    answers.remember(new Map(Object.entries(bound.answers)));
    await interview(answers, [nameQuestion]);
    return { answers, name: bound.name };
  }
  const [only] = names;
  if (names.length === 1 && only !== undefined)
    answers.remember(new Map([[nameQuestion.key, { value: only, from: 'saved' }]]));
  if (names.length > 1 && !respondent && !flags.has(nameQuestion.key) && !file.has(nameQuestion.key))
    throw severalStacks(names);
  const rehearsed = names.length === 0 && !rehearsing ? await rehearsedAnswers(folder, takesOver) : undefined;
  if (rehearsed) answers.remember(new Map([[nameQuestion.key, { value: rehearsed.name, from: 'saved' }]]));
  await interview(answers, [nameQuestion]);
  const name = String(answers.all.get(nameQuestion.key)?.value);
  const saved = await stateCalled(folder.store, name);
  const like = options.like === undefined ? undefined : await answersLike(folder, options.like, name, saved);
  // What was stopped before it wrote down its first answer has its name all the same.
  if (saved) answers.remember(new Map([[nameQuestion.key, { value: name, from: 'saved' }], ...stillMeant(saved)]));
  else answers.remember(like ?? rehearsed?.answers ?? new Map());
  return { answers, name };
}

/** What somebody decided; of a stack that was torn down, not what data its last database was made from. */
const stillMeant = (saved: State) => [...saved.answers].filter(([key]) => hasBegun(saved) || key !== databaseFrom.key);

/** What two stacks cannot share, or what the second one finds by itself: the zone is there already. */
const ownOfEach = new Set([nameQuestion, domain, hostedZone, copyRecords, databaseFrom].map(({ key }) => key));

/**
 * What somebody decided for another stack, as far as a new one can be like it.
 *
 * @throws Trouble `usage` where there is no such stack, or the new one is there already.
 */
async function answersLike(
  { store }: StateFolder,
  other: string,
  name: string,
  saved: State | undefined,
): Promise<State['answers']> {
  if (saved)
    throw new Trouble(
      'usage',
      { en: `${name} is there already.`, ko: `${name} 스택이 이미 있습니다.` },
      {
        en: '--like is for a new stack: leave it out, or use another --name.',
        ko: '--like는 새 스택에만 씁니다. 빼거나 --name을 다르게 지정하세요.',
      },
    );
  const names = await store.names();
  const state = names.includes(other) ? await stateCalled(store, other) : undefined;
  if (!state)
    throw new Trouble(
      'usage',
      {
        en: `There is no stack called ${typed(other)} in this folder.`,
        ko: `이 폴더에 ${typed(other)} 스택이 없습니다.`,
      },
      didYouMean(nearest(other, names), {
        en: names.length > 0 ? `There are: ${names.join(', ')}.` : 'Create one first with `stepway up`.',
        ko: names.length > 0 ? `있는 스택: ${names.join(', ')}` : '먼저 `stepway up`으로 만드세요.',
      }),
    );
  return new Map([...state.answers].filter(([key, { from }]) => from !== 'default' && !ownOfEach.has(key)));
}

/** What is missing beside what is wrong, as far as the stack that is meant can be told. */
async function lackingBeside(
  { store }: StateFolder,
  answers: Answers,
  answered: Answered,
): Promise<readonly Trouble[]> {
  const names = await store.names();
  if (names.length > 1 && !answers.isGiven(nameQuestion.key)) return [severalStacks(names)];
  const name = answers.isGiven(nameQuestion.key) ? answered(nameQuestion) : names[0];
  const saved = name === undefined ? undefined : await stateCalled(store, name).catch(() => undefined);
  if (saved) answers.remember(saved.answers);
  return answers.lacking(questions);
}

/** What somebody decided in a rehearsal, if it is wanted; what was looked up there says nothing of the real world. */
async function rehearsedAnswers(
  { rehearsals }: StateFolder,
  takesOver: ((rehearsed: string) => Promise<boolean>) | undefined,
): Promise<Pick<State, 'name' | 'answers'> | undefined> {
  const name = (await rehearsals.names()).at(-1);
  if (!takesOver || name === undefined) return undefined;
  // One that cannot be read is in nobody's way.
  const state = await stateCalled(rehearsals, name).catch(() => undefined);
  if (!state || !(await takesOver(state.name))) return undefined;
  const isKept = ({ key, about, lookUp }: AnyQuestion) => {
    const from = state.answers.get(key)?.from;
    return !about && !lookUp && from !== undefined && from !== 'default' && from !== 'example';
  };
  const kept = new Set(questions.filter(isKept).map(({ key }) => key));
  return { name: state.name, answers: new Map([...state.answers].filter(([key]) => kept.has(key))) };
}
