import { describe, expect, test } from 'vitest';
import { stackId } from '../../src/cli-commands/bash.ts';
import { commandsOf, type Scripted } from '../../src/cli-commands/commands.ts';
import { scriptOf } from '../../src/cli-commands/script.ts';
import { kebab } from '../../src/cli-commands/to-command.ts';
import { valuesOf, withValues } from '../../src/cli-commands/symbols.ts';
import { contextOf, type Run } from '../../src/engine/run.ts';
import { flagsForAll } from '../support/flags-for.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';

const speech = { say: ({ en }: { en: string }) => en };

interface Built {
  readonly stack: Stack;
  readonly run: Run;
  readonly all: readonly Scripted[];
}

/** Builds a stack, and says what the script for it would do. */
async function built(flags: Flags, before?: (stack: Stack) => void): Promise<Built> {
  const stack = newStack();
  before?.(stack);
  let run: Run | undefined;
  await stack.up(flags, { wrap: (one) => (run = one) });
  const { plan, settled } = await stack.plan();
  if (!run) throw new Error('nothing ran');
  const steps = plan.map(({ step }) => step);
  return { stack, run, all: await commandsOf(run, steps, settled, speech) };
}

/** What only an answer of AWS can say, and no step keeps. */
const unknown = (name: string) => name.startsWith('DEFAULT_GROUP_IP_PERMISSIONS');

const substitute = (value: unknown, valueOf: (name: string) => string): unknown => {
  if (typeof value === 'string') return withValues(value, valueOf);
  if (Array.isArray(value)) return value.map((item) => substitute(item, valueOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, valueOf)]));
};

const isWrite = (operation: string) => !/^(BatchGet|Describe|Get|List|Simulate|wait )/.test(operation);

const stacks: readonly [string, Flags, ((stack: Stack) => void)?][] = [
  ['by default', {}],
  ['with an Elastic IP and no database', { entry: 'elastic-ip', database: 'none', www: 'true' }],
  [
    'with www., SSH, MySQL and an ARM server',
    { www: 'true', ssh: '203.0.113.7/32', database: 'mysql', 'instance-type': 't4g.small' },
  ],
  ['in the default network', { network: 'default', 'elastic-ip': 'true' }],
  ['that takes deployments from this machine, without a load balancer', { delivery: 'local', entry: 'elastic-ip' }],
  [
    'that takes deployments from one branch on GitHub',
    { delivery: 'github', repository: 'octocat/shop', branch: 'release', database: 'none' },
  ],
  ['in a hosted zone that was there', {}, ({ rehearsal }) => void rehearsal.account.addHostedZone('example.com')],
];

/** Whatever else there can be; but once a stack is up, its domain has other records to copy than before. */
const others: typeof stacks = (
  await flagsForAll([...stacks.map(([, flags]) => flags), { 'copy-records': 'true' }])
).map((flags) => [`with ${JSON.stringify(flags)}`, flags]);

describe('the script does what the program does, call by call:', () => {
  test.each([...stacks, ...others])('%s', async (_, flags, before) => {
    const { stack, run, all } = await built(flags, before);
    // The CLI refuses an empty structure.
    expect(scriptOf(all, { stack: 'demo', region: 'us-east-1', speech })).not.toMatch(/--[\w-]+ ''/);
    const values = new Map([
      [stackId, stack.state.id],
      ...all.flatMap(({ step, output }) => [...valuesOf(output, stack.state.steps.get(step.id)?.output)]),
    ]);

    const scripted = all.flatMap(({ step, makes, waits }) =>
      [...makes, ...waits].flatMap((deed) => {
        if (deed.is === 'line' || !isWrite(deed.call.operation)) return [];
        // A trail records so from the beginning, which the program sees and a script does not.
        if (deed.call.operation === 'PutEventSelectors') return [];
        const valueOf = (name: string) => {
          if (unknown(name)) return 'any';
          const value = name === 'MOMENT' ? contextOf(run, step).token : values.get(name);
          return value ?? expect.unreachable(`${name} has no value`);
        };
        return { operation: deed.call.operation, input: substitute(deed.call.input, valueOf) };
      }),
    );
    // What depends on the account is a line by hand, and not a call.
    const lines = all.flatMap(({ makes }) => makes.flatMap((deed) => (deed.is === 'line' ? deed.line : [])));
    const isByHand = (operation: string) => lines.some((line) => line.includes(` ${kebab(operation)} `));
    const real = stack.calls
      .filter(({ operation }) => isWrite(operation) && !isByHand(operation))
      .map(({ operation, input }) => ({
        operation,
        input: operation.startsWith('RevokeSecurityGroup') ? { ...(input as object), IpPermissions: 'any' } : input,
      }));
    // What EC2 did not know yet was asked again.
    const distinct = (calls: readonly object[]) => [...new Set(calls.map((call) => JSON.stringify(call)))].toSorted();
    expect(distinct(scripted)).toEqual(distinct(real));
    expect(scripted).toHaveLength(distinct(scripted).length);
  });
});

