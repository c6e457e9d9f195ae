import { status as look, unbegunIn } from '../operations/status.ts';
import { chapters } from '../steps/index.ts';
import { printJson } from '../ui/output.ts';
import { showStatus, statusRows } from '../ui/status-view.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { delegationOptions, type DelegationOptions } from './options.ts';
import { siteOf, skipped } from './site.ts';
import { existingState } from './stacks.ts';
import { announced } from './surroundings.ts';
import { watchGauges } from './watch.ts';

interface StatusOptions extends CommonOptions, DelegationOptions {
  readonly watch?: true;
}

export const command: CommandDefinition = {
  questions: [],
  options: [
    {
      flags: '--watch',
      help: {
        en: 'Watch requests, errors, response times, CPU and the database, until Ctrl-C (about 0.005 USD an hour).',
        ko: 'Ctrl-C를 누를 때까지 요청, 오류, 응답 시간, CPU, 데이터베이스 지켜보기(시간당 약 0.005달러)',
      },
    },
    ...delegationOptions,
  ],
  examples: {
    'stepway status': { en: 'Compare the saved state with AWS', ko: '기록과 AWS의 현재 상태를 비교하기' },
    'stepway status --watch': { en: 'Watch how busy it is', ko: '얼마나 바쁜지 지켜보기' },
    'stepway status --name shop --json': {
      en: 'One of several stacks, as JSON',
      ko: '여러 스택 중 하나를 JSON으로 출력',
    },
  },

  async run(world, options: StatusOptions) {
    const here = await announced(world, options);
    const state = await existingState(here.folder, options.name);
    if (options.watch) return watchGauges(here, options, state);
    const seen = await look(siteOf(here, options), state, { ...options, skip: skipped(options) });
    const rows = statusRows(chapters, state, seen, here.screen.language);
    if (options.json) {
      const { account, region } = state.pin ?? {};
      printJson(world.output, { name: state.name, account, region, steps: rows }, 2);
    } else showStatus(here.page, rows, unbegunIn(state));
    return 0;
  },
};
