import type { Removal } from '../engine/step.ts';
import type { ReceiptRow } from '../engine/teardown.ts';
import { exitCodes, Trouble } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { momentMeant } from '../moment.ts';
import { agreeOnData } from '../operations/consent.ts';
import { practise } from '../operations/drill.ts';
import { onStack } from '../operations/on-stack.ts';
import { databasesOf, markBoth, removeKept, standingOf, switchApp, type Standing } from '../operations/restore.ts';
import { restorableOf } from '../operations/restorable.ts';
import { up, type Built } from '../operations/up.ts';
import { person } from '../questions/prompt.ts';
import type { State } from '../state/state.ts';
import { database } from '../steps/database/instance.ts';
import { running } from '../steps/database/prices.ts';
import { isMoment, momentAnswer } from '../steps/database/source.ts';
import { steps } from '../steps/index.ts';
import { showFailure } from '../ui/deploy-view.ts';
import { printJson } from '../ui/output.ts';
import { duration } from '../ui/time.ts';
import { progressFor } from '../ui/progress.ts';
import { restorableJson, showRestorable } from '../ui/restorable-view.ts';
import { receiptJson } from '../ui/receipt-view.ts';
import { oneLine, quoted, typed } from '../plain.ts';
import { inEach, verbatim, type Words } from '../words.ts';
import { beginAnswers } from './begin.ts';
import { build, type Building, type UpOptions } from './building.ts';
import { dialogueOn, needYes } from './consent.ts';
import type { DbAction, DbDoing } from './db-action.ts';
import { siteOf, skipped } from './site.ts';
import { builtState } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import type { Surroundings } from './surroundings.ts';

export const restore: DbAction = {
  flags: ['to', 'list', 'back', 'removeOld', 'drill', 'data'],

  async run({ here, options, words }) {
    if (words.length > 0) throw tooMuch(words.join(' '));
    const state = await builtState(here.folder, options.name);
    const named = [options.to !== undefined, options.list, options.back, options.removeOld, options.drill];
    if (named.filter(Boolean).length > 1) throw oneOfThem();
    if (options.list) return stoppable(here, (signal) => list({ here, options, signal, state }), 'nothing');
    databasesOf(state);
    return stoppable(here, (signal) => {
      const doing: Doing = { here, options, signal, state };
      if (options.drill) return practiseIt(doing);
      return options.removeOld ? removeOld(doing) : bringBack(doing);
    });
  },
};

interface Doing extends Omit<DbDoing, 'words'> {
  readonly signal: AbortSignal;
  readonly state: State;
}

/** Shows what there is to choose from. */
async function list({ here, options, state, signal }: Doing): Promise<number> {
  const { world, page } = here;
  const site = siteOf(here, options, { show: () => undefined, signal });
  const found = await restorableOf(site, state, options.region);
  if (options.json) printJson(world.output, restorableJson(found), 2);
  else showRestorable(page, world.timeZone, found);
  return exitCodes.done;
}

/** Makes the app use the data of another moment, another snapshot, or the database before. */
async function bringBack(doing: Doing): Promise<number> {
  const { here, options, state, signal } = doing;
  const standing = await standingOf(siteOf(here, options, { show: () => undefined, signal }), state, options.region);
  const from = sourceWanted(doing, standing);
  const { current, kept } = standing;
  if (current?.from === from && !standing.isUnfinished) throw madeFromThere(here, from);
  // What the app goes back to if it does not come up with the other one.
  const before = current && current.from !== from ? current.from : kept?.from;
  const building: UpOptions = { ...options, ...({ databaseFrom: from } as object) };
  return build(here, building, signal, (one, built) => switchOver(one, built, { from, before }));
}

