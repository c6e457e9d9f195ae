import { Trouble } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { answeredIn, suits } from '../operations/parts.ts';
import { quoted } from '../plain.ts';
import { asFlag, type Answered } from '../questions/question.ts';
import type { Part } from '../steps/chapter.ts';
import { additions } from '../steps/index.ts';
import type { CommandArgument, CommonOptions } from './command.ts';
import { builtState, stateIfThere } from './stacks.ts';
import type { Surroundings } from './surroundings.ts';

/** What `add` and `remove` take. */
export const argument: CommandArgument = {
  name: 'part',
  help: {
    en: 'What to add or remove; `stepway add` lists all.',
    ko: '추가하거나 삭제할 기능(`stepway add`로 목록 보기)',
  },
  values: additions.map(({ id }) => id),
};

/** The questions whose answers turn parts on and off. */
export const partQuestions = additions.map(({ question }) => question);

/** @throws Trouble `usage` when there is none of that name. */
export function partCalled(word: string): Part {
  const part = additions.find(({ id, question }) => id === word || question.key === word);
  if (part) return part;
  const all = additions.map(({ id }) => id);
  const names = all.join(', ');
  throw new Trouble(
    'usage',
    {
      en: `There is no part called ${quoted(word)}.`,
      ko: `${quoted(word)}라는 기능은 없습니다.`,
    },
    didYouMean(nearest(word, all), {
      en: `Parts are: ${names}. \`stepway add\` says what each is for, and its price.`,
      ko: `쓸 수 있는 기능: ${names}. \`stepway add\`로 설명과 비용을 볼 수 있습니다.`,
    }),
  );
}

/** The answers of the stack that is meant, or those that `up` would take where there is none yet. */
export async function answeredHere(
  { folder, world }: Surroundings,
  { name, profile }: CommonOptions,
): Promise<Answered> {
  const state = await stateIfThere(folder, name);
  return answeredIn(state, { folder: folder.project, region: await world.configuredRegion(profile) });
}

/**
 * The answers of the stack that a part is added to or removed from.
 *
 * @throws Trouble `usage` where nothing is built yet, or the part makes no sense in it.
 */
export async function answeredToBuiltOn(here: Surroundings, options: CommonOptions, part: Part): Promise<Answered> {
  await builtState(here.folder, options.name);
  const answered = await answeredHere(here, options);
  if (suits(part, answered)) return answered;
  throw new Trouble(
    'usage',
    {
      en: `${part.id} does not go with the other answers of this stack.`,
      ko: `${part.id}: 이 스택의 다른 답과 함께 쓸 수 없습니다.`,
    },
    {
      en: `${part.question.help.en} \`stepway add\` lists what can be added.`,
      ko: `${part.question.help.ko} 추가할 수 있는 기능은 \`stepway add\`로 볼 수 있습니다.`,
    },
  );
}

/** @throws Trouble `usage`: somebody has to say what only they know. */
export const needsAnswer = ({ id, question }: Part): Trouble =>
  new Trouble(
    'usage',
    { en: `${id} needs an answer: ${question.help.en}`, ko: `${id}에 필요한 값이 있습니다. ${question.help.ko}` },
    {
      en: `Add ${asFlag(question, '')} ${question.placeholder}.`,
      ko: `추가할 플래그: ${asFlag(question, '')} ${question.placeholder}`,
    },
  );

/** @throws Trouble `usage`: alone it is nothing. */
export const needsPart = ({ id }: Part, other: Part): Trouble =>
  new Trouble(
    'usage',
    {
      en: `${id} needs ${other.id}, which this stack does not have.`,
      ko: `${id}에 필요한 기능이 없습니다: ${other.id}.`,
    },
    {
      en: `Run \`stepway add ${other.id}\` first.`,
      ko: `먼저 \`stepway add ${other.id}\`를 실행하세요.`,
    },
  );

/** @throws Trouble `usage`: that answer is the part's absence. */
export const meansRemove = ({ id }: Part): Trouble =>
  new Trouble(
    'usage',
    { en: `With that answer there is no ${id}.`, ko: `그 값이면 ${id} 기능이 없는 것과 같습니다.` },
    { en: `To take it away, run \`stepway remove ${id}\`.`, ko: `없애려면 \`stepway remove ${id}\`를 실행하세요.` },
  );
