import { exitCodes } from '../errors.ts';
import { openGauges } from '../operations/metrics.ts';
import type { State } from '../state/state.ts';
import { gaugesJson, gaugesTitle, showGauges } from '../ui/gauges-view.ts';
import { localTime } from '../ui/moment.ts';
import { moving } from '../ui/moving.ts';
import { printJson } from '../ui/output.ts';
import { linesOf } from '../ui/screen.ts';
import type { CommonOptions } from './command.ts';
import { explained } from './explained.ts';
import { siteOf } from './site.ts';
import { stoppable } from './stoppable.ts';
import type { Surroundings } from './surroundings.ts';

/** AWS has new values every five minutes at most; looking once a minute costs a cent in two hours. */
const refresh = 60_000;

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
        const board = page.plain ? undefined : moving(output, page.colour);
        try {
          while (!signal.aborted) {
            const readings = await read();
            const title = `${state.name} · ${page.say(gaugesTitle)} · ${localTime(new Date(clock.now()), timeZone)}`;
            const lines = linesOf(page, (on) => {
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
