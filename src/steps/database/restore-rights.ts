import type { Context } from '../../engine/step.ts';
import { obstacle, ok, type Check, type Verdict } from '../../engine/verdict.ts';
import { allow, later, makes, reads, uses, type Allowance } from '../../permissions/allow.ts';
import { asked, decisionsOn, deniedIn } from '../account/decisions.ts';
import { permissions } from '../account/permissions.ts';
import { empty, identifierFor, isMoment, sourceOf } from './source.ts';

const toMoment = 'rds:RestoreDBInstanceToPointInTime';
const ofSnapshot = 'rds:RestoreDBInstanceFromDBSnapshot';

const touchesRestored = allow(
  'A restore is authorized on what it takes as well: the snapshot that it is of, which may be of an earlier stack, and the parameters and options that the new database gets.',
  ['arn:*:rds:*:*:og:*', 'arn:*:rds:*:*:pg:*', 'arn:*:rds:*:*:snapshot:*'],
);

const restoring = (...actions: string[]) => [makes, uses, touchesRestored].map((scope) => later(scope(...actions)));

/** What makes a database of another one, or of a snapshot: any stack with a database may be asked to. */
export const restores: readonly Allowance[] = [
  later(reads('rds:DescribeDBInstanceAutomatedBackups')),
  ...restoring(toMoment, ofSnapshot),
];

/** What a copy of a moment takes, as a drill makes one. */
export const restoresMoment: readonly Allowance[] = restoring(toMoment);

/**
 * Whether IAM allows to restore, which few are allowed by the policy that builds a stack: AWS itself would say so only
 * after the yes. RDS has no dry run.
 *
 * @throws what AWS says when the caller may not ask.
 */
export async function rightTo(
  given: Pick<Context, 'sts' | 'simulator' | 'partition' | 'region' | 'account' | 'stack'>,
  allowances: readonly Allowance[],
): Promise<Verdict> {
  const decisions = await decisionsOn(given, [allowances]);
  const denied = decisions ? deniedIn(decisions) : [];
  if (denied.length === 0) return ok;
  const fix = asked(denied, 'stepway plan --permissions restore');
  return obstacle(
    {
      en: `Your AWS identity is missing permissions to restore data: ${denied.join(', ')}.`,
      ko: `지금 로그인한 사용자에게 데이터를 복원할 권한이 없습니다: ${denied.join(', ')}.`,
    },
    {
      en: `${fix.en} If you are sure you have them, add --skip-permission-check.`,
      ko: `${fix.ko} 권한이 있는 것이 확실하면 --skip-permission-check를 추가하세요.`,
    },
  );
}

type Given = Context & { readonly answers: { readonly from: string } };

export const mayRestore: Check<Given> = {
  about: { en: 'permission to restore', ko: '복원 권한' },
  among: permissions.id,

  async ask(given, id, was) {
    const { from } = given.answers;
    if (from === empty || (id !== undefined && was && sourceOf(was) === from)) return undefined;
    // Going back makes nothing.
    if (given.retired.includes(identifierFor(given.name, from))) return undefined;
    return rightTo(given, restoring(isMoment(from) ? toMoment : ofSnapshot));
  },
};
