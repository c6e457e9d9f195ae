import { outputsOf } from '../operations/outputs.ts';
import { steps } from '../steps/index.ts';
import { showOutputs } from '../ui/outputs-view.ts';
import { printJson } from '../ui/output.ts';
import type { CommandDefinition } from './command.ts';
import { existingState } from './stacks.ts';
import { surroundings } from './surroundings.ts';

/** Reads the state only: it works without credentials and without a network. */
export const command: CommandDefinition = {
  questions: [],
  options: [],
  examples: {
    'stepway outputs': {
      en: 'Show how to reach the site, the database, and the server',
      ko: '사이트, 데이터베이스, 서버에 접속하는 방법 보기',
    },
    'stepway outputs --json': { en: 'The same as JSON', ko: '같은 내용을 JSON으로 출력' },
  },

  async run(world, options) {
    const { folder, page } = await surroundings(world, options);
    const state = await existingState(folder, options.name);
    const outputs = outputsOf(steps, state);
    if (options.json) printJson(world.output, outputs, 2);
    else showOutputs(page, outputs);
    return 0;
  },
};
