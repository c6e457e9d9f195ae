import { role } from '../server/role.ts';
import { bucket } from './bucket.ts';
import { policyFor } from '../roles.ts';
import { settingsPath } from './layout.ts';

/**
 * Lets the server fetch deployments from this bucket and the settings of this stack, and see no other. AWS's own key
 * for Parameter Store serves whoever may read the parameter: it needs no permission, and costs nothing.
 */
export const serverReads = policyFor({
  id: 'bundle-access',
  title: { en: 'Server can read bundles and settings', ko: '서버에 번들과 설정 읽기 허용' },
  needs: { role, bucket },
  asks: {},
  policyName: 'read-bundles',
  document: ({ partition, region, account, tags, needs }) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: `arn:${partition}:s3:::${needs.bucket.bucket}/*`,
      },
      {
        Effect: 'Allow',
        Action: 'ssm:GetParametersByPath',
        Resource: ['', '/*'].map(
          (below) => `arn:${partition}:ssm:${region}:${account}:parameter${settingsPath(tags['stepway:id'])}${below}`,
        ),
      },
      // What Session Manager's policy allows for every parameter: the settings of other stacks are none of its business.
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
      {
        Effect: 'Deny',
        Action: ['ssm:GetParameter', 'ssm:GetParameters'],
        Resource: `arn:${partition}:ssm:*:*:parameter/stepway/*`,
      },
    ],
  }),
});
