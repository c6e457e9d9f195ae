import { PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  DescribeAssociationCommand,
  UpdateAssociationCommand,
  type UpdateAssociationCommandInput,
} from '@aws-sdk/client-ssm';
import { ChangeResourceRecordSetsCommand, type ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { Stack } from './stack.ts';

/** Changes one thing behind the program's back, as somebody in the console would. */
export type Spoiler = (stack: Stack) => Promise<unknown>;

/** By the id of a step: what spoils each of its settings. */
export type Spoilers = Readonly<Record<string, Readonly<Record<string, Spoiler>>>>;

export const idOf = (stack: Stack, step: string, field: string): string => stack.handle(step)[field] as string;

/** What the simulated account has in the region of the stack: for what no call of AWS's leads to. */
export const here = ({ rehearsal }: Stack) => rehearsal.account.data.regions['us-east-1']!;

export type Prefix = 'app.' | 'www.app.';

/** Writes the address record of the site, or of www. before it. */
export const pointSite = (stack: Stack, prefix: Prefix, record: Omit<ResourceRecordSet, 'Name' | 'Type'>) =>
  stack.aws.route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: idOf(stack, 'zone', 'zoneId'),
      ChangeBatch: {
        Changes: [{ Action: 'UPSERT', ResourceRecordSet: { Name: `${prefix}example.com`, Type: 'A', ...record } }],
      },
    }),
  );

const everything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

export const roleSpoilers = (step: string) => ({
  trust: (stack: Stack) =>
    stack.aws.iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: idOf(stack, step, 'roleName'),
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
        }),
      }),
    ),
});

/** Lets whoever has the role do everything. */
export const policySpoilers = (step: string): { readonly document: Spoiler } => ({
  document: (stack) =>
    stack.aws.iam.send(
      new PutRolePolicyCommand({
        RoleName: idOf(stack, step, 'roleName'),
        PolicyName: idOf(stack, step, 'policyName'),
        PolicyDocument: everything,
      }),
    ),
});

/** What an installation on the server is told, changed behind our back; what an update leaves out is dropped. */
export function associationSpoilers(step: string) {
  const ordered =
    (change: Partial<UpdateAssociationCommandInput>): Spoiler =>
    async (stack) => {
      const AssociationId = idOf(stack, step, 'associationId');
      const { AssociationDescription } = await stack.aws.ssm.send(new DescribeAssociationCommand({ AssociationId }));
      const { Name, AssociationName, Targets, Parameters, ScheduleExpression } = AssociationDescription!;
      const now = { Name, AssociationName, Targets, Parameters, ScheduleExpression };
      await stack.aws.ssm.send(new UpdateAssociationCommand({ AssociationId, ...now, ...change }));
    };
  const own = (stack: Stack) => here(stack).associations.find(({ id }) => id === idOf(stack, step, 'associationId'))!;
  return {
    // The other documents of AWS's are not played.
    Name: async (stack: Stack) => {
      own(stack).document = 'AWS-RunPatchBaseline';
    },
    targets: ordered({ Targets: [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] }] }),
    commands: ordered({ Parameters: { commands: ['true'], executionTimeout: ['900'] } }),
    executionTimeout: async (stack: Stack) => {
      await ordered({ Parameters: { ...own(stack).parameters, executionTimeout: ['3600'] } })(stack);
    },
    ScheduleExpression: ordered({ ScheduleExpression: 'rate(30 days)' }),
  };
}
