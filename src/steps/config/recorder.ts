import {
  DeleteConfigurationRecorderCommand,
  DeleteDeliveryChannelCommand,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
  type ConfigServiceClient,
  type ResourceType,
} from '@aws-sdk/client-config-service';
import { uniqueNameOf } from '../../aws/names.ts';
import { orNothing } from '../../aws/replies.ts';
import { defineStep, gone, there, type Context } from '../../engine/step.ts';
import { obstacle, ok, type Verdict } from '../../engine/verdict.ts';
import { allow, later, reads } from '../../permissions/allow.ts';
import { oneLine } from '../../plain.ts';
import { monthly } from '../../prices/prices.ts';
import { audit } from '../audit/questions.ts';
import { settingStep } from '../setting.ts';
import { configBucketExpiry } from './bucket.ts';
import { checking, checksAMonth, itemsAMonth, recording } from './prices.ts';
import { configRole, configRolePath } from './role.ts';

/** The kinds of things that stepway makes and AWS Config knows, in the order of the alphabet: each record costs. */
const kinds = [
  'AWS::ACM::Certificate',
  'AWS::CloudTrail::Trail',
  'AWS::EC2::EIP',
  'AWS::EC2::Instance',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::EC2::Volume',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBSubnetGroup',
  'AWS::S3::Bucket',
] as const satisfies readonly ResourceType[];

/** A setting of somebody's that AWS added to the list is one that is not wanted, wherever it stands. */
const inOrder = (types: readonly string[] = []): string[] => types.toSorted();

const onRecorder = allow(
  'AWS Config has one recorder a Region, with the name of its stack.',
  'arn:*:config:*:*:configuration-recorder/*-config-recorder/*',
);

const onChannel = allow('AWS Config has one delivery channel a Region; IAM cannot tell it from another.', '*');

const passConfigRole = allow('AWS Config’s own role, which may only read.', `arn:*:iam::*:${configRolePath}`, {
  StringEquals: { 'iam:PassedToService': 'config.amazonaws.com' },
})('iam:PassRole');

const channelId = 'config-channel';

/**
 * A Region has one recorder that is the customer's, and one channel: those of somebody else stay as they are.
 * https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
async function nobodyElses(given: Context): Promise<Verdict> {
  const { configService, uniqueName, stack, tags } = given;
  const { ConfigurationRecorders = [] } = await configService.send(new DescribeConfigurationRecordersCommand({}));
  const { DeliveryChannels = [] } = await configService.send(new DescribeDeliveryChannelsCommand({}));
  const channelName = uniqueNameOf(stack, tags['stepway:id'], channelId);
  const others = [
    // A service's own, such as Security Hub's, takes nobody's place.
    ...ConfigurationRecorders.filter(({ servicePrincipal }) => !servicePrincipal).map(({ name }) => name),
    ...DeliveryChannels.map(({ name }) => name),
  ].filter((name) => name !== uniqueName && name !== channelName);
  const names = [...new Set(others.map((name = '') => oneLine(name)))].join(', ');
  if (names === '') return ok;
  return obstacle(
    {
      en: `AWS Config records in this Region already (${names}), and a Region has only one recorder and one delivery channel.`,
      ko: `이 리전에서는 이미 AWS Config를 쓰고 있습니다(${names}). 레코더와 전송 채널은 리전에 하나씩만 만들 수 있습니다.`,
    },
    {
      en: 'It was left unchanged. Use --audit trail and go on with that one, or delete its recorder and delivery channel yourself.',
      ko: '그대로 두었습니다. --audit trail로 바꿔 기존 것을 계속 쓰거나, 그 레코더와 전송 채널을 직접 삭제하세요.',
    },
    'usage',
  );
}

/** Neither it nor the channel can be told by tags alone: the id of the stack is in the name, which nobody else gives. */
export const configRecorder = defineStep({
  id: 'config-recorder',
  title: { en: 'Recorder of configurations (AWS Config)', ko: '구성 레코더(AWS Config)' },
  needs: { role: configRole },
  asks: { audit },
  when: (answers) => answers.audit === 'trail+config',
  allows: [
    reads('config:DescribeConfigurationRecorders', 'config:DescribeDeliveryChannels'),
    onRecorder('config:PutConfigurationRecorder'),
    passConfigRole,
    later(onRecorder('config:DeleteConfigurationRecorder')),
  ],
  follows: { live: ['role'], initial: ['audit'] },
  preflight: [{ about: { en: 'AWS Config in this Region', ko: '이 리전의 AWS Config' }, ask: nobodyElses }],

  settings: {
    roleARN: {
      title: { en: 'role', ko: '역할' },
      wanted: ({ partition, account }) => `arn:${partition}:iam::${account}:${configRolePath}`,
    },
    resourceTypes: { title: { en: 'recorded kinds of resources', ko: '기록하는 자원 종류' }, wanted: kinds },
    recordingFrequency: { title: { en: 'frequency', ko: '기록 주기' }, wanted: 'CONTINUOUS' },
  },

  async find({ configService, uniqueName }) {
    return (await recorderNamed(configService, uniqueName)) && { recorderName: uniqueName };
  },

  async create(given) {
    await put(given, given.uniqueName, given.wanted);
    return { recorderName: given.uniqueName };
  },

  async check({ configService }, { recorderName }) {
    const found = await recorderNamed(configService, recorderName);
    if (!found) return gone;
    const { roleARN, recordingGroup, recordingMode } = found;
    return there({
      settings: {
        roleARN,
        resourceTypes: inOrder(recordingGroup?.resourceTypes),
        recordingFrequency: recordingMode?.recordingFrequency ?? 'CONTINUOUS',
      },
    });
  },

  change: (given, { recorderName }) => put(given, recorderName, given.wanted),

  async delete({ configService }, { recorderName: ConfigurationRecorderName }) {
    await orNothing(configService.send(new DeleteConfigurationRecorderCommand({ ConfigurationRecorderName })));
  },

  says: {
    price: () => [
      monthly(
        {
          en: `AWS Config, about ${itemsAMonth} records of new and changed resources a month`,
          ko: `AWS Config(월 기록 약 ${itemsAMonth}건)`,
        },
        recording,
        itemsAMonth,
      ),
      monthly(
        {
          en: `AWS Config rules, about ${checksAMonth} checks a month`,
          ko: `AWS Config 규칙(월 점검 약 ${checksAMonth}건)`,
        },
        checking,
        checksAMonth,
      ),
    ],
  },
});

