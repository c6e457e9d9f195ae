import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { Refused } from '../../../src/questions/question.ts';
import { newStack, type Flags, type Stack } from '../../support/stack.ts';

const direct: Flags = { entry: 'elastic-ip', database: 'none' };

const refusal = async (stack: Stack, flags: Flags): Promise<Refused> => {
  const error: unknown = await stack.up(flags, { patience: 5 }).catch((thrown: unknown) => thrown);
  if (error instanceof Refused) return error;
  throw error;
};

const zonesOf = async ({ aws }: Stack) => {
  const { Reservations = [] } = await aws.ec2.send(new DescribeInstancesCommand({}));
  return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ Placement }) => Placement?.AvailabilityZone));
};

test('where AWS has no machine left, the zone that it names is offered with its price, and takes the same type', async () => {
  const stack = newStack({ scenario: 'no-capacity' });
  const { elsewise, near, todo } = await refusal(stack, direct);
  expect(elsewise?.choice).toMatchObject({ value: 'second' });
  expect(elsewise?.choice.name.en).toMatch(/^t3\.micro \(us-east-1b\): .* about 7\.59 USD a month$/);
  expect(near.map(({ value }) => value)).toEqual(['t3.small', 't3.medium']);
  expect(todo.en).toMatch(/^Go on with another zone or type: `stepway up --server-zone second`/);

  await stack.up({ ...direct, 'server-zone': 'second' });
  expect(await zonesOf(stack)).toEqual(['us-east-1b']);
});

test('a zone that AWS does not name is not offered', async () => {
  const says =
    'We currently do not have sufficient t3.micro capacity in the Availability Zone you requested (us-east-1a).';
  const named = `${says} You can currently get t3.micro capacity by not specifying an Availability Zone in your request or choosing us-east-1c, us-east-1d.`;
  for (const message of [says, named]) {
    const denial = {
      refuses: ({ action }: { action: string }) => action === 'ec2:RunInstances',
      code: 'InsufficientInstanceCapacity',
      message,
    };
    const { elsewise, todo } = await refusal(newStack({ otherwise: { denials: [denial] } }), direct);
    expect(elsewise).toBeUndefined();
    expect(todo.en).toMatch(/^Go on with another type: `stepway up --instance-type t3\.small`/);
  }
});

test('a server stays in the zone where it was made', async () => {
  const stack = newStack();
  await stack.up(direct);
  const { plan } = await stack.plan({ ...direct, 'server-zone': 'second' });
  expect(plan.filter(({ action }) => action !== 'keep').map(({ step }) => step.id)).toEqual([]);
  expect(await zonesOf(stack)).toEqual(['us-east-1a']);
});
