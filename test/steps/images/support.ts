import {
  DeleteLifecyclePolicyCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
} from '@aws-sdk/client-ecr';
import { pushes } from '../../../src/steps/images/repository.ts';
import { arn, existing, on, prefixed, tagsIn, type Authorizations, type Scene } from '../../support/authorizing.ts';
import type { Asked } from '../../support/iam.ts';
import { idOf, policySpoilers, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';

const name = (stack: Stack) => idOf(stack, 'images', 'repository');

export const spoilers: Spoilers = {
  images: {
    imageTagMutability: (stack) =>
      stack.aws.ecr.send(
        new PutImageTagMutabilityCommand({ repositoryName: name(stack), imageTagMutability: 'MUTABLE' }),
      ),
    scanOnPush: (stack) =>
      stack.aws.ecr.send(
        new PutImageScanningConfigurationCommand({
          repositoryName: name(stack),
          imageScanningConfiguration: { scanOnPush: false },
        }),
      ),
  },
  'images-expiry': {
    rules: (stack) => stack.aws.ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName: name(stack) })),
  },
  'images-pull': policySpoilers('images-pull'),
  'images-push': policySpoilers('images-push'),
  'images-build-push': policySpoilers('images-build-push'),
};

/** Docker pushes with the key. */
const pushing = (): Asked[] => [
  on('ecr:GetAuthorizationToken', '*'),
  ...pushes.map((action) =>
    on(action, arn('ecr', 'repository/demo-0123abcd-images'), { 'aws:ResourceTag/stepway:name': 'demo' }),
  ),
];

/** A repository that is there, by its name or its ARN. */
const there = (scene: Scene): Asked[] => {
  const { input, operation } = scene;
  const repository = input.repositoryName ?? input.resourceArn.replace(/^.*:repository\//, '');
  return existing(scene, `ecr:${operation}`, arn('ecr', `repository/${repository}`), repository).map((one) => ({
    ...one,
    context: { ...one.context, ...prefixed('aws:RequestTag', tagsIn(input.tags)) },
  }));
};

const created = ({ input }: Scene): Asked[] =>
  ['ecr:CreateRepository', 'ecr:TagResource'].map((action) =>
    on(action, arn('ecr', `repository/${input.repositoryName}`), prefixed('aws:RequestTag', tagsIn(input.tags))),
  );

export const authorizations: Authorizations = {
  'ecr:CreateRepository': created,
  'ecr:DeleteRepository': there,
  'ecr:GetAuthorizationToken': pushing,
  'ecr:GetLifecyclePolicy': there,
  'ecr:PutImageScanningConfiguration': there,
  'ecr:PutImageTagMutability': there,
  'ecr:PutLifecyclePolicy': there,
  'ecr:TagResource': there,
};
