import { role } from '../server/role.ts';
import { bucket } from './bucket.ts';
import { policyFor } from '../roles.ts';

/** Lets the server fetch deployments from this bucket, and see no other. */
export const serverReads = policyFor({
  id: 'bundle-access',
  title: { en: 'Server can read the bucket', ko: '서버에 버킷 읽기 허용' },
  needs: { role, bucket },
  asks: {},
  policyName: 'read-bundles',
  document: ({ partition, needs }) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: `arn:${partition}:s3:::${needs.bucket.bucket}/*`,
      },
    ],
  }),
});
