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
import { said } from '../../aws/replies.ts';
import { ec2Tags, tagSpecification } from '../../aws/tags.ts';
import { defineStep, drifted, gone, pending, ready } from '../../engine/step.ts';
import { obstacle, ok } from '../../engine/verdict.ts';
import {
  allow,
  forChecks,
  labelsOfEc2,
  later,
  makes,
  passRole,
  reads,
  touchesNetwork,
  uses,
} from '../../permissions/allow.ts';
import { pick, same, type Facts, type Json } from '../../facts.ts';
import { oneLine } from '../../plain.ts';
import { builtIn, hourly, monthly } from '../../prices/prices.ts';
import type { Words } from '../../words.ts';
import { domain, www } from '../domain/questions.ts';
import { elasticIp } from '../elastic-ip/questions.ts';
import { appPort, entry, healthPath } from '../firewall/questions.ts';
import { docker } from '../images/questions.ts';
import { serverGroup, withOurs } from '../firewall/groups.ts';
import { address } from '../network/prices.ts';
import { publicSubnets } from '../network/ready.ts';
import { giveProfile } from './attached-profile.ts';
import { noMachine, placeOf } from './capacity.ts';
import { cpuQuota } from './cpu-quota.ts';
import { isBurstable } from './burstable.ts';
import { typeAllowed } from './free-plan.ts';
import { architectureOf, image } from './image.ts';
import { instanceProfile, roleInProfile } from './instance-profile.ts';
import { disk, running } from './prices.ts';
import { instanceType, serverZone } from './questions.ts';
import { role } from './role.ts';
import { sessionManager } from './session-manager.ts';
import { metadataOf, settings, settingsOf, siteOf } from './settings.ts';
import { allowsSetUp, setUp } from './setup/apply.ts';
import { userData } from './setup/index.ts';
import { hasWww, tagFor, type SetUp } from './setup/tag.ts';

/** GiB; fits the image, with room for an app. */
const diskSize = 10;

