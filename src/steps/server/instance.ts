import {
  ModifyInstanceAttributeCommand,
  ModifyInstanceMetadataOptionsCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type _InstanceType,
  type Instance,
} from '@aws-sdk/client-ec2';
import { instances } from '../../aws/collections.ts';
import { tagSpecification } from '../../aws/tags.ts';
import { defineStep, drifted, gone, obstacle, ok, pending, ready } from '../../engine/step.ts';
import { oneLine } from '../../plain.ts';
import { hourly, monthly } from '../../prices/prices.ts';
import type { Words } from '../../words.ts';
import { domain, www } from '../domain/questions.ts';
import { elasticIp } from '../elastic-ip/questions.ts';
import { appPort, entry } from '../firewall/questions.ts';
import { serverGroup, unguarded, withOurs } from '../firewall/groups.ts';
import { publicSubnets } from '../network/ready.ts';
import { cpuQuota } from './cpu-quota.ts';
import { typeAllowed } from './free-plan.ts';
import { architectureOf, image } from './image.ts';
import { instanceProfile, roleInProfile } from './instance-profile.ts';
import { instanceType } from './questions.ts';
import { sessionManager } from './session-manager.ts';
import { userData } from './user-data.ts';

/** GiB; fits the image, with room for an app. */
const diskSize = 10;

/** IMDSv2 only, one hop: an app tricked into requesting the metadata (SSRF) gets nothing. */
const metadata = { HttpTokens: 'required', HttpPutResponseHopLimit: 1 } as const;

const isTokenRequired = (found: Instance | undefined) =>
  found?.MetadataOptions?.HttpTokens === metadata.HttpTokens &&
  (found.MetadataOptions.HttpPutResponseHopLimit ?? 1) <= metadata.HttpPutResponseHopLimit;

/** On its one network interface, which is what the instance's own list of groups describes. */
const groupsOf = (found: Instance | undefined) =>
  found?.NetworkInterfaces?.[0]?.Groups?.map(({ GroupId }) => GroupId) ?? [];

const handleOf = (
  { InstanceId }: Instance,
  { group }: { readonly group: { readonly groupId: string } },
  { type }: { readonly type: string },
) => ({ instanceId: InstanceId!, type, groupId: group.groupId });

