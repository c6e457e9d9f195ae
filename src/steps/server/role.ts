import { roleFor } from '../roles.ts';

/** The server's role, which only EC2 may assume; each permission is a step of its own. */
export const role = roleFor({
  id: 'server-role',
  title: { en: 'Server role (IAM)', ko: '서버의 역할(IAM)' },
  needs: {},
  asks: {},
  description: (stack) => `What the server of ${stack} may do in AWS`,
  document: () => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }),
});
