import { explain } from '../aws/explain.ts';
import { survey } from '../engine/survey.ts';
import { draftJournal } from '../state/journal.ts';
import { chapters } from '../steps/index.ts';
import { sayRehearsal } from '../ui/guide.ts';
import { printJson } from '../ui/output.ts';
import { showStatus, statusRows } from '../ui/status-view.ts';
import type { World } from '../world.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { openRun } from './open-run.ts';
import { delegationOptions, type DelegationOptions } from './options.ts';
import { skipped } from './prepare.ts';
import { existingState } from './stacks.ts';
import { surroundings } from './surroundings.ts';

export const command: CommandDefinition = {
  questions: [],
  options: delegationOptions,
  examples: [
    {
      line: 'stepway status',
      does: { en: 'Compare the saved state with AWS', ko: '기록과 AWS의 현재 상태를 비교하기' },
    },
    {
      line: 'stepway status --name shop --json',
      does: { en: 'One of several stacks, as JSON', ko: '여러 스택 중 하나를 JSON으로 출력' },
    },
  ],

  async run(world: World, options: CommonOptions & DelegationOptions) {
    const here = await surroundings(world, options);
    if (here.rehearsing) sayRehearsal(here.screen);
    const state = await existingState(here.folder, options.name);
    const quiet = { show: () => undefined, signal: new AbortController().signal };
    const run = await openRun(here, options, draftJournal(state, state.name), quiet);
    const seen = await survey(run, skipped(options)).catch((error: unknown) => {
      throw explain(error, { en: 'the current state', ko: '현재 상태 확인' }) ?? error;
    });
    const rows = statusRows(chapters, state, seen, here.screen.language);
    if (options.json) {
      const { account, region } = run.journal.state.pin ?? {};
      printJson(world.output, { name: state.name, account, region, steps: rows }, 2);
    } else showStatus(here.page, rows);
    return 0;
  },
};