export const instance = defineStep({
  id: 'server',
  title: { en: 'Server (EC2)', ko: '서버(EC2)' },
  needs: {
    subnets: publicSubnets,
    group: serverGroup,
    image,
    profile: instanceProfile,
    inProfile: roleInProfile,
    shell: sessionManager,
  },
  asks: { type: instanceType, port: appPort, entry, domain, www, elasticIp },
  takes: { earliest: 3, usual: 8, every: 1, limit: 600 },
  goes: { earliest: 10, usual: 25, every: 3, limit: 1200 },
  live: ['type'],
  // After the first boot, what it set up belongs to the user.
  initial: ['port', 'domain', 'www', 'elasticIp', 'subnets', 'image', 'inProfile', 'shell'],
  own: ['type', 'groupId'],
  lasting: {
    en: 'A server is set up once, at first boot. Save what is on it, then run `stepway teardown`, and `stepway up` with the new answer.',
    ko: '서버는 처음 시작할 때 한 번만 설정됩니다. 서버의 데이터를 옮겨 둔 뒤 `stepway teardown`으로 삭제하고, 새 답으로 `stepway up`을 실행하세요.',
  },

  preflight: [
    cpuQuota,
    typeAllowed,
    {
      about: { en: 'server processor', ko: '서버의 프로세서' },
      async ask({ ec2, region, answers }, id) {
        const has = id && (await instances.byId(ec2, id))?.Architecture;
        if (!has) return undefined;
        return has === (await architectureOf(ec2, answers.type, region)) ? ok : otherProcessor(answers.type);
      },
    },
  ],

  async find({ ec2, tags, needs, answers }) {
    const found = await instances.byTags(ec2, tags);
    return found && handleOf(found, needs, answers);
  },

  async create({ ec2, tags, token, needs, answers }) {
    const { Instances: [made] = [] } = await ec2.send(
      new RunInstancesCommand({
        ClientToken: token,
        MinCount: 1,
        MaxCount: 1,
        ImageId: needs.image.imageId,
        InstanceType: answers.type as _InstanceType,
        IamInstanceProfile: { Name: needs.profile.profileName },
        NetworkInterfaces: [
          {
            DeviceIndex: 0,
            SubnetId: needs.subnets.subnetIds[0],
            Groups: [needs.group.groupId],
            // Without a public address it could reach neither updates nor Session Manager.
            AssociatePublicIpAddress: true,
          },
        ],
        MetadataOptions: { ...metadata, HttpEndpoint: 'enabled' },
        BlockDeviceMappings: [
          {
            DeviceName: '/dev/xvda',
            Ebs: { VolumeType: 'gp3', VolumeSize: diskSize, Encrypted: true, DeleteOnTermination: true },
          },
        ],
        // Burstable types default to "unlimited" credits, which can cost extra.
        ...(answers.type.startsWith('t') && { CreditSpecification: { CpuCredits: 'standard' } }),
        UserData: userData({
          port: answers.port,
          ...(answers.entry === 'elastic-ip' && { direct: { domain: answers.domain, www: answers.www } }),
        }),
        TagSpecifications: [tagSpecification('instance', tags), tagSpecification('volume', tags)],
      }),
    );
    return handleOf(made!, needs, answers);
  },

  async check({ ec2 }, { instanceId, type, groupId }) {
    const found = await instances.byId(ec2, instanceId);
    if (!found) return gone;
    const state = found.State?.Name;
    if (state === 'stopped' || state === 'stopping') return drifted({ en: 'it is stopped', ko: '중지되어 있습니다' });
    if (state !== 'running')
      return state === 'pending' ? pending({ en: 'starting', ko: '시작하는 중' }) : pending(shuttingDown(found));
    if (!isTokenRequired(found))
      return drifted({
        en: 'its metadata is available without a token (IMDSv1) or beyond one hop',
        ko: '메타데이터를 토큰 없이(IMDSv1) 또는 서버 밖에서도 읽을 수 있게 되어 있습니다',
      });
    if (found.InstanceType !== type)
      return drifted({ en: `it is a ${found.InstanceType}`, ko: `유형이 ${found.InstanceType}입니다` });
    if (!groupsOf(found).includes(groupId)) return drifted(unguarded);
    return ready();
  },

  async change({ ec2, needs, answers }, { instanceId }) {
    const found = await instances.byId(ec2, instanceId);
    const { groupId } = needs.group;
    if (!isTokenRequired(found))
      await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId: instanceId, ...metadata }));
    const Groups = withOurs(groupsOf(found), groupId);
    if (Groups.length > groupsOf(found).length)
      await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: instanceId, Groups }));
    const only = { InstanceIds: [instanceId] };
    if (found?.InstanceType !== answers.type) {
      if (found?.State?.Name === 'running') await ec2.send(new StopInstancesCommand(only));
      // Refused until it has stopped; the engine tries again.
      await ec2.send(
        new ModifyInstanceAttributeCommand({ InstanceId: instanceId, InstanceType: { Value: answers.type } }),
      );
      await ec2.send(new StartInstancesCommand(only));
    } else if (found.State?.Name !== 'running') await ec2.send(new StartInstancesCommand(only));
    return { instanceId, type: answers.type, groupId };
  },

  async delete({ ec2 }, { instanceId }) {
    const terminate = () => ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await terminate().catch(async (error: unknown) => {
      if (!(error instanceof Error && error.name === 'OperationNotPermitted')) throw error;
      // Termination protection set by hand; the user has agreed to delete it.
      const DisableApiTermination = { Value: false };
      await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: instanceId, DisableApiTermination }));
      await terminate();
    });
  },

  price: ({ type, elasticIp }) => [
    hourly({ en: `Server ${type}`, ko: `서버 ${type}` }, `ec2.${type}`),
    monthly({ en: `Server disk, ${diskSize} GB`, ko: `서버 디스크 ${diskSize}GB` }, 'ebs.gp3', diskSize),
    ...(elasticIp ? [] : [hourly({ en: 'Server public IPv4 address', ko: '서버의 공인 IPv4 주소' }, 'ipv4')]),
  ],

  outputs: ({ instanceId }) => ({ instanceId }),
});

/** AWS gives a reason when nobody requested it, such as a missing disk or encryption key. */
const shuttingDown = ({ StateReason }: Instance): Words => {
  const why = StateReason?.Message ? ` (${oneLine(StateReason.Message)})` : '';
  return { en: `shutting down${why}`, ko: `종료하는 중${why}` };
};

const otherProcessor = (type: string) =>
  obstacle(
    {
      en: `${type} has a different processor architecture than the server.`,
      ko: `${type} 유형은 서버를 만들 때와 프로세서 종류가 다릅니다.`,
    },
    {
      en: 'Choose an --instance-type with the same architecture (t3 and t4g, for example, differ), or rebuild the stack.',
      ko: '같은 종류의 --instance-type을 고르거나(예: t3와 t4g는 다름) 스택을 새로 만드세요.',
    },
    'usage',
  );
