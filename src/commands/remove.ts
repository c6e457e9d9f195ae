import { build, type UpOptions } from './building.ts';
import type { CommandDefinition } from './command.ts';
import { dataOption, livePricesOption, permissionOption, timeoutOption, withAnswers } from './options.ts';
import { Trouble } from '../errors.ts';
import { additions } from '../steps/index.ts';
import { answeredToBuiltOn, argument, partCalled } from './part.ts';
import { stoppable } from './stoppable.ts';
import { announced } from './surroundings.ts';

const needsPart = () =>
  new Trouble(
    'usage',
    { en: 'remove needs the name of a part.', ko: '삭제할 기능의 이름이 필요합니다.' },
    {
      en: `Parts are: ${additions.map(({ id }) => id).join(', ')}. \`stepway teardown\` deletes the whole stack.`,
      ko: `쓸 수 있는 기능: ${additions.map(({ id }) => id).join(', ')}. 스택 전체는 \`stepway teardown\`으로 삭제합니다.`,
    },
  );

export const command: CommandDefinition = {
  argument,
  questions: [],
  options: [permissionOption, livePricesOption, timeoutOption, dataOption],
  examples: {
    'stepway remove logs': {
      en: 'Remove one: review what is deleted, delete',
      ko: '기능 하나 삭제하기(삭제할 것을 확인한 뒤)',
    },
    'stepway remove alarms --yes': { en: 'Without prompts, for scripts', ko: '질문 없이 삭제하기(스크립트용)' },
  },

  async run(world, options: UpOptions, [word]) {
    if (word === undefined) throw needsPart();
    const part = partCalled(word);
    const here = await announced(world, options);
    return stoppable(here, async (signal) => {
      await answeredToBuiltOn(here, options, part);
      return build(here, withAnswers(options, part.off), signal);
    });
  },
};
