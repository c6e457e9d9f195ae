import { exitCodes, Trouble } from '../../errors.ts';
import { didYouMean } from '../../nearest.ts';
import { databasesOf, runsApp, standingOf } from '../../operations/restore.ts';
import { restorableOf } from '../../operations/restorable.ts';
import { oneLine, quoted, typed } from '../../plain.ts';
import { printJson } from '../../ui/output.ts';
import { restorableJson, showRestorable } from '../../ui/restorable-view.ts';
import type { Words } from '../../words.ts';
import { build, type UpOptions } from '../building.ts';
import type { CommandOption } from '../command.ts';
import { databaseFrom } from '../../steps/database/questions.ts';
import { dataOption, permissionOption, withAnswers } from '../options.ts';
import { siteOf } from '../site.ts';
import { builtState } from '../stacks.ts';
import { stoppable } from '../stoppable.ts';
import type { DbAction, Restoring } from './action.ts';
import { practiseIt } from './restore-drill.ts';
import { removeOld } from './restore-old.ts';
import { howTo, madeFromThere, sourceWanted } from './restore-source.ts';
import { switchOver } from './restore-switch.ts';

const options: readonly CommandOption[] = [
  {
    flags: '--to <TIME|SNAPSHOT>',
    values: ['latest', '10m', '1h'],
    help: {
      en: 'restore: the moment ("10 minutes ago", "2026-11-27 15:00", latest) or the snapshot to go back to.',
      ko: 'restore: 되돌릴 시점("10분 전", "2026-11-27 15:00", latest) 또는 스냅샷',
    },
  },
  {
    flags: '--list',
    help: {
      en: 'restore: show which times and snapshots there are to go back to.',
      ko: 'restore: 되돌릴 수 있는 시점과 스냅샷 보기',
    },
  },
  {
    flags: '--back',
    help: {
      en: 'restore: return to the database before the last restore.',
      ko: 'restore: 마지막 복원 전의 데이터베이스로 돌아가기',
    },
  },
  {
    flags: '--remove-old',
    help: {
      en: 'restore: remove the database that a restore has left beside the new one.',
      ko: 'restore: 복원한 뒤 남겨 둔 이전 데이터베이스 지우기',
    },
  },
  {
    flags: '--drill',
    help: {
      en: 'restore: practise. Restore a copy, measure how long it takes, and remove it.',
      ko: 'restore: 연습. 사본을 복원해 걸리는 시간을 재고 지우기',
    },
  },
  dataOption,
  permissionOption,
];

export const restore: DbAction = {
  options,

  async run({ here, options, words }) {
    if (words.length > 0) throw tooMuch(words.join(' '));
    const state = await builtState(here.folder, options.name);
    const named = [options.to !== undefined, options.list, options.back, options.removeOld, options.drill];
    if (named.filter(Boolean).length > 1) throw oneOfThem();
    const doing = (signal: AbortSignal): Restoring => ({ here, options, signal, state });
    if (options.list) return stoppable(here, (signal) => list(doing(signal)), 'nothing');
    databasesOf(state);
    const does = options.drill ? practiseIt : options.removeOld ? removeOld : bringBack;
    return stoppable(here, (signal) => does(doing(signal)));
  },
};

/** Shows what there is to choose from. */
async function list({ here, options, state, signal }: Restoring): Promise<number> {
  const { world, page } = here;
  const site = siteOf(here, options, { show: () => undefined, signal });
  const found = await restorableOf(site, state, options.region);
  if (options.json) printJson(world.output, restorableJson(found), 2);
  else showRestorable(page, world.timeZone, found);
  return exitCodes.done;
}

/** Makes the app use the data of another moment, another snapshot, or the database before. */
async function bringBack(doing: Restoring): Promise<number> {
  const { here, options, state, signal } = doing;
  const standing = await standingOf(siteOf(here, options, { show: () => undefined, signal }), state, options.region);
  const from = sourceWanted(doing, standing);
  const { current, kept } = standing;
  if (current?.from === from && !standing.isUnfinished) throw madeFromThere(here, from);
  if (!runsApp(state)) here.screen.paragraph(switchedByHand);
  // What the app goes back to if it does not come up with the other one.
  const before = current && current.from !== from ? current.from : kept?.from;
  const building: UpOptions = withAnswers(options, [{ question: databaseFrom, answer: from }]);
  return build(here, building, signal, (one, built) => switchOver(one, built, { from, before }));
}

const switchedByHand: Words = {
  en: 'stepway does not run the app of this stack (--delivery none), so this makes the database ready and changes nothing in the app. Its new address, and the secret with its user and password, are shown then: set them where your app has those of the database now, and restart it.',
  ko: '이 스택의 앱은 stepway가 실행하지 않으므로(--delivery none) 데이터베이스만 준비하고 앱은 그대로 둡니다. 끝나면 새 주소와 사용자·비밀번호가 든 보안 암호를 보여 드립니다. 앱 설정의 데이터베이스 주소와 비밀번호를 그 값으로 바꾸고 앱을 다시 시작하세요.',
};

const tooMuch = (words: string) =>
  new Trouble(
    'usage',
    {
      en: `db restore takes flags only, not ${quoted(oneLine(words))}.`,
      ko: `db restore에는 플래그만 쓸 수 있습니다. 입력한 값: ${quoted(oneLine(words))}.`,
    },
    didYouMean(`--to "${typed(words)}"`, howTo),
  );

const oneOfThem = () =>
  new Trouble(
    'usage',
    {
      en: 'Only one of --to, --list, --back, --remove-old and --drill can be done at a time.',
      ko: '--to, --list, --back, --remove-old, --drill은 한 번에 하나만 쓸 수 있습니다.',
    },
    { en: 'Leave the others out.', ko: '나머지는 빼고 실행하세요.' },
  );
