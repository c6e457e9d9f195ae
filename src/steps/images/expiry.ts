import { GetLifecyclePolicyCommand, PutLifecyclePolicyCommand } from '@aws-sdk/client-ecr';
import { orNothing } from '../../aws/replies.ts';
import { allow } from '../../permissions/allow.ts';
import { settingStep } from '../setting.ts';
import { images, repositoryNamed } from './repository.ts';

/**
 * How many images stay: more than the versions that the bucket keeps however old they are, each of which may be gone
 * back to.
 */
const kept = 30;

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
const rules = [
  {
    rulePriority: 1,
    description: 'What has lost its tag',
    selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 },
    action: { type: 'expire' },
  },
  {
    rulePriority: 2,
    description: 'Old versions of the app',
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: kept },
    action: { type: 'expire' },
  },
];

const inRepositories = allow('When images expire, by the name of their registry.', 'arn:*:ecr:*:*:repository/*-images');

export const imagesExpiry = settingStep({
  id: 'images-expiry',
  title: { en: 'Old images expire', ko: '오래된 이미지 자동 삭제' },
  needs: { images },
  allows: [inRepositories('ecr:GetLifecyclePolicy', 'ecr:PutLifecyclePolicy')],
  settings: {
    rules: { title: { en: 'when images expire', ko: '이미지 자동 삭제 규칙' }, wanted: () => ({ rules }) },
  },
  handle: ({ needs }) => ({ repository: needs.images.repository }),

  async read({ ecr }, { repository: repositoryName }) {
    const found = await orNothing(ecr.send(new GetLifecyclePolicyCommand({ repositoryName })));
    return found?.lifecyclePolicyText === undefined ? undefined : { rules: JSON.parse(found.lifecyclePolicyText) };
  },

  isGone: async ({ ecr }, { repository }) => !(await repositoryNamed(ecr, repository)),

  async write({ ecr }, { repository: repositoryName }, { rules }) {
    await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: JSON.stringify(rules) }));
  },
});
