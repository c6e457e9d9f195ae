import { Trouble } from '../../errors.ts';
import { momentMeant } from '../../moment.ts';
import type { Made, Standing } from '../../operations/restore.ts';
import { oneLine, quoted } from '../../plain.ts';
import { empty, isMoment, momentAnswer } from '../../steps/database/source.ts';
import { verbatim, type Words } from '../../words.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Restoring } from './action.ts';

/** The answer that gives what was asked for; what was begun goes on, since "10 minutes ago" is another time by now. */
export function sourceWanted({ here, options }: Restoring, standing: Standing): string {
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
  if (meant === undefined) return fresh(here, snapshotNamed(here, to, standing), standing);
  // One that stays the one before has to go first: that it is there says more than any time.
  const moment = meant === 'latest' ? standing.window?.latest : meant;
  if (moment === undefined) throw noBackup(standing);
  if (!kept) assertWithin(here, moment, standing);
  const answer = fresh(here, momentAnswer(moment), standing);
  screen.paragraph({
    en: `To ${shown(here, answer).en}. What was written since then is not in the restored database.`,
    ko: `복원할 시점: ${shown(here, answer).ko}. 그 뒤에 쓴 데이터는 복원한 데이터베이스에 없습니다.`,
  });
  return answer;
}

/** @throws Trouble `usage` when what is kept was made from there: it would come back as it is now, not as it was there. */
function fresh(here: Surroundings, from: string, { kept }: Standing): string {
  if (kept?.from === from) throw keptFromThere(here, kept);
  return from;
}

/** A source in words: a moment by the clocks here. */
export function shown({ world: { timeZone } }: Surroundings, from: string): Words {
  if (from === empty) return { en: 'the first database', ko: '처음 데이터베이스' };
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

/** The one from there is kept beside the present one, with all that was written to it. */
const keptFromThere = (here: Surroundings, { identifier, from }: Made) =>
  new Trouble(
    'usage',
    {
      en: `A database from there (${shown(here, from).en}) is kept already, and has what the app wrote to it since: ${identifier}.`,
      ko: `거기에서 복원한 데이터베이스(${shown(here, from).ko})가 이미 남아 있고, 그 뒤에 앱이 쓴 데이터도 들어 있습니다: ${identifier}.`,
    },
    {
      en: 'Nothing was changed. `stepway db restore --back` returns to it as it is now. For the data as it was there, remove it with `stepway db restore --remove-old`, then run the same command again.',
      ko: '아무것도 바꾸지 않았습니다. 지금 상태 그대로 되돌아가려면 `stepway db restore --back`을 쓰세요. 그때의 데이터가 필요하면 `stepway db restore --remove-old`로 지운 뒤 같은 명령을 다시 실행하세요.',
    },
  );

/** It was made from there, and the app has written to it since: it is no way to have that data again. */
export const madeFromThere = (here: Surroundings, from: string) =>
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

export const howTo: Words = {
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

export const nothingBefore = () =>
  new Trouble(
    'usage',
    { en: 'No earlier database is kept.', ko: '남겨 둔 이전 데이터베이스가 없습니다.' },
    {
      en: 'There is one after a restore: `stepway db restore --to "10 minutes ago"`.',
      ko: '복원한 뒤에 생깁니다: `stepway db restore --to "10분 전"`',
    },
  );

export const noBackup = ({ current }: Pick<Standing, 'current'>) =>
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