/** The answer that gives what was asked for; what was begun goes on, since "10 minutes ago" is another time by now. */
function sourceWanted({ here, options }: Doing, standing: Standing): string {
  const { screen, world } = here;
  const { to, back } = options;
  const { kept, wanted, isUnfinished } = standing;
  if (back) {
    if (!kept) throw nothingBefore();
    return kept.from;
  }
  const meant = to === undefined ? undefined : momentMeant(to, world.clock.now(), world.timeZone);
  if (isUnfinished && !(typeof meant === 'number' && /^\s*\d{4}-/.test(to ?? '')) && (to === undefined || meant)) {
    screen.paragraph({
      en: `A restore was begun (${shown(here, wanted).en}) and goes on.`,
      ko: `하던 복원을 이어서 합니다(${shown(here, wanted).ko}).`,
    });
    return wanted;
  }
  if (to === undefined) throw toWhat(here, standing);
  if (meant === undefined) return snapshotNamed(here, to, standing);
  // One that stays the one before has to go first: that it is there says more than any time.
  const moment = meant === 'latest' ? standing.window?.latest : meant;
  if (moment === undefined) throw noBackup(standing);
  if (!kept) assertWithin(here, moment, standing);
  const answer = momentAnswer(moment);
  screen.paragraph({
    en: `To ${shown(here, answer).en}. What was written since then is not in the restored database.`,
    ko: `복원할 시점: ${shown(here, answer).ko}. 그 뒤에 쓴 데이터는 복원한 데이터베이스에 없습니다.`,
  });
  return answer;
}

/** A source in words: a moment by the clocks here. */
function shown({ world: { timeZone } }: Surroundings, from: string): Words {
  if (from === 'empty') return { en: 'the first database', ko: '처음 데이터베이스' };
  if (!isMoment(from)) return verbatim(from);
  return verbatim(`${exactly(Date.parse(from), timeZone)} (${timeZone})`);
}

