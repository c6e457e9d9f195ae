import type { DeliveryChannel } from '@aws-sdk/client-config-service';
import { refuse } from '../errors.ts';
import { accountId, lowers } from '../ids.ts';
import { linkedRole } from '../linked-roles.ts';
import { write } from '../s3/objects.ts';
import { bucketArn } from '../s3/shared.ts';
import type { Call, Moment, Operations, Service } from '../service.ts';
import { tag, tagged, tagList } from '../tags.ts';
import type { KeptRule } from './data.ts';

// Errors as in https://docs.aws.amazon.com/config/latest/APIReference/API_Operations.html; their texts as moto has them.

const recorderNamed = ({ here }: Call, name = '') =>
  here.recorders.find((one) => one.name === name) ??
  refuse(
    'NoSuchConfigurationRecorderException',
    `Cannot find configuration recorder with the specified name '${name}'.`,
  );

const channelNamed = ({ here }: Call, name = '') =>
  here.deliveryChannels.find((one) => one.name === name) ??
  refuse('NoSuchDeliveryChannelException', `Cannot find delivery channel with specified name '${name}'.`);

const ruleNamed = ({ here }: Call, name = ''): KeptRule =>
  here.configRules.find((one) => one.name === name) ??
  refuse(
    'NoSuchConfigRuleException',
    `The ConfigRule '${name}' provided in the request is invalid. Please check the configRule name`,
  );

const ruleArn = ({ id }: KeptRule, { region }: Call) => `arn:aws:config:${region}:${accountId}:config-rule/${id}`;

const ruleAt = (call: Call, arn = ''): KeptRule =>
  call.here.configRules.find((one) => ruleArn(one, call) === arn) ??
  refuse('ResourceNotFoundException', `ResourceArn '${arn}' does not exist`);

/** Those of these names, or all. */
const chosen = <One>(names: readonly string[] | undefined, all: readonly One[], named: (name: string) => One) =>
  names?.length ? names.map(named) : all;

interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: string;
}

/** AWS Config writes a file to see whether it can: https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html */
function tryBucket(call: Call, { s3BucketName: name }: DeliveryChannel): void {
  const bucket = call.account.buckets.find((one) => one.name === name && one.goneAt === undefined);
  if (!bucket) return refuse('NoSuchBucketException', `Cannot find a S3 bucket with name '${name}'.`);
  const { Statement = [] } = JSON.parse(bucket.policy ?? '{}') as { Statement?: Statement[] };
  const mayWrite = Statement.some(
    ({ Effect, Principal, Action, Resource }) =>
      Effect === 'Allow' &&
      JSON.stringify(Principal).includes('"config.amazonaws.com"') &&
      Action === 's3:PutObject' &&
      Resource === `${bucketArn(bucket.name)}/AWSLogs/${accountId}/Config/*`,
  );
  // Object Lock: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-deliverychannel.html
  if (!mayWrite || bucket.lock || !linkedRole('AWSServiceRoleForConfig', call))
    refuse(
      'InsufficientDeliveryPolicyException',
      `Insufficient delivery policy to s3 bucket: ${name}, unable to write to bucket, provided s3 key prefix is 'null', provided kms key is 'null'.`,
    );
  write(bucket, { key: `AWSLogs/${accountId}/Config/ConfigWritabilityCheckFile`, etag: '"0"', size: 0 }, call.now);
}

