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
import {
  all,
  arn,
  existing,
  global,
  instanceIds,
  made,
  on,
  passed,
  region,
  things,
  withAssociation,
  type Authorizations,
  type Input,
  type Scene,
} from '../../support/authorizing.ts';
import type { Asked } from '../../support/iam.ts';

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

const role =
  (context: (input: Input) => Asked['context'] = () => ({})) =>
  ({ input, operation }: Scene): Asked[] => [
    on(`iam:${operation}`, global('iam', `role/${input.RoleName}`), context(input)),
  ];

const profile = ({ input, operation }: Scene): Asked[] => [
  on(`iam:${operation}`, global('iam', `instance-profile/${input.InstanceProfileName}`)),
];

export const authorizations: Authorizations = {
  'ec2:AssociateIamInstanceProfile': all(things(['instance', instanceIds]), ({ input }) => [
    passed(input.IamInstanceProfile.Name.replace(/profile$/, 'role')),
  ]),
  'ec2:ModifyInstanceAttribute': things(['instance', instanceIds], ['security-group', ({ Groups }) => Groups ?? []]),
  'ec2:ModifyInstanceCreditSpecification': things([
    'instance',
    ({ InstanceCreditSpecifications }) =>
      InstanceCreditSpecifications.map(({ InstanceId }: { InstanceId: string }) => InstanceId),
  ]),
  'ec2:ModifyInstanceMetadataOptions': things(['instance', instanceIds]),
  'ec2:ReplaceIamInstanceProfileAssociation': all(
    things(['instance', ({ AssociationId }, scene) => [withAssociation(scene, AssociationId)?.id]]),
    ({ input }) => [passed(input.IamInstanceProfile.Name.replace(/profile$/, 'role'))],
  ),
  'ec2:RunInstances': all(
    made('instance'),
    made('volume'),
    made('network-interface'),
    ({ input }) => [
      on('ec2:RunInstances', `arn:aws:ec2:${region}::image/${input.ImageId}`, { 'ec2:Owner': 'amazon' }),
      passed(input.IamInstanceProfile.Name.replace(/profile$/, 'role')),
    ],
    things(
      ['security-group', ({ NetworkInterfaces }) => NetworkInterfaces[0].Groups],
      ['subnet', ({ NetworkInterfaces }) => [NetworkInterfaces[0].SubnetId]],
    ),
  ),
  'ec2:StartInstances': things(['instance', instanceIds]),
  'ec2:StopInstances': things(['instance', instanceIds]),
  'ec2:TerminateInstances': things(['instance', instanceIds]),
  'iam:AddRoleToInstanceProfile': all(profile, ({ input }) => [passed(input.RoleName)]),
  'iam:AttachRolePolicy': role(({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn })),
  'iam:CreateInstanceProfile': all(profile, ({ input }) => [
    on('iam:TagInstanceProfile', global('iam', `instance-profile/${input.InstanceProfileName}`)),
  ]),
  'iam:CreateRole': all(role(), ({ input }) => [on('iam:TagRole', global('iam', `role/${input.RoleName}`))]),
  'iam:DeleteInstanceProfile': profile,
  'iam:DeleteRole': role(),
  'iam:DeleteRolePolicy': role(),
  'iam:DetachRolePolicy': role(({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn })),
  'iam:PutRolePolicy': role(),
  'iam:RemoveRoleFromInstanceProfile': profile,
  'iam:TagInstanceProfile': profile,
  'iam:TagRole': role(),
  'iam:UpdateAssumeRolePolicy': role(),
  'ec2:GetConsoleOutput': things(['instance', instanceIds]),
  'ssm:GetCommandInvocation': () => [on('ssm:GetCommandInvocation', '*')],
  'ssm:GetParameter': ({ input }) => [on('ssm:GetParameter', `arn:aws:ssm:${region}::parameter${input.Name}`)],
  'ssm:ResumeSession': ({ input }) => [on('ssm:ResumeSession', arn('ssm', `session/${input.SessionId}`))],
  'ssm:StartSession': (scene) => [
    on('ssm:StartSession', `arn:aws:ssm:${region}::document/${scene.input.DocumentName}`),
    ...existing(scene, 'ssm:StartSession', arn('ec2', `instance/${scene.input.Target}`), scene.input.Target),
  ],
  'ssm:TerminateSession': ({ input }) => [on('ssm:TerminateSession', arn('ssm', `session/${input.SessionId}`))],
  'ssm:SendCommand': (scene) => [
    on('ssm:SendCommand', `arn:aws:ssm:${region}::document/${scene.input.DocumentName}`),
    ...scene.input.InstanceIds.flatMap((id: string) =>
      existing(scene, 'ssm:SendCommand', arn('ec2', `instance/${id}`), id),
    ),
  ],
};
