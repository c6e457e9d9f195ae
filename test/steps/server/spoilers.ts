import {
  CreateTagsCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
  ModifyInstanceAttributeCommand,
  ModifyInstanceCreditSpecificationCommand,
  ModifyInstanceMetadataOptionsCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  type ModifyInstanceMetadataOptionsCommandInput,
} from '@aws-sdk/client-ec2';
import { here, idOf, roleSpoilers, type Spoiler, type Spoilers } from '../../support/spoiling.ts';

const metadata =
  (change: Omit<ModifyInstanceMetadataOptionsCommandInput, 'InstanceId'>): Spoiler =>
  (stack) =>
    stack.aws.ec2.send(
      new ModifyInstanceMetadataOptionsCommand({ InstanceId: idOf(stack, 'server', 'instanceId'), ...change }),
    );

const withoutProfile: Spoiler = async (stack) => {
  const { IamInstanceProfileAssociations: [found] = [] } = await stack.aws.ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [idOf(stack, 'server', 'instanceId')] }],
    }),
  );
  await stack.aws.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId: found!.AssociationId }));
};

const ofAnotherType: Spoiler = async ({ aws: { ec2 }, clock, ...stack }) => {
  const InstanceId = stack.handle('server')['instanceId'] as string;
  await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
  await clock.sleep(5 * 60_000);
  await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, InstanceType: { Value: 't3.small' } }));
  await ec2.send(new StartInstancesCommand({ InstanceIds: [InstanceId] }));
};

export const spoilers: Spoilers = {
  'server-role': roleSpoilers('server-role'),
  server: {
    InstanceType: ofAnotherType,
    HttpTokens: metadata({ HttpTokens: 'optional' }),
    HttpPutResponseHopLimit: metadata({ HttpPutResponseHopLimit: 3 }),
    HttpEndpoint: metadata({ HttpEndpoint: 'disabled' }),
    SecurityGroup: (stack) =>
      stack.aws.ec2.send(
        new ModifyInstanceAttributeCommand({
          InstanceId: idOf(stack, 'server', 'instanceId'),
          Groups: [idOf(stack, 'load-balancer-group', 'groupId')],
        }),
      ),
    IamInstanceProfile: withoutProfile,
    // EC2 may still take a profile that was deleted and made again for the one before.
    IamInstanceProfileId: async (stack) => {
      here(stack).instances[0]!.profile!.id = 'AIPA0123456789ABCDEFG';
    },
    SetUp: (stack) =>
      stack.aws.ec2.send(
        new CreateTagsCommand({
          Resources: [idOf(stack, 'server', 'instanceId')],
          Tags: [{ Key: 'stepway:setup', Value: '0123456789ab 3000' }],
        }),
      ),
  },
  'cpu-credits': {
    CpuCredits: (stack) =>
      stack.aws.ec2.send(
        new ModifyInstanceCreditSpecificationCommand({
          InstanceCreditSpecifications: [{ InstanceId: idOf(stack, 'server', 'instanceId'), CpuCredits: 'unlimited' }],
        }),
      ),
  },
};
