import { policyFor } from '../roles.ts';
import { role } from '../server/role.ts';
import { filesBucketClosed } from './bucket.ts';
import { files } from './questions.ts';

/**
 * Lets the app read, write and delete its files, and sign links to them. An earlier version stays out of its reach: what
 * breaks into the app cannot delete for good.
 */
export const serverUsesFiles = policyFor({
  id: 'files-access',
  title: { en: 'Server can use its files', ko: '서버에 파일 버킷 사용 허용' },
  needs: { role, bucket: filesBucketClosed },
  asks: { files },
  follows: { initial: ['files'] },
  when: (answers) => answers.files,
  // A bucket alone may have been kept for what is in it.
  says: { answers: () => ({ files: true }), absence: { files: false } },
  policyName: 'use-files',
  document: ({ partition, needs }) => {
    const arn = `arn:${partition}:s3:::${needs.bucket.bucket}`;
    return {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: arn },
        {
          Effect: 'Allow',
          Action: [
            's3:AbortMultipartUpload',
            's3:DeleteObject',
            's3:GetObject',
            's3:ListMultipartUploadParts',
            's3:PutObject',
          ],
          Resource: `${arn}/*`,
        },
      ],
    };
  },
});