test('whatever takes a while is waited for, by every kind of stack', async () => {
  for (const flags of [{}, { entry: 'elastic-ip' }] satisfies Flags[]) {
    const { all } = await built(flags);
    const hasty = all.filter(({ step, waits }) => (step.making?.takes?.usual ?? 0) > 20 && waits.length === 0);
    expect(hasty.map(({ step }) => step.id)).toEqual([]);
  }
});

test('a script looks up what belongs to its region and its account, and names nothing of this one', async () => {
  const { stack, all } = await built({});
  const script = scriptOf(all, { stack: 'demo', region: 'us-east-1', speech });
  for (const [id, { handle = {} }] of stack.state.steps) {
    const known = Object.values(handle).filter((value) =>
      /^"(?:(?:vpc|subnet|sg|i|rtb|igw|ami|eipalloc)-|arn:aws:\w+:us|Z)/.test(JSON.stringify(value)),
    );
    for (const value of known) expect(script, id).not.toContain(value);
  }
  expect(script).not.toContain('us-east-1b');
});

test('the trust in GitHub that an account has already is used, and a new one carries our tags', async () => {
  const { all } = await built({
    delivery: 'github',
    repository: 'octocat/shop',
    entry: 'elastic-ip',
    database: 'none',
  });
  const script = scriptOf(all, { stack: 'demo', region: 'us-east-1', speech });
  expect(script).toMatch(
    /if \[ "\$GITHUB_PROVIDER_ARN" = None \]; then\n.*create-open-id-connect-provider [^;]*--tags \\?"Key=stepway:id,Value=\$STACK_ID\\?" Key=stepway:name,Value=demo/,
  );
  expect(script).toContain('"Federated":"\'"$GITHUB_PROVIDER_ARN"\'"');
});

test('the architecture of the image follows from the type, also where the script runs', async () => {
  const { all } = await built({ 'instance-type': 't4g.small' });
  const script = scriptOf(all, { stack: 'demo', region: 'us-east-1', speech });
  expect(script).toContain('--instance-types t4g.small');
  expect(script).toContain('al2023-ami-kernel-default-$IMAGE_ARCHITECTURE');
});

test('what AWS needs minutes for is begun before anything is waited for', async () => {
  const { all } = await built({});
  const script = scriptOf(all, { stack: 'demo', region: 'us-east-1', speech });
  const at = (text: string) => {
    expect(script).toContain(text);
    return script.indexOf(text);
  };
  const waiting = ['aws elbv2 wait load-balancer-available', 'aws rds wait db-instance-available', 'nslookup -type=NS'];
  const begun = ['aws rds create-db-instance', 'aws elbv2 create-load-balancer', 'aws route53 create-hosted-zone'];
  for (const wait of waiting)
    for (const begin of begun) expect(at(begin), `${begin} before ${wait}`).toBeLessThan(at(wait));
  const order = [
    ...waiting,
    'aws acm request-certificate',
    'aws acm wait certificate-validated',
    '--port 443 ',
    'target-in-service',
  ];
  expect(order.map(at)).toEqual(order.map(at).toSorted((a, b) => a - b));
});