const exactly = (moment: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(moment);

function assertWithin(here: Surroundings, moment: number, { window, current }: Standing): void {
  if (!window) throw noBackup({ current });
  if (moment >= window.earliest && moment <= window.latest) return;
  const { timeZone } = here.world;
  const [from, to] = [exactly(window.earliest, timeZone), exactly(window.latest, timeZone)];
  throw new Trouble(
    'usage',
    {
      en: `The backups do not have ${exactly(moment, timeZone)} (${timeZone}).`,
      ko: `백업에 없는 시점입니다: ${exactly(moment, timeZone)}(${timeZone}).`,
    },
    {
      en: `Nothing was changed. They go from ${from} to ${to}; the end is always some minutes ago, and --to latest takes it.`,
      ko: `아무것도 바꾸지 않았습니다. ${from}부터 ${to}까지 복원할 수 있습니다. 가장 최근 시점은 항상 몇 분 전이며 --to latest로 지정합니다.`,
    },
  );
}

/** What can be the name of a snapshot. */
function snapshotNamed(here: Surroundings, raw: string, standing: Standing): string {
  const id = raw.trim();
  if (/^(rds:)?[A-Za-z](-?[A-Za-z0-9])*$/.test(id) && id.length <= 255) return id.toLowerCase();
  const range = standing.window
    ? verbatim(
        `${exactly(standing.window.earliest, here.world.timeZone)} – ${exactly(standing.window.latest, here.world.timeZone)}`,
      )
    : verbatim('–');
  throw new Trouble(
    'usage',
    {
      en: `--to is neither a time nor the name of a snapshot: ${quoted(oneLine(raw))}.`,
      ko: `--to 값이 시각도 스냅샷 이름도 아닙니다: ${quoted(oneLine(raw))}.`,
    },
    {
      en: `For example: --to "10 minutes ago", --to "2026-11-27 15:00", --to latest. The backups have ${range.en} (${here.world.timeZone}).`,
      ko: `예: --to "10분 전", --to "2026-11-27 15:00", --to latest. 백업이 있는 범위: ${range.ko}(${here.world.timeZone}).`,
    },
  );
}

/** It was made from there, and the app has written to it since: it is no way to have that data again. */
const madeFromThere = (here: Surroundings, from: string) =>
  new Trouble(
    'usage',
    {
      en: `The database that the app uses was restored from there before (${shown(here, from).en}), and may have changed since.`,
      ko: `앱이 쓰는 데이터베이스가 이미 거기에서 복원한 것이고(${shown(here, from).ko}), 그 뒤에 바뀌었을 수 있습니다.`,
    },
    {
      en: 'Nothing was changed. To have its data as it was, restore a moment right after that: `stepway db restore --list` shows which there are.',
      ko: '아무것도 바꾸지 않았습니다. 그때의 데이터가 다시 필요하면 바로 뒤의 시점으로 복원하세요. 가능한 시점은 `stepway db restore --list`로 볼 수 있습니다.',
    },
  );

/** Has the app take the database that is there now, and lets everything be as it was if it does not come up with it. */
async function switchOver(
  building: Building,
  { run, outputs }: Built,
  { from, before }: { readonly from: string; readonly before: string | undefined },
): Promise<number> {
  const { here, site, options, journal, progress } = building;
  const { world, screen, page } = here;
  progress.stop();
  if (!options.json)
    screen.paragraph({
      en: 'The database is ready. The app starts with it beside the one that serves …',
      ko: '데이터베이스가 준비되었습니다. 실행 중인 앱 옆에서 이 데이터베이스로 앱을 시작합니다…',
    });
  const release = await site.store.lock(`${journal.state.name}.deploy`);
  const ended = await switchApp(site, run).finally(release);
  if (ended?.is === 'refused') {
    if (before !== undefined) await goBack(building, before);
    showFailure(screen, { lines: ended.lines });
    throw refused(from, ended.lines);
  }
  await markBoth(run);
  const { current, kept } = databasesOf(journal.state);
  const switched = ended?.is ?? 'not-ours';
  if (options.json) {
    printJson(world.output, { is: 'done', from, changed: true, switched, databases: { current, kept }, outputs });
    return exitCodes.done;
  }
  const host = outputs.database ? `${outputs.database.host}:${outputs.database.port}` : '';
  page.paragraph({
    en: `Restored: ${shown(here, from).en}, at ${host}.`,
    ko: `복원했습니다: ${shown(here, from).ko}, 주소 ${host}.`,
  });
  screen.paragraph(said[switched]);
  if (kept)
    screen.paragraph({
      en: `The database before it is kept and goes on costing: ${kept.identifier}. \`stepway db restore --back\` returns to it, \`stepway db restore --remove-old\` removes it.`,
      ko: `이전 데이터베이스는 그대로 두며 비용도 계속 듭니다: ${kept.identifier}. \`stepway db restore --back\`으로 되돌아가거나 \`stepway db restore --remove-old\`로 지울 수 있습니다.`,
    });
  return exitCodes.done;
}

const said: Readonly<Record<'live' | 'nothing-to-restart' | 'not-ours', Words>> = {
  live: { en: 'The app runs with it.', ko: '앱이 이 데이터베이스로 실행 중입니다.' },
  'nothing-to-restart': {
    en: 'No app is running yet; the next deployment uses it.',
    ko: '아직 실행 중인 앱이 없습니다. 다음 배포부터 이 데이터베이스를 씁니다.',
  },
  'not-ours': {
    en: 'stepway does not run the app of this stack: have it use this address.',
    ko: '이 스택의 앱은 stepway가 실행하지 않습니다. 앱이 이 주소를 쓰게 하세요.',
  },
};

/** Everything but the app was changed: it is as it was before, and what was restored stays beside it. */
async function goBack({ here, site, options, journal }: Building, before: string): Promise<void> {
  const building = { ...options, ...({ databaseFrom: before } as object) };
  const { answers } = await beginAnswers({ ...here, interactive: false }, building);
  const back = await up({ site, journal, answers, dialogue: {} }, { skip: skipped(options), patience: 0 });
  if (back) await markBoth(back.run);
}

const refused = (from: string, lines: readonly string[]) =>
  new Trouble(
    'aws',
    {
      en: `The app does not start with the restored database (${from}), so it goes on with the one before.`,
      ko: `앱이 복원한 데이터베이스(${from})로 시작되지 않아 이전 데이터베이스를 계속 씁니다.`,
    },
    {
      en: 'Its last lines above say why. The restored one is kept: `stepway db restore --back` tries it again, `stepway db restore --remove-old` removes it.',
      ko: '이유는 위의 마지막 로그에 있습니다. 복원한 것은 남아 있습니다. `stepway db restore --back`으로 다시 시도하거나 `stepway db restore --remove-old`로 지우세요.',
    },
    { reached: { lines } },
  );

/** Removes the database that the app has left, as it is decided about its data. */
async function removeOld({ here, options, state, signal }: Doing): Promise<number> {
  const { world, screen, page, interactive, rehearsing } = here;
  const { kept } = databasesOf(state);
  if (!kept) throw nothingBefore();
  const asker = interactive ? person(world, screen, signal) : undefined;
  if (!asker && !rehearsing) needYes(options, 'stepway status');
  const standing = await standingOf(siteOf(here, options, { show: () => undefined, signal }), state, options.region);
  if (standing.isUnfinished) throw stillUsed(kept.identifier);
  const data: Removal['data'] = await agreeOnData([database], options.data, dialogueOn(screen, asker));
  if (data === undefined) return exitCodes.done;
  const progress = progressFor({ screen, steps, parts: [], clock: world.clock }, world, options.json ?? false);
  const site = siteOf(here, options, { show: progress.show, signal });
  try {
    const { region } = options;
    const rows = await onStack(site, state.name, (journal) => removeKept(site, journal, { region, data }));
    progress.stop();
    const waiting = rows.some(({ id, outcome }) => id === kept.identifier && outcome !== 'deleted');
    if (options.json)
      printJson(world.output, { is: waiting ? 'waiting' : 'done', receipt: receiptJson(rows, page.language) });
    else for (const row of rows) page.paragraph(fateOf(row));
    return waiting ? exitCodes.waiting : exitCodes.done;
  } finally {
    progress.stop();
  }
}

/** Restores a copy, says how long that took, and leaves nothing of it. */
async function practiseIt({ here, options, state, signal }: Doing): Promise<number> {
  const { world, screen, page, interactive, rehearsing } = here;
  const looking = siteOf(here, options, { show: () => undefined, signal });
  const { current, window } = await standingOf(looking, state, options.region);
  if (!current || !window) throw noBackup({ current });
  const hour = hourOf(state);
  screen.paragraph({
    en: `A copy of ${current.identifier} is restored from its newest backup, read by the server, and removed. The app does not notice. While it is there, the copy costs ${hour.en} an hour.`,
    ko: `${current.identifier}의 사본을 가장 최근 백업으로 복원해 서버에서 읽어 본 뒤 지웁니다. 앱에는 영향이 없습니다. 사본이 있는 동안 드는 비용: 시간당 ${hour.ko}.`,
  });
  const asker = interactive ? person(world, screen, signal) : undefined;
  if (asker && !(await asker.agree(screen.say({ en: 'Restore a copy now?', ko: '지금 사본을 복원해 볼까요?' }))))
    return exitCodes.done;
  if (!asker && !rehearsing) needYes(options, 'stepway status');
  const progress = progressFor({ screen, steps, parts: [], clock: world.clock }, world, options.json ?? false);
  const site = siteOf(here, options, { show: progress.show, signal });
  try {
    const { seconds, tables } = await onStack(site, state.name, (journal) => practise(site, journal, options.region));
    progress.stop();
    const moment = momentAnswer(window.latest);
    if (options.json) {
      printJson(world.output, { is: 'done', drill: { moment, seconds, ...(tables !== undefined && { tables }) } });
      return exitCodes.done;
    }
    const took = inEach((language) => duration(seconds, language));
    page.paragraph({
      en: `The copy was there after ${took.en}, with the data of ${shown(here, moment).en}.`,
      ko: `사본을 만드는 데 ${took.ko} 걸렸습니다. 데이터 시점: ${shown(here, moment).ko}.`,
    });
    page.paragraph(
      tables === undefined
        ? {
            en: 'No app has used the database yet, so nothing of it was read.',
            ko: '아직 데이터베이스를 쓴 앱이 없어 내용은 읽어 보지 않았습니다.',
          }
        : {
            en: `The server signed in to it as the app and counted ${tables} tables.`,
            ko: `서버가 앱의 사용자로 로그인해 테이블 ${tables}개를 확인했습니다.`,
          },
    );
    page.paragraph({
      en: `A real restore would take about ${Math.ceil(seconds / 60) + 1} minutes, the switch of the app included. The copy is removed.`,
      ko: `실제 복원은 앱을 바꾸는 것까지 약 ${Math.ceil(seconds / 60) + 1}분 걸립니다. 사본은 지웠습니다.`,
    });
    return exitCodes.done;
  } finally {
    progress.stop();
  }
}

/** What a database of this size costs an hour, by the built-in prices. */
function hourOf({ answers, pin }: State): Words {
  const rate = running(String(answers.get('database-class')?.value));
  const usd = rate.usd[pin?.region ?? ''];
  return usd === undefined
    ? { en: 'as much as the database', ko: '데이터베이스와 같은 비용' }
    : { en: `about ${usd.toFixed(3)} USD`, ko: `약 ${usd.toFixed(3)}달러` };
}

/** What became of it, or of its last copy. */
const fateOf = ({ id, outcome, why }: ReceiptRow): Words =>
  outcome === 'deleted'
    ? { en: `Deleted: ${id}. AWS no longer lists it.`, ko: `삭제했습니다: ${id}. AWS 목록에 더 이상 없습니다.` }
    : { en: `Kept: ${id}${why ? ` (${why.en})` : ''}.`, ko: `남겼습니다: ${id}${why ? `(${why.ko})` : ''}.` };

const howTo: Words = {
  en: 'Say with --to what to restore: "10 minutes ago", "2026-11-27 15:00", latest, or the name of a snapshot. `stepway db restore --list` shows which there are.',
  ko: '무엇으로 복원할지 --to로 지정하세요: "10분 전", "2026-11-27 15:00", latest 또는 스냅샷 이름. 목록은 `stepway db restore --list`에서 볼 수 있습니다.',
};

function toWhat(here: Surroundings, { window }: Standing): Trouble {
  const { timeZone } = here.world;
  const range = window && `${exactly(window.earliest, timeZone)} – ${exactly(window.latest, timeZone)} (${timeZone})`;
  return new Trouble(
    'usage',
    range === undefined
      ? { en: 'There is no backup to restore yet.', ko: '아직 복원할 백업이 없습니다.' }
      : { en: `It can be restored to any second of ${range}.`, ko: `복원할 수 있는 범위: ${range}.` },
    howTo,
  );
}

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

const nothingBefore = () =>
  new Trouble(
    'usage',
    { en: 'No earlier database is kept.', ko: '남겨 둔 이전 데이터베이스가 없습니다.' },
    {
      en: 'There is one after a restore: `stepway db restore --to "10 minutes ago"`.',
      ko: '복원한 뒤에 생깁니다: `stepway db restore --to "10분 전"`',
    },
  );

const noBackup = ({ current }: Pick<Standing, 'current'>) =>
  new Trouble(
    'usage',
    {
      en: `There is no backup of ${current?.identifier ?? 'the database'} yet.`,
      ko: `아직 백업이 없습니다: ${current?.identifier ?? '데이터베이스'}.`,
    },
    {
      en: 'Nothing was changed. The first one takes some minutes after the database is made; with --backup-days 0 there is none.',
      ko: '아무것도 바꾸지 않았습니다. 첫 백업은 데이터베이스를 만들고 몇 분 뒤에 생기며, --backup-days 0이면 만들지 않습니다.',
    },
  );

const stillUsed = (identifier: string) =>
  new Trouble(
    'usage',
    {
      en: `A restore is not finished, and the app may still use ${identifier}.`,
      ko: `복원이 끝나지 않아 앱이 아직 쓰고 있을 수 있습니다: ${identifier}.`,
    },
    {
      en: 'Nothing was deleted. Finish it with `stepway db restore` first.',
      ko: '아무것도 삭제하지 않았습니다. 먼저 `stepway db restore`로 마치세요.',
    },
  );
