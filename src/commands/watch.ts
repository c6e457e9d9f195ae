import { exitCodes } from '../errors.ts';
import { openGauges } from '../operations/metrics.ts';
import { outputsOf } from '../operations/outputs.ts';
import type { State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { gaugesJson, gaugesTitle, showGauges } from '../ui/gauges-view.ts';
import { localTime } from '../ui/moment.ts';
import { moving } from '../ui/moving.ts';
import { printJson } from '../ui/output.ts';
import { linesOf, type Screen } from '../ui/screen.ts';
import type { CommonOptions } from './command.ts';
import { explained } from './explained.ts';
import { siteOf } from './site.ts';
import { stoppable } from './stoppable.ts';
import type { Surroundings } from './surroundings.ts';

/** AWS has new values every five minutes at most; looking once a minute costs a cent in two hours. */
const refresh = 60_000;

/** Where there is more to see, and for longer. */
function sayDashboard(page: Screen, state: State): void {
  const { dashboard } = outputsOf(steps, state);
  if (dashboard === undefined)
    return page.remark({
      en: '`stepway up --alarms EMAIL` also makes a dashboard of these, which anybody in the account can open.',
      ko: '`stepway up --alarms 이메일`을 쓰면 같은 지표를 콘솔에서 볼 수 있는 대시보드도 만듭니다.',
    });
  page.remark({
    en: 'The same in the console, as far back as you want:',
    ko: '콘솔에서 더 긴 기간을 볼 수 있는 대시보드:',
  });
  page.whole(dashboard);
}

/** Shows the gauges of a stack until Ctrl-C; where nobody watches, once. */
export async function watchGauges(here: Surroundings, options: CommonOptions, state: State): Promise<number> {
  const { page, world } = here;
  const { output, clock, timeZone } = world;
  return stoppable(
    here,
    async (signal) => {
      try {
        const read = await openGauges(siteOf(here, options, { show: () => undefined, signal }), state, options.region);
        if (options.json || !output.isTTY) {
          const readings = await read();
          if (options.json) printJson(output, { name: state.name, gauges: gaugesJson(readings, page.language) }, 2);
          else showGauges(page, readings, true);
          return exitCodes.done;
        }
        sayDashboard(page, state);
        page.remark({ en: 'Looked up every minute. Ctrl-C ends it.', ko: '1분마다 새로 조회합니다. 끝내기: Ctrl-C' });
        const board = page.plain ? undefined : moving(output, page.colour);
        try {
          while (!signal.aborted) {
            const readings = await read();
            const title = `${state.name} · ${page.say(gaugesTitle)} · ${localTime(new Date(clock.now()), timeZone)}`;
            // A sign moves before them.
            const lines = linesOf({ ...page, width: page.width - 2, columns: page.columns - 2 }, (on) => {
              on.line(title);
              showGauges(on, readings, page.plain);
            });
            if (board) board.says(() => lines);
            else lines.forEach((line) => page.line(line));
            await clock.sleep(refresh, signal);
          }
        } finally {
          board?.stop();
        }
        return exitCodes.interrupted;
      } catch (error) {
        if (signal.aborted) return exitCodes.interrupted;
        throw explained(error, 'status --watch', { en: 'the metrics', ko: '지표' });
      }
    },
    'nothing',
  );
}
