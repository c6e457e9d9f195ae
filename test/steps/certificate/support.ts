import { arn, existing, labelled, on, prefixed, tagsIn, type Authorizations } from '../../support/authorizing.ts';

export const authorizations: Authorizations = {
  'acm:AddTagsToCertificate': labelled(
    'acm:AddTagsToCertificate',
    ({ CertificateArn }) => [CertificateArn],
    (id) => id,
  ),
  'acm:DeleteCertificate': (scene) =>
    existing(scene, 'acm:DeleteCertificate', scene.input.CertificateArn, scene.input.CertificateArn),
  'acm:RequestCertificate': ({ input }) => {
    const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
    return ['acm:RequestCertificate', 'acm:AddTagsToCertificate'].map((action) =>
      on(action, arn('acm', 'certificate/*'), tags),
    );
  },
};
