import type { Removal } from '../../engine/step.ts';
import type { ReceiptRow } from '../../engine/teardown.ts';
import { exitCodes, Trouble } from '../../errors.ts';
import { agreeOnData } from '../../operations/consent.ts';
import { onStack } from '../../operations/on-stack.ts';
import { databasesOf, removeKept, runsApp, standingOf } from '../../operations/restore.ts';
import { person } from '../../questions/prompt.ts';
import { database } from '../../steps/database/instance.ts';
import { steps } from '../../steps/index.ts';
import { printJson } from '../../ui/output.ts';
import { progressFor } from '../../ui/progress.ts';
import { receiptJson } from '../../ui/receipt-view.ts';
import type { Words } from '../../words.ts';
import { dialogueOn, needYes } from '../consent.ts';
import { siteOf } from '../site.ts';
import type { Restoring } from './action.ts';
import { nothingBefore } from './restore-source.ts';

/** Removes the database that the app has left, as it is decided about its data. */
export async function removeOld({ here, options, state, signal }: Restoring): Promise<number> {
  const { world, screen, page, interactive, rehearsing } = here;
  const { kept } = databasesOf(state);
  if (!kept) throw nothingBefore();
  const asker = interactive ? person(world, screen, signal) : undefined;
  if (!asker && !rehearsing) needYes(options, 'stepway status');
  const standing = await standingOf(siteOf(here, options, { show: () => undefined, signal }), state, options.region);
  if (standing.isUnfinished) throw stillUsed(kept.identifier);
  if (!runsApp(state)) screen.paragraph(leftByHand);
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

const leftByHand: Words = {
  en: 'stepway does not run the app of this stack, and cannot tell whether it still uses the database before: make sure that it has the address of the new one, which `stepway outputs` shows.',
  ko: '이 스택의 앱은 stepway가 실행하지 않으므로 앱이 이전 데이터베이스를 아직 쓰는지 알 수 없습니다. 앱이 `stepway outputs`에 나오는 새 주소를 쓰는지 먼저 확인하세요.',
};

/** What became of it, or of its last copy. */
const fateOf = ({ id, outcome, why }: ReceiptRow): Words =>
  outcome === 'deleted'
    ? { en: `Deleted: ${id}. AWS no longer lists it.`, ko: `삭제했습니다: ${id}. AWS 목록에 더 이상 없습니다.` }
    : { en: `Kept: ${id}${why ? ` (${why.en})` : ''}.`, ko: `남겼습니다: ${id}${why ? `(${why.ko})` : ''}.` };

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
