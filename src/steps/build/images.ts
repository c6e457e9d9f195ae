import { inOne } from '../images/access.ts';
import { images, pushes } from '../images/repository.ts';
import { policyFor } from '../roles.ts';
import { buildRole } from './role.ts';

export const buildsPush = policyFor({
  id: 'images-build-push',
  title: { en: 'Builds can push images, and nothing else there', ko: '빌드에 이미지 올리기만 허용' },
  needs: { role: buildRole, images },
  policyName: 'push-images',
  document: ({ needs }) => inOne(needs.images.repositoryArn, pushes),
});
