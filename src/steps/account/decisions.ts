import type { Aws } from '../../aws/clients.ts';
import type { Allowance } from '../../permissions/allow.ts';
import { principalOf, simulate, type Decision, type Decisions } from '../../permissions/simulate.ts';
import { simulations, type Whose } from '../../permissions/simulations.ts';
import type { Words } from '../../words.ts';
import { whoAmI } from './identity.ts';

/** The worse of two decisions on one action, about different things. */
const worse = (a: Decision | undefined, b: Decision): Decision => {
  const badness = ['allowed', 'unsure', 'denied'] as const;
  return a !== undefined && badness.indexOf(a) > badness.indexOf(b) ? a : b;
};

/**
 * Asks IAM what of that is allowed to whoever is signed in; undefined for the root user, whom the simulator does not
 * support.
 *
 * @param wanted what each step may do.
 * @throws what AWS says when the caller may not ask.
 */
export async function decisionsOn(
  given: Pick<Aws, 'sts' | 'simulator'> & Whose,
  wanted: readonly (readonly Allowance[])[],
): Promise<Decisions | undefined> {
  const { arn, root } = await whoAmI(given);
  if (root) return undefined;
  const { simulator } = given;
  const principal = await principalOf(simulator, arn);
  const [first, ...rest] = simulations(wanted, given);
  if (!first) return undefined;
  // Not everyone may call the simulator; one refusal is enough to know.
  const asked = await simulate(simulator, principal, first, given);
  const others = await Promise.all(rest.map((simulation) => simulate(simulator, principal, simulation, given)));
  const decisions = new Map<string, Decision>();
  for (const [action, decision] of [asked, ...others].flatMap((some) => [...some]))
    decisions.set(action, worse(decisions.get(action), decision));
  return decisions;
}

/** The actions that are certain to be refused, sorted. */
export const deniedIn = (decisions: Decisions): string[] =>
  [...decisions].flatMap(([action, decision]) => (decision === 'denied' ? action : [])).toSorted();

/** A statement of an IAM policy that allows these actions. */
export const statement = (actions: readonly string[]): string =>
  JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' });

/**
 * What to do about missing permissions.
 *
 * @param policy the command that prints the policy in which they are.
 */
export const asked = (actions: readonly string[], policy = 'stepway plan --permissions'): Words => ({
  en: `Ask your account administrator to add this statement to your IAM policy: ${statement(actions)}, or the whole policy that \`${policy}\` prints.`,
  ko: `계정 관리자에게 IAM 정책에 ${statement(actions)} 줄을 추가해 달라고 하거나, \`${policy}\`가 출력하는 정책 전체를 붙여 달라고 하세요.`,
});
