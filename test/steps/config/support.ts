import {
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
  type ConfigurationRecorder,
} from '@aws-sdk/client-config-service';
import {
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { rules } from '../../../src/steps/config/rules.ts';
import {
  arn,
  existing,
  global,
  linkedRole,
  on,
  prefixed,
  tagsIn,
  type Authorizations,
  type Scene,
} from '../../support/authorizing.ts';
import { here, idOf, type Spoiler, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';

const bucket = (send: (stack: Stack, Bucket: string) => Promise<unknown>) => ({
  value: (stack: Stack) => send(stack, idOf(stack, 'config-bucket', 'bucket')),
});

/** The recorder as somebody else would set it. */
const recorder =
  (change: Partial<ConfigurationRecorder>): Spoiler =>
  (stack) => {
    const { name, roleArn, group, mode } = here(stack).recorders[0]!;
    return stack.aws.configService.send(
      new PutConfigurationRecorderCommand({
        ConfigurationRecorder: { name, roleARN: roleArn, recordingGroup: group, recordingMode: mode, ...change },
      }),
    );
  };

export const stopRecording: Spoiler = (stack) =>
  stack.aws.configService.send(
    new StopConfigurationRecorderCommand({ ConfigurationRecorderName: here(stack).recorders[0]!.name }),
  );

export const recordEverything = recorder({ recordingGroup: { allSupported: true } });

const rule = (step: string, of: { readonly ofAccount?: true }) => {
  const put =
    (change: object): Spoiler =>
    (stack) => {
      const ConfigRuleName = idOf(stack, step, 'ruleName');
      const { source, scope } = here(stack).configRules.find(({ name }) => name === ConfigRuleName)!;
      return stack.aws.configService.send(
        new PutConfigRuleCommand({
          ConfigRule: { ConfigRuleName, Source: { Owner: 'AWS', SourceIdentifier: source }, Scope: scope, ...change },
        }),
      );
    };
  return {
    identifier: put({ Source: { Owner: 'AWS', SourceIdentifier: 'EIP_ATTACHED' } }),
    ...(!of.ofAccount && { scope: put({ Scope: { ComplianceResourceTypes: ['AWS::EC2::Instance'] } }) }),
  };
};

export const spoilers: Spoilers = {
  'config-bucket-closed': bucket(({ aws }, Bucket) => aws.s3.send(new DeletePublicAccessBlockCommand({ Bucket }))),
  'config-bucket-policy': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketPolicyCommand({ Bucket }))),
  'config-bucket-expiry': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketLifecycleCommand({ Bucket }))),
  'config-recorder': {
    roleARN: recorder({ roleARN: 'arn:aws:iam::123456789012:role/other' }),
    resourceTypes: recordEverything,
    recordingFrequency: recorder({ recordingMode: { recordingFrequency: 'DAILY' } }),
  },
  'config-channel': {
    // Another bucket that AWS Config may write to.
    s3BucketName: async (stack) => {
      here(stack).deliveryChannels[0]!.bucket = 'other';
    },
  },
  'config-recording': { recording: stopRecording },
  ...Object.fromEntries(rules.map((one) => [`config-rule-${one.id}`, rule(`config-rule-${one.id}`, one)])),
};

/** A recorder, by name. https://docs.aws.amazon.com/service-authorization/latest/reference/list_config.html */
const recording = ({ input, operation }: Scene) => {
  const name: string = input.ConfigurationRecorder?.name ?? input.ConfigurationRecorderName;
  return [
    on(`config:${operation}`, arn('config', `configuration-recorder/${name}/0123`)),
    ...(operation === 'PutConfigurationRecorder'
      ? [
          on('iam:PassRole', global('iam', 'role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig'), {
            'iam:PassedToService': 'config.amazonaws.com',
          }),
        ]
      : []),
  ];
};

/** No kind of resource of its own. */
const channelling = ({ operation }: Scene) => [on(`config:${operation}`, '*')];

const aRule = arn('config', 'config-rule/config-rule-012345');

export const authorizations: Authorizations = {
  'config:DeleteConfigRule': (scene) =>
    existing(scene, 'config:DeleteConfigRule', aRule, scene.input.ConfigRuleName as string),
  'config:DeleteConfigurationRecorder': recording,
  'config:DeleteDeliveryChannel': channelling,
  'config:PutConfigRule': ({ input }) => [
    on('config:PutConfigRule', aRule, prefixed('aws:RequestTag', tagsIn(input.Tags))),
  ],
  'config:PutConfigurationRecorder': recording,
  'config:PutDeliveryChannel': channelling,
  'config:StartConfigurationRecorder': recording,
  'config:StopConfigurationRecorder': recording,
  'config:TagResource': (scene) => {
    const { ResourceArn } = scene.input as { readonly ResourceArn: string };
    return existing(scene, 'config:TagResource', ResourceArn, ResourceArn.replace(/^.*\//, ''));
  },
  'iam:CreateServiceLinkedRole': () => [linkedRole('config.amazonaws.com', 'AWSServiceRoleForConfig')],
};
