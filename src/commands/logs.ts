import { once } from 'node:events';
import { causeIn } from '../deploy/causes.ts';
import { exitCodes, Trouble } from '../errors.ts';
import { has, isSource, sources, type LogSource } from '../logs/line.ts';
import { openLog } from '../operations/logs.ts';
import { quoted } from '../plain.ts';
import { printLogLine, printLogLineJson, showCause } from '../ui/logs-view.ts';
import type { Words } from '../words.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { explained } from './explained.ts';
import { siteOf } from './site.ts';
import { existingState } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { announced } from './surroundings.ts';

interface LogsOptions extends CommonOptions {
  readonly follow?: true;
  readonly since?: string;
  readonly grep?: string;
  readonly source?: LogSource;
  readonly explain?: true;
}

/** How many lines are shown of a log without `--since`, and looked through by `--explain`. */
const [last, explaining] = [100, 500];

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** "1h" before now, or a moment. */
function momentOf(raw: string, now: number): number {
  const [, count, unit] = /^(\d{1,6})([smhdw])$/.exec(raw) ?? [];
  if (count && unit) return now - Number(count) * (units[unit] ?? 0) * 1000;
  const moment = /^\d{4}-\d\d-\d\d/.test(raw) ? Date.parse(raw) : Number.NaN;
  if (!Number.isNaN(moment)) return moment;
  throw new Trouble(
    'usage',
    {
      en: `--since must be a time such as 30m, 1h, 2d or 2026-11-27T09:00, not ${quoted(raw)}.`,
      ko: `--since 값은 30m, 1h, 2d, 2026-11-27T09:00 같은 시간이어야 합니다. 입력한 값: ${quoted(raw)}.`,
    },
    { en: 'For example: --since 1h.', ko: '예: --since 1h' },
  );
}

const readSource = (raw: string): LogSource => {
  if (isSource(raw)) return raw;
  throw new Trouble(
    'usage',
    {
      en: `--source must be one of ${sources.join(', ')}, not ${quoted(raw)}.`,
      ko: `--source 값은 ${sources.join(', ')} 중 하나여야 합니다. 입력한 값: ${quoted(raw)}.`,
    },
    { en: 'For example: --source app.', ko: '예: --source app' },
  );
};

const noLines: Words = {
  en: 'No such lines. `stepway logs --since 1d` shows all of the last day, and `stepway logs -f` what comes from now on.',
  ko: '해당하는 로그가 없습니다. 지난 하루의 로그는 `stepway logs --since 1d`, 지금부터 나오는 로그는 `stepway logs -f`로 볼 수 있습니다.',
};

export const command: CommandDefinition = {
  questions: [],
  options: [
    {
      flags: '-f, --follow',
      help: { en: 'Go on with what comes, until Ctrl-C.', ko: 'Ctrl-C를 누를 때까지 새 로그를 계속 보기' },
    },
    {
      flags: '--since <TIME>',
      values: ['10m', '1h', '1d'],
      help: {
        en: `All lines since then: 30m, 1h, 2d, or a time (default: the last ${last} lines).`,
        ko: `그때부터의 모든 로그: 30m, 1h, 2d 또는 시각(기본값: 마지막 ${last}줄)`,
      },
    },
    {
      flags: '--grep <TEXT>',
      help: { en: 'Only lines that have this text.', ko: '이 글자가 있는 줄만 보기(대소문자 구분 없음)' },
    },
    {
      flags: `--source <${sources.join('|')}>`,
      help: { en: 'Only lines that come from there.', ko: '여기에서 나온 로그만 보기' },
      read: readSource,
    },
    {
      flags: '--explain',
      help: {
        en: 'Say in the end what the lines tell of a problem, and what to do.',
        ko: '로그에 나타난 문제의 원인과 해결 방법을 마지막에 보기',
      },
    },
  ],
  examples: {
    'stepway logs': { en: `Show the last ${last} lines`, ko: `마지막 ${last}줄 보기` },
    'stepway logs -f': { en: 'Follow them', ko: '새 로그를 계속 보기' },
    'stepway logs --since 1h --grep error': {
      en: 'Search the last hour',
      ko: '지난 한 시간의 로그에서 찾기',
    },
    'stepway logs --source app --explain': {
      en: 'Say why the app does not start',
      ko: '앱이 시작되지 않는 이유 보기',
    },
  },

  async run(world, options: LogsOptions) {
    const since = options.since === undefined ? undefined : momentOf(options.since, world.clock.now());
    const here = await announced(world, options);
    const { screen } = here;
    const { output } = here.world;
    return stoppable(
      here,
      async (signal) => {
        const state = await existingState(here.folder, options.name);
        const site = siteOf(here, options, { show: () => undefined, signal });
        const log = await openLog(site, state, options.region, options.source);
        const shown: string[] = [];
        let count = 0;
        try {
          const wanted = { since, last, wants: has(options.grep), follow: options.follow === true };
          for await (const lines of log.lines(wanted)) {
            for (const line of lines) (options.json ? printLogLineJson : printLogLine)(output, line);
            count += lines.length;
            if (options.explain)
              shown.splice(0, shown.length, ...[...shown, ...lines.map(({ text }) => text)].slice(-explaining));
            // Whoever reads slowly is waited for: nothing piles up here.
            if (output.writableNeedDrain) await once(output, 'drain', { signal }).catch(() => undefined);
            if (signal.aborted) break;
          }
        } catch (error) {
          if (signal.aborted) return exitCodes.interrupted;
          throw explained(error, 'logs', { en: 'the logs', ko: '로그' });
        }
        if (count === 0 && !options.follow) screen.paragraph(noLines);
        if (options.explain) showCause(screen, causeIn(shown.join('\n')));
        return signal.aborted ? exitCodes.interrupted : exitCodes.done;
      },
      'nothing',
    );
  },
};
