import { DescribeInstanceTypesCommand } from '@aws-sdk/client-ec2';
import { isOnFreePlan } from '../../aws/account-plan.ts';
import type { Context } from '../../engine/step.ts';
import { obstacle, ok, type Check } from '../../engine/verdict.ts';

/** Whether the account's plan includes the type: AWS marks those of the Free plan. */
export const typeAllowed: Check<Context & { readonly answers: { readonly type: string } }> = {
  about: { en: 'plan: server size', ko: '요금제: 서버 크기' },
  async ask(given) {
    const { type } = given.answers;
    if (!(await isOnFreePlan(given))) return undefined;
    const Filters = [{ Name: 'free-tier-eligible', Values: ['true'] }];
    const { InstanceTypes = [] } = await given.ec2.send(new DescribeInstanceTypesCommand({ Filters }));
    const included = InstanceTypes.map(({ InstanceType }) => String(InstanceType)).toSorted();
    if (included.length === 0) return undefined;
    if (included.includes(type)) return ok;
    const list = included.join(', ');
    return obstacle(
      {
        en: `The account is on the Free plan, which does not include ${type}.`,
        ko: `계정이 무료 플랜이어서 ${type} 유형을 쓸 수 없습니다.`,
      },
      {
        en: `Choose another --instance-type (${list}), or upgrade the account to the paid plan (Billing console).`,
        ko: `다른 --instance-type을 고르거나(${list}), 결제 콘솔에서 유료 플랜으로 바꾸세요.`,
      },
      'usage',
    );
  },
};
