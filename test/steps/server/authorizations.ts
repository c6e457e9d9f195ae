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
  'ssm:SendCommand': (scene) => [
    on('ssm:SendCommand', `arn:aws:ssm:${region}::document/${scene.input.DocumentName}`),
    ...scene.input.InstanceIds.flatMap((id: string) =>
      existing(scene, 'ssm:SendCommand', arn('ec2', `instance/${id}`), id),
    ),
  ],
};
