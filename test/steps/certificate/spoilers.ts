import { RemoveTagsFromCertificateCommand } from '@aws-sdk/client-acm';
import type { Untag } from '../../support/spoiling.ts';

export const untag: Untag = {
  certificate: ({ aws }, CertificateArn, keys) =>
    aws.acm.send(new RemoveTagsFromCertificateCommand({ CertificateArn, Tags: keys.map((Key) => ({ Key })) })),
};
