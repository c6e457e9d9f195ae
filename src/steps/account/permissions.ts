import { paginateSimulatePrincipalPolicy, type IAMClient } from '@aws-sdk/client-iam';
import { Trouble } from '../../errors.ts';
import { defineStep } from '../../engine/step.ts';
import { simulations, type Simulation } from '../../permissions/simulations.ts';
import { whoAmI } from './identity.ts';

/**
 * The principal whose policies count: a session of a role is asked about as the role.
 * `arn:aws:sts::1:assumed-role/admin/me` → `arn:aws:iam::1:role/admin`
 */
const principal = (arn: string): string =>
  arn.replace(/^(arn:[\w-]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/, '$1:iam::$2:role/$3');

/** Asks IAM whether this identity may do all that stepway may have to do. */
export const permissions = defineStep({
  id: 'permissions',
  title: { en: 'Permissions', ko: '권한 확인' },
  needs: {},
  asks: {},

  async find(context) {
    const { arn, root } = await whoAmI(context);
    if (root) return { checked: 'root' };
    const [first, ...rest] = simulations(context);
    const asked = first && (await denied(context.simulator, arn, first));
    // Not everybody may ask. The build finds out by itself, and goes on later where it was refused.
    if (!asked) return { checked: 'not allowed to ask' };
    const others = await Promise.all(rest.map((simulation) => denied(context.simulator, arn, simulation)));
    const lack = [asked, ...others].flatMap((actions) => actions ?? []).toSorted();
    if (lack.length > 0) throw lacking(lack);
    return { checked: 'all allowed' };
  },
});

/** Which of some actions no policy of this identity allows; undefined when IAM does not say. */
async function denied(iam: IAMClient, arn: string, simulation: Simulation): Promise<string[] | undefined> {
  try {
    const found: string[] = [];
    const asked = { PolicySourceArn: principal(arn), ...simulation };
    for await (const page of paginateSimulatePrincipalPolicy({ client: iam }, asked))
      for (const { EvalActionName, EvalDecision } of page.EvaluationResults ?? [])
        if (EvalActionName && EvalDecision !== 'allowed') found.push(EvalActionName);
    return found;
  } catch {
    return undefined;
  }
}

function lacking(denied: readonly string[]): Trouble {
  const line = JSON.stringify({ Effect: 'Allow', Action: denied, Resource: '*' });
  return new Trouble(
    'aws',
    {
      en: `Your AWS identity lacks what this needs: ${denied.join(', ')}.`,
      ko: `지금 로그인한 사용자에게 필요한 권한 ${denied.length}개가 없습니다: ${denied.join(', ')}.`,
    },
    {
      en: `Nothing was made. Ask whoever manages the account for this line in your IAM policy: ${line}, or for the whole policy that \`stepway plan --permissions\` prints.`,
      ko: `아직 아무것도 만들지 않았습니다. 계정 관리자에게 IAM 정책에 다음 줄을 추가해 달라고 하거나, \`stepway plan --permissions\`가 출력하는 정책 전체를 요청하세요: ${line}`,
    },
  );
}
