import { exitCodes } from '../../errors.ts';
import { assertMayPractise, practise } from '../../operations/drill.ts';
import { onStack } from '../../operations/on-stack.ts';
import { standingOf } from '../../operations/restore.ts';
import { person } from '../../questions/prompt.ts';
import type { State } from '../../state/state.ts';
import { running } from '../../steps/database/prices.ts';
import { momentAnswer } from '../../steps/database/source.ts';
import { steps } from '../../steps/index.ts';
import { printJson } from '../../ui/output.ts';
import { progressFor } from '../../ui/progress.ts';
import { duration } from '../../ui/time.ts';
import { inEach, type Words } from '../../words.ts';
import { needYes } from '../consent.ts';
import { siteOf } from '../site.ts';
import type { Restoring } from './action.ts';
import { noBackup, shown } from './restore-source.ts';

/** Restores a copy, says how long that took, and leaves nothing of it. */
export async function practiseIt({ here, options, state, signal }: Restoring): Promise<number> {
  const { world, screen, page, interactive, rehearsing } = here;
  const looking = siteOf(here, options, { show: () => undefined, signal });
  const { current, window } = await standingOf(looking, state, options.region);
  if (!current || !window) throw noBackup({ current });
  if (!options.skipPermissionCheck) await assertMayPractise(looking, state, options.region);
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