async function recorderNamed(configService: ConfigServiceClient, name: string) {
  const asked = new DescribeConfigurationRecordersCommand({ ConfigurationRecorderNames: [name] });
  return (await orNothing(configService.send(asked)))?.ConfigurationRecorders?.[0];
}

async function put(
  { configService }: Context,
  name: string,
  { roleARN, resourceTypes }: { readonly roleARN: string; readonly resourceTypes: readonly ResourceType[] },
): Promise<void> {
  await configService.send(
    new PutConfigurationRecorderCommand({
      ConfigurationRecorder: {
        name,
        roleARN,
        recordingGroup: {
          allSupported: false,
          includeGlobalResourceTypes: false,
          resourceTypes: [...resourceTypes],
          recordingStrategy: { useOnly: 'INCLUSION_BY_RESOURCE_TYPES' },
        },
        recordingMode: { recordingFrequency: 'CONTINUOUS' },
      },
    }),
  );
}

/** Where what is recorded goes: without one, a recorder does not start. */
export const configChannel = defineStep({
  id: channelId,
  title: { en: 'Delivery channel of AWS Config', ko: 'AWS Config 전송 채널' },
  needs: { recorder: configRecorder, bucket: configBucketExpiry },
  allows: [
    onChannel('config:PutDeliveryChannel'),
    later(onChannel('config:DeleteDeliveryChannel')),
    later(onRecorder('config:StopConfigurationRecorder')),
  ],
  follows: { live: ['bucket'] },
  settings: { s3BucketName: { title: { en: 'bucket', ko: '버킷' }, wanted: ({ needs }) => needs.bucket.bucket } },

  async find({ configService, uniqueName, needs }) {
    const found = await channelNamed(configService, uniqueName);
    return found && { channelName: uniqueName, recorderName: needs.recorder.recorderName };
  },

  async create({ configService, uniqueName, needs, wanted }) {
    await configService.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: uniqueName, ...wanted } }));
    return { channelName: uniqueName, recorderName: needs.recorder.recorderName };
  },

  async check({ configService }, { channelName }) {
    const found = await channelNamed(configService, channelName);
    return found ? there({ settings: { s3BucketName: found.s3BucketName } }) : gone;
  },

  async change({ configService, wanted }, { channelName: name }) {
    await configService.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name, ...wanted } }));
  },

  /** AWS keeps the last channel of a recorder that runs. */
  async delete({ configService }, { channelName, recorderName: ConfigurationRecorderName }) {
    await orNothing(configService.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName })));
    await orNothing(configService.send(new DeleteDeliveryChannelCommand({ DeliveryChannelName: channelName })));
  },
});

async function channelNamed(configService: ConfigServiceClient, name: string) {
  const asked = new DescribeDeliveryChannelsCommand({ DeliveryChannelNames: [name] });
  return (await orNothing(configService.send(asked)))?.DeliveryChannels?.[0];
}

/** A new recorder records nothing until it is told to. */
export const configRecording = settingStep({
  id: 'config-recording',
  title: { en: 'AWS Config records', ko: 'AWS Config 기록 켜기' },
  needs: { channel: configChannel },
  allows: [reads('config:DescribeConfigurationRecorderStatus'), onRecorder('config:StartConfigurationRecorder')],
  settings: { recording: { title: { en: 'recording', ko: '기록' }, wanted: true } },
  handle: ({ needs }) => ({ recorderName: needs.channel.recorderName }),
  async read({ configService }, { recorderName }) {
    const asked = new DescribeConfigurationRecorderStatusCommand({ ConfigurationRecorderNames: [recorderName] });
    const found = (await orNothing(configService.send(asked)))?.ConfigurationRecordersStatus?.[0];
    return found && { recording: found.recording };
  },
  write: ({ configService }, { recorderName: ConfigurationRecorderName }) =>
    configService.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName })),
});