const operations = {
  PutConfigurationRecorder({ ConfigurationRecorder: input = {} }, call) {
    const { name = '', roleARN: roleArn, recordingGroup: group, recordingMode } = input;
    if (name === '' || name.length > 256)
      refuse('InvalidConfigurationRecorderNameException', `The configuration recorder name '${name}' is not valid.`);
    if (!roleArn) return refuse('InvalidRoleException', 'The role ARN is empty.');
    const types = group?.resourceTypes ?? [];
    if (!group || (group.allSupported ? types.length > 0 : types.length === 0))
      return refuse('InvalidRecordingGroupException', 'The recording group provided is not valid');
    const set = { roleArn, group, mode: recordingMode ?? { recordingFrequency: 'CONTINUOUS' as const } };
    const known = call.here.recorders.find((one) => one.name === name);
    if (known) {
      Object.assign(known, set);
      return {};
    }
    if (call.here.recorders.length > 0)
      refuse(
        'MaxNumberOfConfigurationRecordersExceededException',
        `Failed to put configuration recorder '${name}' because the maximum number of configuration recorders: 1 is reached.`,
      );
    const arn = `arn:aws:config:${call.region}:${accountId}:configuration-recorder/${name}/${lowers(call.seed(), 16)}`;
    call.here.recorders.push({ name, arn, ...set, recording: false });
    return {};
  },

  DescribeConfigurationRecorders: ({ ConfigurationRecorderNames }, call) => ({
    ConfigurationRecorders: chosen(ConfigurationRecorderNames, call.here.recorders, (name) =>
      recorderNamed(call, name),
    ).map(({ name, arn, roleArn, group, mode }) => ({
      name,
      arn,
      roleARN: roleArn,
      recordingGroup: group,
      recordingMode: mode,
    })),
  }),

  DescribeConfigurationRecorderStatus: ({ ConfigurationRecorderNames }, call) => ({
    ConfigurationRecordersStatus: chosen(ConfigurationRecorderNames, call.here.recorders, (name) =>
      recorderNamed(call, name),
    ).map(({ name, arn, recording }) => ({ name, arn, recording })),
  }),

  DeleteConfigurationRecorder({ ConfigurationRecorderName }, call) {
    const gone = recorderNamed(call, ConfigurationRecorderName);
    call.here.recorders = call.here.recorders.filter((one) => one !== gone);
    return {};
  },

  StartConfigurationRecorder({ ConfigurationRecorderName }, call) {
    const recorder = recorderNamed(call, ConfigurationRecorderName);
    if (call.here.deliveryChannels.length === 0)
      refuse(
        'NoAvailableDeliveryChannelException',
        'Delivery channel is not available to start configuration recorder.',
      );
    recorder.recording = true;
    return {};
  },

  StopConfigurationRecorder({ ConfigurationRecorderName }, call) {
    recorderNamed(call, ConfigurationRecorderName).recording = false;
    return {};
  },

  PutDeliveryChannel({ DeliveryChannel: input = {} }, call) {
    const { name = '', s3BucketName: bucket = '' } = input;
    const { here } = call;
    if (here.recorders.length === 0)
      refuse(
        'NoAvailableConfigurationRecorderException',
        'Configuration recorder is not available to put delivery channel.',
      );
    if (name === '' || name.length > 256)
      refuse('InvalidDeliveryChannelNameException', `The delivery channel name '${name}' is not valid.`);
    const known = here.deliveryChannels.find((one) => one.name === name);
    if (!known && here.deliveryChannels.length > 0)
      refuse(
        'MaxNumberOfDeliveryChannelsExceededException',
        `Failed to put delivery channel '${name}' because the maximum number of delivery channels: 1 is reached.`,
      );
    tryBucket(call, input);
    if (known) known.bucket = bucket;
    else here.deliveryChannels.push({ name, bucket });
    return {};
  },

  DescribeDeliveryChannels: ({ DeliveryChannelNames }, call) => ({
    DeliveryChannels: chosen(DeliveryChannelNames, call.here.deliveryChannels, (name) => channelNamed(call, name)).map(
      ({ name, bucket }) => ({ name, s3BucketName: bucket }),
    ),
  }),

  DeleteDeliveryChannel({ DeliveryChannelName }, call) {
    const gone = channelNamed(call, DeliveryChannelName);
    if (call.here.recorders.some(({ recording }) => recording))
      refuse(
        'LastDeliveryChannelDeleteFailedException',
        `Failed to delete last specified delivery channel with name '${gone.name}', because there is a running configuration recorder.`,
      );
    call.here.deliveryChannels = call.here.deliveryChannels.filter((one) => one !== gone);
    return {};
  },

  PutConfigRule({ ConfigRule: input, Tags }, call) {
    const { ConfigRuleName: name = '', Source, Scope: scope } = input ?? {};
    const { here } = call;
    if (here.recorders.length === 0)
      refuse(
        'NoAvailableConfigurationRecorderException',
        'Configuration recorder is not available to put config rule.',
      );
    const source = Source?.SourceIdentifier ?? '';
    if (Source?.Owner !== 'AWS' || !/^[A-Z\d_]+$/.test(source) || name === '' || name.length > 128)
      refuse('InvalidParameterValueException', `The sourceIdentifier ${source} is invalid.`);
    if (scope?.TagKey && scope.ComplianceResourceTypes?.length)
      refuse('InvalidParameterValueException', 'Scope cannot be applied to both resource and tag');
    const known = here.configRules.find((one) => one.name === name);
    if (known?.goneAt)
      refuse('ResourceInUseException', `The rule ${name} is currently being deleted. Please retry after some time`);
    if (known) {
      delete known.scope;
      Object.assign(known, { source, ...(scope && { scope }) });
      return {};
    }
    // https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html
    if (here.configRules.length >= 1000)
      refuse(
        'MaxNumberOfConfigRulesExceededException',
        `Failed to put config rule '${name}' because the maximum number of config rules: 1000 is reached.`,
      );
    const id = `config-rule-${lowers(call.seed(), 6)}`;
    here.configRules.push({ name, id, source, ...(scope && { scope }), broken: 0, tags: tagged(Tags) });
    return {};
  },

  DescribeConfigRules: ({ ConfigRuleNames }, call) => ({
    ConfigRules: chosen(ConfigRuleNames, call.here.configRules, (name) => ruleNamed(call, name)).map((rule) => ({
      ConfigRuleName: rule.name,
      ConfigRuleId: rule.id,
      ConfigRuleArn: ruleArn(rule, call),
      Source: { Owner: 'AWS' as const, SourceIdentifier: rule.source },
      ...(rule.scope && { Scope: rule.scope }),
      ConfigRuleState: rule.goneAt ? ('DELETING' as const) : ('ACTIVE' as const),
    })),
  }),

  DescribeComplianceByConfigRule: ({ ConfigRuleNames }, call) => ({
    ComplianceByConfigRules: chosen(ConfigRuleNames, call.here.configRules, (name) => ruleNamed(call, name)).map(
      ({ name, broken }) => ({
        ConfigRuleName: name,
        Compliance:
          broken > 0
            ? {
                ComplianceType: 'NON_COMPLIANT' as const,
                ComplianceContributorCount: { CappedCount: Math.min(broken, 25), CapExceeded: broken > 25 },
              }
            : { ComplianceType: 'COMPLIANT' as const },
      }),
    ),
  }),

  DeleteConfigRule({ ConfigRuleName }, call) {
    const rule = ruleNamed(call, ConfigRuleName);
    if (rule.goneAt)
      refuse(
        'ResourceInUseException',
        `The rule ${rule.name} is currently being deleted. Please retry after some time`,
      );
    rule.goneAt = call.after('config rule deleted');
    return {};
  },

  TagResource({ ResourceArn, Tags }, call) {
    tag(ruleAt(call, ResourceArn).tags, Tags);
    return {};
  },

  ListTagsForResource: ({ ResourceArn }, call) => ({ Tags: tagList(ruleAt(call, ResourceArn).tags) }),
} satisfies Operations<typeof import('@aws-sdk/client-config-service')>;

/** Rules go a while after they are told to. */
function settle({ here, now }: Moment): void {
  here.configRules = here.configRules.filter(({ goneAt = Infinity }) => goneAt > now);
}

/** AWS Config: what it would record is not played. */
export const config = {
  operations,
  regional: {
    atFirst: () => ({ recorders: [], deliveryChannels: [], configRules: [] }),
    inventory: ({ recorders, deliveryChannels, configRules }) => [
      ...recorders.map(({ name }) => ({ kind: 'configuration-recorder', id: name, tags: {} })),
      ...deliveryChannels.map(({ name }) => ({ kind: 'delivery-channel', id: name, tags: {} })),
      ...configRules.map(({ name, tags }) => ({ kind: 'config-rule', id: name, tags })),
    ],
  },
  settle,
} satisfies Service;
