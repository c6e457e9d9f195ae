import { DescribeInstanceTypesCommand } from '@aws-sdk/client-ec2';
import { isOnFreePlan } from '../../aws/account-plan.ts';
import type { Aws } from '../../aws/clients.ts';
import type { Context } from '../../engine/step.ts';
import { obstacle, ok, type Check } from '../../engine/verdict.ts';

/** The types of the Free plan, where the account is on it and AWS tells them. */
export async function includedTypes(aws: Pick<Aws, 'freeTier' | 'ec2'>): Promise<readonly string[] | undefined> {
  if (!(await isOnFreePlan(aws))) return undefined;
  const Filters = [{ Name: 'free-tier-eligible', Values: ['true'] }];
  const { InstanceTypes = [] } = await aws.ec2.send(new DescribeInstanceTypesCommand({ Filters }));
  const included = InstanceTypes.map(({ InstanceType }) => String(InstanceType)).toSorted();
  return included.length > 0 ? included : undefined;
}

/** Whether the account's plan includes the type: AWS marks those of the Free plan. */
export const typeAllowed: Check<Context & { readonly answers: { readonly type: string } }> = {
  about: { en: 'plan: server size', ko: '요금제: 서버 크기' },
  async ask(given) {
    const { type } = given.answers;
    const included = await includedTypes(given);
    if (!included) return undefined;
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
