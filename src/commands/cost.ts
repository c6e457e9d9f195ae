import { exitCodes } from '../errors.ts';
import { activate, costOf } from '../operations/cost.ts';
import { costJson, showCost } from '../ui/cost-view.ts';
import { printJson } from '../ui/output.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { siteOf } from './site.ts';
import { builtState } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { announced, type Surroundings } from './surroundings.ts';

interface CostOptions extends CommonOptions {
  readonly estimate?: true;
  readonly activate?: true;
}

/** Looking costs money: somebody has to have said so, or it is asked. */
async function mayLook(here: Surroundings, options: CostOptions, signal: AbortSignal): Promise<boolean> {
  const { world, screen, interactive, rehearsing } = here;
  if (options.estimate) return false;
  if (options.yes || rehearsing) return true;
  if (!interactive || options.json) {
    screen.remark({
      en: 'The bill was not looked at, for which AWS charges 0.01 USD: add --yes.',
      ko: '청구서는 조회하지 않았습니다. 조회하려면(AWS가 0.01달러를 청구) --yes를 추가하세요.',
    });
    return false;
  }
  const { person } = await import('../questions/prompt.ts');
  const question = {
    en: 'AWS charges 0.01 USD for a look at the bill. Look?',
    ko: '청구서를 조회하면 AWS가 0.01달러를 청구합니다. 조회할까요?',
  };
  return person(world, screen, signal).agree(screen.say(question));
}

export const command: CommandDefinition = {
  questions: [],
  options: [
    {
      flags: '--estimate',
      help: {
        en: 'Only the estimate: do not look at the bill, which costs 0.01 USD.',
        ko: '예상 금액만 보기: 청구서를 조회하지 않음(조회는 0.01달러)',
      },
    },
    {
      flags: '--activate',
      help: {
        en: 'Have the bill tell the costs of stacks apart from now on (the tag stepway:id).',
        ko: '앞으로 청구서에서 스택의 비용을 구분하게 하기(stepway:id 태그)',
      },
    },
  ],
  examples: {
    'stepway cost': {
      en: 'Show what it costs: estimated, billed so far, and by the end of the month',
      ko: '예상 금액, 지금까지 청구된 금액, 월말 예상 보기',
    },
    'stepway cost --estimate': { en: 'The same without the bill, for free', ko: '청구서 없이 예상 금액만 무료로 보기' },
  },

  async run(world, options: CostOptions) {
    const here = await announced(world, options);
    const { screen, page, folder } = here;
    const state = await builtState(folder, options.name);
    return stoppable(here, async (signal) => {
      const site = siteOf(here, options, { show: () => undefined, signal });
      if (options.activate) {
        await activate(site, state, options.region);
        if (options.json) printJson(here.world.output, { name: state.name, activated: true }, 2);
        else
          screen.paragraph({
            en: 'From tomorrow on the bill tells the costs of stacks apart.',
            ko: '내일부터 청구서에서 스택의 비용이 구분됩니다.',
          });
        return exitCodes.done;
      }
      const isLooked = await mayLook(here, options, signal);
      const cost = await costOf(site, state, { region: options.region, isLooked });
      if (options.json) printJson(here.world.output, costJson(cost, state.name, screen.language), 2);
      else showCost(page, screen, cost);
      return exitCodes.done;
    });
  },
};
