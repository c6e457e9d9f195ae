import { Trouble } from '../errors.ts';
import { Answers, type Respondent } from '../questions/answers.ts';
import { readState } from '../state/journal.ts';
import { name as nameQuestion } from '../steps/account/questions.ts';
import { questions } from '../steps/index.ts';
import { readAnswersFile } from './answers-file.ts';
import type { CommonOptions } from './command.ts';
import { flagsOf } from './options.ts';
import { severalStacks } from './stacks.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Begins to collect the answers of a stack: what flags and file say is checked, the stack has its name, and what was
 * saved for it is remembered. Nothing is written yet.
 */
export async function beginAnswers(
  { world, folder, rehearsing, interactive }: Surroundings,
  options: CommonOptions,
  respondent?: Respondent,
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
    respondent,
    examples: rehearsing && !interactive && !options.yes,
  });
  answers.check(questions);

  const names = folder.names();
  const [only] = names;
  if (names.length === 1 && only !== undefined)
    answers.remember(new Map([[nameQuestion.key, { value: only, from: 'saved' }]]));
  if (names.length > 1 && !respondent && !flags.has(nameQuestion.key) && !file.has(nameQuestion.key))
    throw severalStacks(names);
  const name = String((await answers.answer(nameQuestion))?.value);
  const saved = readState(folder.stateFile(name));
  if (saved && saved.name !== name)
    throw new Trouble(
      'state',
      {
        en: `The state file of ${name} belongs to a stack called ${saved.name}.`,
        ko: `${name}의 상태 파일은 ${saved.name} 스택의 것입니다.`,
      },
      { en: 'Give the file its old name back.', ko: '파일 이름을 원래대로 되돌리세요.' },
    );
  answers.remember(saved?.answers ?? new Map());
  return { answers, name };
}
