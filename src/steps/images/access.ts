import { githubRole } from '../delivery/github.ts';
import { policyFor } from '../roles.ts';
import { role } from '../server/role.ts';
import { images, pulls, pushes } from './repository.ts';

/** These actions in one repository, with the key to the registry, for which IAM knows no resource. */
export const inOne = (repositoryArn: string, actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: actions, Resource: repositoryArn },
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
  ],
});

export const serverPulls = policyFor({
  id: 'images-pull',
  title: { en: 'Server can pull the images', ko: '서버에 이미지 받기 허용' },
  needs: { role, images },
  policyName: 'pull-images',
  document: ({ needs }) => inOne(needs.images.repositoryArn, pulls),
});

export const githubPushes = policyFor({
  id: 'images-push',
  title: { en: 'GitHub can push images, and nothing else there', ko: 'GitHub에 이미지 올리기만 허용' },
  needs: { role: githubRole, images },
  policyName: 'push-images',
  document: ({ needs }) => inOne(needs.images.repositoryArn, pushes),
});
