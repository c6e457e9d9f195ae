import { Answers, type Respondent } from '../questions/answers.ts';
import { interview } from '../questions/interview.ts';
import { name as nameQuestion } from '../steps/account/questions.ts';
import { questions } from '../steps/index.ts';
import { readAnswersFile } from './answers-file.ts';
import type { CommonOptions } from './command.ts';
import { flagsOf } from './options.ts';
import { severalStacks, stateCalled } from './stacks.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Begins to collect the answers of a stack: what flags and file say is checked, the stack has its name, and what was
 * saved for it is remembered. Nothing is written yet.
 *
 * @param respondentFor whom to ask from then on, told whether there is no stack here yet; without it nobody is asked.
 */
export async function beginAnswers(
  { world, folder, rehearsing, interactive }: Surroundings,
  options: CommonOptions,
  respondentFor?: (answers: Answers, isFirst: boolean) => Respondent,
): Promise<{ answers: Answers; name: string }> {
  const flags = flagsOf(options, questions);
  const file = options.answers
    ? await readAnswersFile(options.answers, world.cwd, questions)
    : new Map<string, string>();
  const setting = { folder: folder.project, region: await world.configuredRegion(options.profile) };
  const answers = new Answers({
    flags,
    file,
    setting,
    examples: rehearsing && !interactive && !options.yes,
  });
  answers.check(questions);
  const names = await folder.store.names();
  const respondent = respondentFor?.(answers, names.length === 0);
  if (respondent) answers.askFrom(respondent);

  const [only] = names;
  if (names.length === 1 && only !== undefined)
    answers.remember(new Map([[nameQuestion.key, { value: only, from: 'saved' }]]));
  if (names.length > 1 && !respondent && !flags.has(nameQuestion.key) && !file.has(nameQuestion.key))
    throw severalStacks(names);
  await interview(answers, [nameQuestion]);
  const name = String(answers.all.get(nameQuestion.key)?.value);
  const saved = await stateCalled(folder.store, name);
  // What was stopped before it wrote down its first answer has its name all the same.
  if (saved) answers.remember(new Map([[nameQuestion.key, { value: name, from: 'saved' }], ...saved.answers]));
  else answers.remember(new Map());
  return { answers, name };
}
