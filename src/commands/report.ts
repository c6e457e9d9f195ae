import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { reportOn } from '../operations/report.ts';
import { reportPage, reportPicture } from '../report/page.ts';
import { reportJson } from '../report/json.ts';
import { onDisk } from '../state/disk.ts';
import { print, printJson } from '../ui/output.ts';
import { verbatim } from '../words.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { delegationOptions, type DelegationOptions } from './options.ts';
import { inRehearsal } from './rehearsed-hints.ts';
import { siteOf, skipped } from './site.ts';
import { builtState } from './stacks.ts';
import { announced } from './surroundings.ts';

interface ReportOptions extends CommonOptions, DelegationOptions {
  readonly out?: string;
  readonly svg?: true;
}

const readPath = (raw: string): string => {
  if (raw.trim() !== '') return raw;
  throw new Trouble(
    'usage',
    { en: '--out needs the name of a file.', ko: '--out에 파일 이름이 필요합니다.' },
    { en: 'For example: --out report.html.', ko: '예: --out report.html' },
  );
};

export const command: CommandDefinition = {
  questions: [],
  options: [
    {
      flags: '--out <FILE>',
      values: 'files',
      help: {
        en: 'Write it to this file. Without it, a terminal gets NAME-report.html in this folder, a pipe the page itself.',
        ko: '이 파일에 쓰기. 지정하지 않으면 터미널에서는 현재 폴더의 NAME-report.html에 쓰고, 파이프로는 페이지를 출력',
      },
      read: readPath,
    },
    {
      flags: '--svg',
      help: { en: 'The picture of the architecture alone, as SVG.', ko: '아키텍처 그림만 SVG로 만들기' },
    },
    ...delegationOptions,
  ],
  examples: {
    'stepway report': {
      en: 'Write one page with the architecture, the costs and the health of the stack',
      ko: '아키텍처, 비용, 상태를 담은 페이지 하나 만들기',
    },
    'stepway report --svg --out architecture.svg': {
      en: 'Draw the architecture, for a portfolio',
      ko: '포트폴리오에 넣을 아키텍처 그림 만들기',
    },
  },

  async run(world, options: ReportOptions) {
    const here = await announced(world, options);
    const { screen, folder, rehearsing } = here;
    const { output, cwd, timeZone } = here.world;
    const state = await builtState(folder, options.name);
    const hint = rehearsing ? inRehearsal : (words: Parameters<typeof inRehearsal>[0]) => words;
    const typed = (command: string) =>
      [`stepway ${command}`, `--name ${state.name}`, rehearsing ? '--rehearse' : ''].filter(Boolean).join(' ');
    const { language, say } = screen;
    const report = await reportOn(siteOf(here, options), state, {
      ...options,
      skip: skipped(options),
      visit: (host) => here.world.visit(host),
      typed,
    });
    const content = options.svg
      ? reportPicture(state, say)
      : reportPage(report, { language, timeZone, rehearsing, say, hint });
    const ending = options.svg ? '.svg' : '-report.html';
    const out = options.out ?? (output.isTTY && !options.json ? `${state.name}${ending}` : undefined);
    const path = out === undefined ? undefined : resolve(cwd, out);
    if (path !== undefined) onDisk('save', path, () => writeFileSync(path, content));
    if (options.json)
      printJson(output, { ...reportJson(report, language), ...(path !== undefined && { file: path }) }, 2);
    else if (path === undefined) print(output, content);
    else screen.paragraph({ en: `Written: ${verbatim(path).en}`, ko: `저장한 파일: ${oneLine(path)}` });
    return 0;
  },
};
