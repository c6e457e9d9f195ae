import type { PlannedStep } from '../engine/plan.ts';
import type { AnyStep, Removal } from '../engine/step.ts';
import { Trouble } from '../errors.ts';
import { joined, type Words } from '../words.ts';
import type { Dialogue } from './dialogue.ts';

/**
 * What to do with the data in what is deleted; undefined when there is none.
 *
 * @throws Trouble `usage` when it was not given and there is nobody to ask.
 */
export async function agreeOnData(
  going: readonly AnyStep[],
  data: Removal['data'],
  { dataOf }: Dialogue,
): Promise<Removal['data']> {
  const holders = going.filter((step) => step.going?.data);
  if (holders.length === 0 || data) return data;
  if (dataOf) return dataOf(holders);
  const title = joined(', ', ...holders.map((holder) => holder.title));
  const kept = joined(', ', ...holders.map(({ going }) => going?.data?.kept));
  throw new Trouble(
    'usage',
    {
      en: `${title.en} would be deleted, and its data needs a decision.`,
      ko: `삭제할 자원의 데이터를 어떻게 할지 정하지 않았습니다: ${title.ko}.`,
    },
    {
      en: `Use --data snapshot to keep ${kept.en}, or --data delete to delete the data permanently.`,
      ko: `데이터를 남기려면(${kept.ko}) --data snapshot, 완전히 삭제하려면 --data delete를 지정하세요.`,
    },
  );
}

/**
 * Whether to replace what held data and is missing: the new one is empty.
 *
 * @throws Trouble `usage` when nobody has said so: nothing is replaced by something empty without a word for it.
 */
export async function agreeOnLoss(
  plan: readonly PlannedStep[],
  data: Removal['data'],
  { replaces }: Dialogue,
): Promise<boolean> {
  const lost = plan.find(({ step, action }) => step.going?.data && action === 'repair')?.step;
  if (!lost || data === 'delete') return true;
  const { title } = lost;
  const what: Words = {
    en: `${title.en} is missing from the account, and its data with it.`,
    ko: `계정에서 사라져 데이터도 함께 없어졌습니다: ${title.ko}.`,
  };
  if (replaces && !data) return replaces(what);
  throw new Trouble('usage', what, {
    en: 'Nothing was changed. `stepway db restore --list` shows which snapshots there are, and `stepway up --database-from NAME --data delete` makes the database of one. For a new, empty one, add --data delete.',
    ko: '아무것도 건드리지 않았습니다. 남은 스냅샷은 `stepway db restore --list`로 보고, `stepway up --database-from 이름 --data delete`로 그 데이터를 되살릴 수 있습니다. 비어 있는 것으로 새로 만들려면 --data delete를 추가하세요.',
  });
}