const amazonsImage = allow('Only Amazon’s own images can be launched.', 'arn:*:ec2:*::image/*', {
  StringEquals: { 'ec2:Owner': 'amazon' },
});

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
  asks: {
    type: instanceType,
    zone: serverZone,
    port: appPort,
    entry,
    domain,
    www,
    path: healthPath,
    elasticIp,
    docker,
  },
  allows: [
    reads('ec2:DescribeInstances', 'ec2:DescribeInstanceTypes', 'ec2:DescribeSubnets'),
    forChecks(reads('freetier:GetAccountPlanState', 'servicequotas:GetServiceQuota')),
    makes('ec2:RunInstances'),
    uses('ec2:RunInstances'),
    touchesNetwork('ec2:RunInstances'),
    amazonsImage('ec2:RunInstances'),
    ...labelsOfEc2,
    passRole(role.id, 'ec2.amazonaws.com'),
    later(reads('ec2:DescribeIamInstanceProfileAssociations')),
    later(
      uses(
        'ec2:AssociateIamInstanceProfile',
        'ec2:ReplaceIamInstanceProfileAssociation',
        'ec2:ModifyInstanceAttribute',
        'ec2:ModifyInstanceMetadataOptions',
        'ec2:StartInstances',
        'ec2:StopInstances',
        'ec2:TerminateInstances',
      ),
    ),
    ...allowsSetUp,
  ],
  making: { takes: { earliest: 3, usual: 8, every: 1, limit: 600 } },
  follows: {
    live: ['type', 'profile', 'group', 'port', 'domain', 'www', 'path', 'docker', 'entry'],
    within: { names: ['port', 'domain', 'www', 'path', 'entry'], part: settings.SetUp.title },
    initial: ['zone', 'elasticIp', 'subnets', 'image', 'inProfile', 'shell'],
    former: { zone: 'first', path: '/', docker: false },
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

  settings,

  async find(given) {
    const found = await instances.ofOwner(given.ec2, given);
    return found && { instanceId: said(found, 'InstanceId') };
  },

  async create({ ec2, region, tags, token, needs, answers, wanted }) {
    const { Instances: [made] = [] } = await ec2
      .send(
        new RunInstancesCommand({
          ClientToken: token,
          MinCount: 1,
          MaxCount: 1,
          ImageId: needs.image.imageId,
          InstanceType: wanted.InstanceType as _InstanceType,
          IamInstanceProfile: { Name: wanted.IamInstanceProfile },
          NetworkInterfaces: [
            {
              DeviceIndex: 0,
              SubnetId: needs.subnets.subnetIds[placeOf(answers.zone)],
              Groups: [wanted.SecurityGroup],
              // Without a public address it could reach neither updates nor Session Manager.
              AssociatePublicIpAddress: true,
            },
          ],
          MetadataOptions: metadataOf(wanted),
          BlockDeviceMappings: [
            {
              DeviceName: '/dev/xvda',
              Ebs: { VolumeType: 'gp3', VolumeSize: diskSize, Encrypted: true, DeleteOnTermination: true },
            },
          ],
          // At first there is much to do; without credits most types begin at a tenth of their speed.
          ...(isBurstable(answers.type) && { CreditSpecification: { CpuCredits: 'unlimited' } }),
          UserData: userData(siteOf(answers)),
          TagSpecifications: [
            tagSpecification('instance', tags, tagFor(wanted.SetUp)),
            tagSpecification('volume', tags),
          ],
        }),
      )
      .catch(async (error: Error) => {
        if (error.name !== 'InsufficientInstanceCapacity') throw error;
        const { type, zone } = answers;
        throw await noMachine(ec2, { type, zone, subnetIds: needs.subnets.subnetIds }, builtIn(region), error);
      });
    return { instanceId: said(made, 'InstanceId') };
  },

  async check(context, { instanceId }) {
    const found = await instances.byId(context.ec2, instanceId);
    if (!found) return gone;
    // Disks that others attached are theirs.
    const disk = found.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === found.RootDeviceName);
    const now = () => ({
      tags: ec2Tags(context, found.Tags, instanceId, ...(disk?.Ebs?.VolumeId ? [disk.Ebs.VolumeId] : [])),
      settings: settingsOf(found),
    });
    const state = found.State?.Name;
    if (state === 'stopped' || state === 'stopping')
      return drifted({ en: 'it is stopped', ko: '중지되어 있습니다' }, undefined, now);
    if (state !== 'running')
      return state === 'pending' ? pending({ en: 'starting', ko: '시작하는 중' }) : pending(shuttingDown(found));
    return ready({}, now);
  },

  async change(given, { instanceId }) {
    const { ec2, answers, wanted } = given;
    const found = await instances.byId(ec2, instanceId);
    const is = settingsOf(found);
    if (!same(metadataOf(is), metadataOf(wanted)))
      await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId: instanceId, ...metadataOf(wanted) }));
    const Groups = withOurs(is.SecurityGroup, wanted.SecurityGroup);
    if (Groups.length > is.SecurityGroup.length)
      await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: instanceId, Groups }));
    const only = { InstanceIds: [instanceId] };
    if (is.InstanceType !== wanted.InstanceType) {
      if (found?.State?.Name === 'running') await ec2.send(new StopInstancesCommand(only));
      // Refused until it has stopped; the engine tries again.
      await ec2.send(
        new ModifyInstanceAttributeCommand({ InstanceId: instanceId, InstanceType: { Value: wanted.InstanceType } }),
      );
      await ec2.send(new StartInstancesCommand(only));
    } else if (found?.State?.Name !== 'running') await ec2.send(new StartInstancesCommand(only));
    // Both are refused until it runs; the engine tries again.
    const { IamInstanceProfile, IamInstanceProfileId = is.IamInstanceProfileId } = wanted;
    if (is.IamInstanceProfile !== IamInstanceProfile || is.IamInstanceProfileId !== IamInstanceProfileId)
      await giveProfile(ec2, instanceId, IamInstanceProfile);
    await setUp(given, found, siteOf(answers));
  },

  going: {
    takes: { earliest: 10, usual: 25, every: 3, limit: 1200 },
    loses: { en: 'with all files on its disk, such as /var/lib/app', ko: '디스크의 파일(/var/lib/app 등) 포함' },
  },

  async delete({ ec2 }, { instanceId }) {
    const terminate = () => ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await terminate().catch(async (error: unknown) => {
      if (!(error instanceof Error && error.name === 'OperationNotPermitted')) throw error;
      // Protected by hand, and the user has agreed to delete it. Stop protection keeps it from being terminated, too:
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-stop-protection.html. One attribute a call.
      const off = { Value: false };
      for (const protection of [{ DisableApiTermination: off }, { DisableApiStop: off }])
        await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: instanceId, ...protection }));
      await terminate();
    });
  },

  says: {
    price: ({ type, elasticIp }) => [
      hourly({ en: `Server ${type}`, ko: `서버 ${type}` }, running(type)),
      monthly({ en: `Server disk, ${diskSize} GB`, ko: `서버 디스크 ${diskSize}GB` }, disk, diskSize),
      ...(elasticIp ? [] : [hourly({ en: 'Server public IPv4 address', ko: '서버의 공인 IPv4 주소' }, address)]),
    ],
    outputs: ({ instanceId }) => ({ instanceId }),
    answers: ({ InstanceType, SetUp }) => ({ type: InstanceType, ...appIn(SetUp) }),
  },
});

/** What its set-up tells of the app. */
const appIn = (setUp: Json | undefined) =>
  setUp && typeof setUp === 'object' && !Array.isArray(setUp)
    ? { ...pick(setUp as Facts, ['port', 'path']), ...(hasWww(setUp as SetUp) && { www: true }) }
    : {};

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
