import { exitCodes, Trouble } from '../../errors.ts';
import { databasesOf, markBoth, runsApp, switchApp } from '../../operations/restore.ts';
import { up, type Built } from '../../operations/up.ts';
import { showFailure } from '../../ui/deploy-view.ts';
import { oneLine } from '../../plain.ts';
import { printJson } from '../../ui/output.ts';
import type { Words } from '../../words.ts';
import { beginAnswers } from '../begin.ts';
import type { Building } from '../building.ts';
import { databaseFrom } from '../../steps/database/questions.ts';
import { withAnswers } from '../options.ts';
import { skipped } from '../site.ts';
import { shown } from './restore-source.ts';

/** Has the app take the database that is there now, and lets everything be as it was if it does not come up with it. */
export async function switchOver(
  building: Building,
  { run, outputs }: Built,
  { from, before }: { readonly from: string; readonly before: string | undefined },
): Promise<number> {
  const { here, site, options, journal, progress } = building;
  const { world, screen, page } = here;
  progress.stop();
  if (!options.json && runsApp(journal.state))
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
  const { secretArn } = outputs.database ?? {};
  if (switched === 'not-ours' && secretArn !== undefined) page.whole(oneLine(secretArn));
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
    en: 'stepway does not run the app of this stack, so the app still uses the database before. Set this address where it has the present one (DATABASE_URL, for example), with the user and password of its own secret in Secrets Manager, and restart it:',
    ko: '이 스택의 앱은 stepway가 실행하지 않아 아직 이전 데이터베이스를 쓰고 있습니다. 앱 설정(DATABASE_URL 등)의 주소를 이 주소로, 사용자와 비밀번호를 아래 보안 암호(Secrets Manager)의 값으로 바꾸고 앱을 다시 시작하세요.',
  },
};

/** Everything but the app was changed: it is as it was before, and what was restored stays beside it. */
async function goBack({ here, site, options, journal }: Building, before: string): Promise<void> {
  const building = withAnswers(options, [{ question: databaseFrom, answer: before }]);
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
