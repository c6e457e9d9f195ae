import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { Trouble } from '../../errors.ts';
import { defineStep } from '../../engine/step.ts';
import { allActions } from '../../permissions/actions.ts';
import { whoAmI } from './identity.ts';

/**
 * The principal whose policies count: a session of a role is asked about as the role.
 * `arn:aws:sts::1:assumed-role/admin/me` → `arn:aws:iam::1:role/admin`
 */
export const principal = (arn: string): string =>
  arn.replace(/^(arn:[\w-]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/, '$1:iam::$2:role/$3');

/** Asks IAM whether this identity may do all that stepway may have to do. */
export const permissions = defineStep({
  id: 'permissions',
  title: { en: 'Permissions', ko: '권한 확인' },
  needs: {},
  asks: {},

  async find({ iam, sts }) {
    const { arn, root } = await whoAmI({ sts });
    if (root) return { checked: 'root' };
    const denied: string[] = [];
    try {
      let marker: string | undefined;
      do {
        const page = await iam.send(
          new SimulatePrincipalPolicyCommand({
            PolicySourceArn: principal(arn),
            ActionNames: [...allActions],
            ...(marker && { Marker: marker }),
          }),
        );
        for (const { EvalActionName = '', EvalDecision } of page.EvaluationResults ?? [])
          // Conditions on tags and names cannot be judged here, so only what no policy mentions counts as denied.
          if (EvalDecision === 'implicitDeny') denied.push(EvalActionName);
        marker = page.IsTruncated ? page.Marker : undefined;
      } while (marker);
    } catch {
      // Not everybody may ask. The build finds out by itself, and goes on later where it was refused.
      return { checked: 'not allowed to ask' };
    }
    if (denied.length > 0) throw lacking(denied);
    return { checked: 'all allowed' };
  },
});

function lacking(denied: readonly string[]): Trouble {
  const line = JSON.stringify({ Effect: 'Allow', Action: denied, Resource: '*' });
  return new Trouble(
    'aws',
    {
      en: `Your AWS identity may not do ${denied.length} of the things this needs: ${denied.join(', ')}.`,
      ko: `지금 로그인한 사용자에게 필요한 권한 ${denied.length}개가 없습니다: ${denied.join(', ')}.`,
    },
    {
      en: `Nothing was made. Ask for this line in your IAM policy, or for all of \`stepway plan --permissions\`: ${line}`,
      ko: `아직 아무것도 만들지 않았습니다. IAM 정책에 다음 줄(또는 \`stepway plan --permissions\` 전체)을 추가해 달라고 요청하세요: ${line}`,
    },
  );
}
