import { Trouble } from '../errors.ts';
import type { PlannedStep } from '../engine/plan.ts';
import type { Removal } from '../engine/context.ts';
import type { AnyStep } from '../engine/step.ts';
import type { Person } from '../questions/person.ts';
import type { Screen } from '../ui/screen.ts';
import type { Words } from '../words.ts';
import type { CommonOptions } from './command.ts';

/** @throws Trouble `usage` when there is no person to confirm and no --yes. */
export function needYes({ yes }: CommonOptions, preview = 'stepway plan'): void {
  if (yes) return;
  throw new Trouble(
    'usage',
    {
      en: 'This command needs your confirmation, but it cannot ask here (no terminal, CI or --json).',
      ko: '만들거나 삭제하려면 동의가 필요한데, 지금은 물어볼 수 없습니다(터미널이 아니거나 CI, --json).',
    },
    {
      en: `Review \`${preview}\`, then add --yes.`,
      ko: `먼저 \`${preview}\`으로 확인한 뒤 --yes를 추가하세요.`,
    },
  );
}

const fates: readonly { value: NonNullable<Removal['data']>; name: Words }[] = [
  { value: 'snapshot', name: { en: 'Keep a final snapshot', ko: '마지막 사본(스냅샷) 남기기' } },
  { value: 'delete', name: { en: 'Delete it permanently', ko: '완전히 삭제하기' } },
];

/**
 * What to do with the data in what is deleted; undefined when there is none.
 *
 * @throws Trouble `usage` when it was not given and there is no person to ask.
 */
export async function agreeOnData(
  screen: Screen,
  going: readonly AnyStep[],
  { data }: { readonly data?: Removal['data'] },
  asker: Person | undefined,
): Promise<Removal['data']> {
  const holding = going.find((step) => step.going?.data);
  if (!holding || data) return data;
  const { title } = holding;
  if (asker)
    return asker.choose(
      screen.say({
        en: `${title.en} will be deleted. What about its data?`,
        ko: `삭제 대상: ${title.ko}. 안에 있는 데이터는 어떻게 할까요?`,
      }),
      fates,
    );
  throw new Trouble(
    'usage',
    {
      en: `${title.en} would be deleted, and its data needs a decision.`,
      ko: `삭제할 자원의 데이터를 어떻게 할지 정하지 않았습니다: ${title.ko}.`,
    },
    {
      en: 'Use --data snapshot to keep a final snapshot, or --data delete to delete the data permanently.',
      ko: '마지막 사본을 남기려면 --data snapshot, 완전히 삭제하려면 --data delete를 지정하세요.',
    },
  );
}

/**
 * Whether to replace what held data and is missing: the new one is empty.
 *
 * @returns false when the person declines.
 * @throws Trouble `usage` when nobody has said so: nothing is replaced by something empty without a word for it.
 */
export async function agreeOnLoss(
  screen: Screen,
  plan: readonly PlannedStep[],
  { data }: { readonly data?: Removal['data'] },
  asker: Person | undefined,
): Promise<boolean> {
  const lost = plan.find(({ step, action }) => step.going?.data && action === 'repair')?.step;
  if (!lost || data === 'delete') return true;
  const { title } = lost;
  const what: Words = {
    en: `${title.en} is missing from the account, and its data with it.`,
    ko: `계정에서 사라져 데이터도 함께 없어졌습니다: ${title.ko}.`,
  };
  if (asker && !data) {
    screen.paragraph(what);
    return asker.agree(screen.say({ en: 'Create a new, empty one?', ko: '비어 있는 것으로 새로 만들까요?' }), false);
  }
  throw new Trouble('usage', what, {
    en: 'Nothing was changed. Look for a backup in the RDS console first (Snapshots, Automated backups). To go on with a new, empty one, add --data delete.',
    ko: '아무것도 건드리지 않았습니다. 먼저 RDS 콘솔의 스냅샷과 자동 백업에 남은 백업이 있는지 확인하세요. 비어 있는 것으로 새로 만들려면 --data delete를 추가하세요.',
  });
}
