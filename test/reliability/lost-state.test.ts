import { rmSync } from 'node:fs';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { Trouble } from '../../src/errors.ts';
import { built, mortal } from '../engine/mortal.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { figures, full, thorough } from '../support/thorough.ts';

const variants: readonly Flags[] = [
  {},
  { entry: 'elastic-ip', database: 'mysql', ssh: 'my-ip', www: 'true' },
  { network: 'default', 'elastic-ip': 'true', 'app-port': '3000', www: 'true' },
  { network: 'default', entry: 'elastic-ip', database: 'none' },
];

const AssumeRolePolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** What somebody else has in the same account, under names that are nearly ours. */
async function strangers({ aws }: Stack): Promise<void> {
  const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'Name', Value: 'demo-vpc' }] }];
  await aws.ec2.send(new CreateVpcCommand({ CidrBlock: '10.20.0.0/16', TagSpecifications }));
  await aws.iam.send(new CreateRoleCommand({ RoleName: 'demo-other-role', AssumeRolePolicyDocument }));
}

/** The only answers that whoever lost the state has to know besides the stack's name. */
const known = { domain: 'app.example.com' };

async function takeAwayWithoutState(stack: Stack): Promise<void> {
  rmSync(stack.stateFile, { force: true });
  const nothing = (error: unknown) => {
    if (!(error instanceof Trouble && error.what.en.startsWith('Nothing in us-east-1 has the tags'))) throw error;
  };
  await stack.recover(known).catch(nothing);
  await stack.teardown('delete');
}

/** At each such call the state is lost; primes, so that calls of all kinds come by. */
const every = thorough ? 1 : full ? 29 : 89;

describe.each(variants)('the state file of %o', (flags) => {
  test('when it is lost, is made up for by what carries our tags: all of it goes, and nothing else', async () => {
    const stack = newStack();
    await strangers(stack);
    const before = built(stack);
    await stack.up(flags);
    await takeAwayWithoutState(stack);
    expect(built(stack)).toEqual(before);
  });

  test(
    'when it is lost in the middle of building or of taking away, is made up for as well',
    { timeout: 900_000 },
    async () => {
      const smooth = newStack();
      await smooth.up(flags);
      const ups = smooth.calls.length;
      await smooth.teardown('delete');
      const downs = smooth.calls.length - ups;
      let tried = 0;
      for (let at = 1; at <= ups; at += every) {
        const stack = newStack();
        await strangers(stack);
        const before = built(stack);
        await mortal({ of: 'call', at, moment: at % 2 ? 'after' : 'before' }, (options) => stack.up(flags, options));
        await stack.clock.sleep(60_000);
        await takeAwayWithoutState(stack);
        expect(built(stack), `lost at call ${at} of building`).toEqual(before);
        tried++;
      }
      for (let at = 1; at <= downs; at += every) {
        const stack = newStack();
        await strangers(stack);
        const before = built(stack);
        await stack.up(flags);
        await mortal({ of: 'call', at, moment: at % 2 ? 'after' : 'before' }, (options) =>
          stack.teardown('delete', options),
        );
        await stack.clock.sleep(60_000);
        await takeAwayWithoutState(stack);
        expect(built(stack), `lost at call ${at} of taking away`).toEqual(before);
        tried++;
      }
      figures(`State files lost: ${tried}`);
    },
  );
});

test('without anything of that name, says that nothing is there', async () => {
  const stack = newStack();
  await strangers(stack);
  const before = built(stack);
  await expect(stack.recover(known)).rejects.toMatchObject({
    what: { en: 'Nothing in us-east-1 has the tags of a stack named demo.' },
  });
  expect(built(stack)).toEqual(before);
});
