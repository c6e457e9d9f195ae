import { CreateServiceLinkedRoleCommand } from '@aws-sdk/client-iam';
import { getRole } from '../../aws/roles.ts';
import { defineStep, gone, ready } from '../../engine/step.ts';
import { linkedRole, reads } from '../../permissions/allow.ts';
import { audit } from '../audit/questions.ts';

const service = 'config.amazonaws.com';
const roleName = 'AWSServiceRoleForConfig';

/**
 * The role with which AWS Config looks around: AWS's own, one an account, which may only read. Others may be using it,
 * so it is never deleted.
 * https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 */
export const configRole = defineStep({
  id: 'config-role',
  title: { en: 'Role of AWS Config', ko: 'AWS Config의 역할' },
  asks: { audit },
  follows: { initial: ['audit'] },
  when: (answers) => answers.audit === 'trail+config',
  allows: [reads('iam:GetRole'), linkedRole(service)],

  find: async ({ iam }) => ((await getRole(iam, roleName)) ? { roleName } : undefined),

  async create({ iam }) {
    await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: service }));
    return { roleName };
  },

  check: async ({ iam }) => ((await getRole(iam, roleName)) ? ready() : gone),
});

/** Where it is in every account. */
export const configRolePath = `role/aws-service-role/${service}/${roleName}`;
