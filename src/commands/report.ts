import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCodes } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { reportOn } from '../operations/report.ts';
import { person } from '../questions/prompt.ts';
import { isReport, reportPage, reportPicture } from '../report/page.ts';
import { reportJson } from '../report/json.ts';
import { onDisk } from '../state/disk.ts';
import { print, printJson } from '../ui/output.ts';
import { speech } from '../ui/speech.ts';
import { advising, commandAt, type Place } from './advice.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { occupied } from './occupied.ts';
import { delegationOptions, fileNamed, type DelegationOptions } from './options.ts';
import { siteOf, skipped } from './site.ts';
import { builtState } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { announced, type Surroundings } from './surroundings.ts';

interface ReportOptions extends CommonOptions, DelegationOptions {
  readonly out?: string;
  readonly force?: true;
  readonly svg?: true;
}

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
      read: fileNamed('report.html'),
    },
    {
      flags: '--force',
      help: {
        en: 'Replace the file even if stepway did not write it.',
        ko: 'stepway가 쓰지 않은 파일이어도 덮어쓰기',
      },
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
    const ending = options.svg ? '.svg' : '-report.html';
    const out = options.out ?? (output.isTTY && !options.json ? `${state.name}${ending}` : undefined);
    const path = out === undefined ? undefined : resolve(cwd, out);
    if (path !== undefined && !options.force && !(await mayReplace(here, path))) return exitCodes.done;
    const place: Place = { ...options, name: state.name, lang: undefined };
    const report = await reportOn(siteOf(here, options), state, {
      ...options,
      skip: skipped(options),
      visit: (host) => here.world.visit(host),
      typed: (command) => commandAt(place, `stepway ${command}`),
    });
    const { language } = screen;
    // Whoever reads it later may be in another folder, and has a language of their own.
    const { say } = speech(language, false, advising({ name: options.name, rehearse: options.rehearse }));
    const content = options.svg
      ? reportPicture(state, say)
      : reportPage(report, { language, timeZone, rehearsing, say });
    if (path !== undefined) onDisk('save', path, () => writeFileSync(path, content));
    if (options.json)
      printJson(output, { ...reportJson(report, language), ...(path !== undefined && { file: path }) }, 2);
    else if (path === undefined) print(output, content);
    else
      screen.paragraph({
        en: `Written, to open in a browser: ${oneLine(path)}`,
        ko: `저장한 파일(브라우저로 열기): ${oneLine(path)}`,
      });
    return exitCodes.done;
  },
};

/** More than any report has, in bytes. */
const most = 10_000_000;

/**
 * Whether a file can be written without losing anything: it is none yet, or a report, or its owner says so.
 *
 * @throws Trouble `usage` where nobody can be asked.
 */
async function mayReplace(here: Surroundings, path: string): Promise<boolean> {
  const { world, screen, interactive } = here;
  const file = onDisk('read', path, () => statSync(path, { throwIfNoEntry: false }));
  if (!file || file.isCharacterDevice()) return true;
  if (!file.isFile()) throw occupied(path);
  if (file.size < most && isReport(onDisk('read', path, () => readFileSync(path, 'utf8')))) return true;
  if (!interactive) throw occupied(path);
  const question = {
    en: `${oneLine(path)} exists, and is no report. Replace it?`,
    ko: `보고서가 아닌 파일이 이미 있습니다: ${oneLine(path)}. 덮어쓸까요?`,
  };
  return stoppable(here, (signal) => person(world, screen, signal).agree(screen.say(question), false));
}
