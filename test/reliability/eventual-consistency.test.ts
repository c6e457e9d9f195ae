import { afterAll, describe, expect, test } from 'vitest';
import { allActions } from '../support/allowed.ts';
import type { ReceiptRow } from '../../src/engine/teardown.ts';
import { typical, type Latencies } from '../../src/rehearsal/rehearsal.ts';
import { around, built, listener } from '../engine/mortal.ts';
import { newStack, type Flags, type RunOptions, type Stack } from '../support/stack.ts';
import { drawn, figures } from '../support/thorough.ts';
import { troubleOf } from '../support/trouble.ts';
import type { Wire } from '../support/wire.ts';

const flags: Flags = { 'elastic-ip': 'true', delivery: 'github', repository: 'octocat/shop' };
const changed: Flags = { 'database-class': 'db.t4g.small', 'instance-type': 't3.small', 'health-path': '/health' };

type During = 'up' | 'change' | 'teardown';

/** An error that passes by itself, as the account plays it: by being late with one thing. */
interface Lag {
  readonly late: Parameters<Latencies>[0];
  /** How late, in seconds, when it passes in time. */
  readonly seconds?: number;
  readonly during: During;
  /** `Operation Error`: what a run hears meanwhile; of a state that AWS only shows, nothing. */
  readonly hears: readonly string[];
  /** What it says when that never ends. */
  readonly says: RegExp;
}

/** What a receipt says of something that AWS goes on refusing to delete. */
const keptFor = (name: string) => new RegExp(`^AWS still refuses to delete it: "${name.replace('.', '\\.')}`);

const lags: readonly Lag[] = [
  {
    late: 'iam visible',
    during: 'up',
    hears: ['RunInstances InvalidParameterValue', 'CreateDeploymentGroup InvalidRoleException'],
    says: /after 5 minutes waiting for (EC2 to recognize the instance profile|IAM to propagate)/,
  },
  {
    late: 'role visible',
    during: 'up',
    hears: ['AttachRolePolicy NoSuchEntityException', 'AddRoleToInstanceProfile NoSuchEntityException'],
    says: /after 5 minutes waiting for IAM to propagate .* The role with name demo-[0-9a-f]{8}-server-role /,
  },
  {
    late: 'role edited',
    seconds: 20,
    during: 'up',
    hears: ['AddRoleToInstanceProfile ConcurrentModificationException'],
    says: /after 5 minutes waiting for another change to the same resource to finish/,
  },
  {
    late: 'ec2 visible',
    during: 'up',
    hears: ['CreateRoute InvalidRouteTableID.NotFound', 'AuthorizeSecurityGroupIngress InvalidGroup.NotFound'],
    says: /^Network \(VPC\): AWS still does not list it 5 minutes after/,
  },
  {
    late: 'load balancer visible',
    during: 'up',
    hears: [
      'DescribeLoadBalancers LoadBalancerNotFoundException',
      'RegisterTargets TargetGroupNotFoundException',
      'DescribeTargetHealth TargetGroupNotFoundException',
    ],
    says: /^(Load balancer|Target).*: AWS still does not list it 5 minutes after/,
  },
  {
    late: 'database visible',
    during: 'up',
    hears: ['CreateDBInstance DBSubnetGroupNotFoundFault', 'DescribeDBInstances DBInstanceNotFoundFault'],
    says: /after 5 minutes waiting for RDS to propagate .*DB subnet group /,
  },
  {
    late: 'zone visible',
    during: 'up',
    hears: ['ChangeTagsForResource NoSuchHostedZone', 'ChangeResourceRecordSets NoSuchHostedZone'],
    says: /after 5 minutes waiting for Route 53 to propagate/,
  },
  {
    late: 'certificate visible',
    during: 'up',
    hears: ['DescribeCertificate ResourceNotFoundException'],
    says: /^Certificate \(ACM\): AWS still does not list it 5 minutes after/,
  },
  {
    late: 'certificate record',
    during: 'up',
    hears: [],
    says: /^Certificate \(ACM\): timed out after 5 minutes. Last status: waiting for its validation record/,
  },
  {
    late: 'issued certificate visible',
    during: 'up',
    hears: ['CreateListener CertificateNotFoundException'],
    says: /after 5 minutes waiting for the load balancer to recognize the certificate/,
  },
  {
    late: 'bucket visible',
    during: 'up',
    hears: ['PutPublicAccessBlock NoSuchBucket'],
    says: /after 5 minutes waiting for S3 to propagate/,
  },
  {
    late: 'bucket set',
    seconds: 20,
    during: 'up',
    hears: ['PutBucketVersioning OperationAborted'],
    says: /after 5 minutes waiting for another change to the same bucket to finish/,
  },
  {
    late: 'agent installed',
    during: 'up',
    hears: [],
    says: /^CodeDeploy agent on the server: timed out after 15 minutes. Last status: being installed/,
  },
  {
    late: 'instance running',
    during: 'up',
    hears: [],
    says: /^Server \(EC2\): timed out after 10 minutes. Last status: starting/,
  },
  { late: 'dns in sync', during: 'up', hears: [], says: /timed out after 10 minutes. Last status: propagating/ },
  {
    late: 'load balancer active',
    during: 'up',
    hears: [],
    says: /^Load balancer \(ALB\): timed out after 15 minutes. Last status: starting/,
  },
  {
    late: 'database modification begun',
    during: 'change',
    hears: [],
    says: /^Database \(RDS\): timed out after 40 minutes. Last status: changing/,
  },
  {
    late: 'certificate released',
    during: 'teardown',
    hears: ['DeleteCertificate ResourceInUseException'],
    says: keptFor('ResourceInUseException'),
  },
  {
    late: 'load balancer interfaces released',
    during: 'teardown',
    hears: ['DeleteSecurityGroup DependencyViolation', 'DeleteSubnet DependencyViolation'],
    says: keptFor('DependencyViolation'),
  },
  {
    late: 'interface released',
    during: 'teardown',
    hears: ['DeleteSecurityGroup DependencyViolation', 'DetachInternetGateway DependencyViolation'],
    says: keptFor('DependencyViolation'),
  },
  {
    late: 'instance terminated',
    during: 'teardown',
    hears: ['DeleteSecurityGroup DependencyViolation'],
    says: /^Server \(EC2\): timed out after 20 minutes. Last status: shutting down/,
  },
];

const runs: Readonly<Record<During, (stack: Stack, options: RunOptions) => Promise<unknown>>> = {
  up: (stack, options) => stack.up(flags, options),
  change: (stack, options) => stack.up(changed, options),
  teardown: (stack, options) => stack.teardown('delete', options),
};
const order: readonly During[] = ['up', 'change', 'teardown'];

const lateBy =
  (late: Lag['late'], seconds: number): Latencies =>
  (of) =>
    of === late ? seconds * 1000 : typical(of);

/** Expects that a run does not wait for ever: an error says so or, of what AWS does not delete, the receipt. */
async function expectStopped(run: Promise<unknown>, says: RegExp): Promise<void> {
  if (says.source.includes('refuses to delete')) {
    const kept = ((await run) as ReceiptRow[]).filter(({ outcome }) => outcome === 'kept');
    expect(kept.map(({ why }) => why?.en)).toContainEqual(expect.stringMatching(says));
    return;
  }
  const trouble = await troubleOf(run);
  expect(trouble.kind).toBe('aws');
  expect(trouble.what.en).toMatch(says);
  expect(trouble.what.ko).toMatch(/\d+분(이 지나도| 동안) .*[가-힣]/);
  expect(trouble.todo.en).toMatch(/^Nothing is lost.*same command/);
}

let survived = 0;
let stopped = 0;
afterAll(() =>
  figures(`Eventual consistency: ${survived} lags survived, ${stopped} that never ended stopped and resumed`),
);

/** From up over a change to nothing, with `what` around the one run that it concerns. */
async function live(
  stack: Stack,
  during: During,
  what: (run: (options?: RunOptions) => Promise<unknown>) => Promise<Stack | void>,
) {
  let now = stack;
  for (const one of order) {
    const run = (options: RunOptions = {}) => runs[one](now, options);
    if (one === during) now = (await what(run)) ?? now;
    else await run();
  }
  expect(built(now)).toEqual([]);
}

const hours = 3 * 3600;

describe.each(drawn(lags, 5))('late: $late ($during)', ({ late, seconds = 200, during, hears, says }) => {
  test('is survived', async () => {
    const stack = newStack({ latencies: lateBy(late, seconds) });
    const { heard, between } = listener();
    for (const one of order) {
      await runs[one](stack, { between });
      if (one === during) expect([...heard]).toEqual(expect.arrayContaining([...hears]));
    }
    expect(built(stack)).toEqual([]);
    survived++;
  });

  test('stops at a limit when it never ends, says what it waited for, and goes on once it has ended', async () => {
    const stack = newStack({ latencies: lateBy(late, hours) });
    const smooth = newStack();
    await smooth.up(flags);
    await live(stack, during, async (run) => {
      await expectStopped(run(), says);
      await stack.clock.sleep(hours * 1000);
      const later = stack.under({ latencies: typical });
      await runs[during](later, {});
      if (during === 'up') expect(built(later)).toEqual(built(smooth));
      return later;
    });
    stopped++;
  });
});

test('a change of records that Route 53 never hears of again is as good as spread after a minute', async () => {
  const stack = newStack({ latencies: lateBy('change visible', hours) });
  const { heard, between } = listener();
  for (const one of order) await runs[one](stack, { between });
  expect([...heard]).toContain('GetChange NoSuchChange');
  expect(built(stack)).toEqual([]);
  survived++;
});

const awsError = (name: string, message: string) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });

/** What the order of our own steps keeps from happening, but AWS may say nevertheless. */
const others: readonly (readonly [operation: string, name: string, message: string, during: During, says: RegExp])[] = [
  [
    'AssociateAddress',
    'InvalidInstanceID',
    "The pending instance 'i-1' is not in a valid state",
    'up',
    /after 5 minutes waiting for the server to be running/,
  ],
  [
    'RunInstances',
    'InvalidSubnetID.NotFound',
    "The subnet ID 'subnet-1' does not exist",
    'up',
    /after 5 minutes waiting for EC2 to propagate/,
  ],
  ['CreateSubnet', 'InvalidVpcID.NotFound', 'does not exist', 'up', /after 5 minutes waiting for EC2 to propagate/],
  [
    'AttachInternetGateway',
    'InvalidInternetGatewayID.NotFound',
    'does not exist',
    'up',
    /after 5 minutes waiting for EC2 to propagate/,
  ],
  [
    'CreateListener',
    'UnsupportedCertificate',
    'The certificate must have a fully-qualified domain name, a supported signature, and a supported key size.',
    'up',
    /after 2 minutes waiting for the load balancer to recognize the certificate/,
  ],
  [
    'ModifyDBInstance',
    'InvalidDBInstanceStateFault',
    'Database instance is being configured; send your request later.',
    'change',
    /^Database \(RDS\): timed out after 30 minutes. Last status: busy/,
  ],
  [
    'ModifyTargetGroup',
    'TargetGroupNotFoundException',
    'One or more target groups not found',
    'change',
    /after 5 minutes waiting for Elastic Load Balancing to propagate/,
  ],
  [
    'DeleteTargetGroup',
    'ResourceInUseException',
    'is currently in use by a listener or a rule',
    'teardown',
    keptFor('ResourceInUseException'),
  ],
  ['ReleaseAddress', 'InvalidIPAddress.InUse', 'is in use', 'teardown', keptFor('InvalidIPAddress.InUse')],
  [
    'CreateBucket',
    'OperationAborted',
    'A conflicting conditional operation is currently in progress against this resource. Please try again.',
    'up',
    /after 5 minutes waiting for another change to the same bucket to finish/,
  ],
  [
    'PutBucketVersioning',
    'NoSuchBucket',
    'The specified bucket does not exist',
    'up',
    /after 5 minutes waiting for S3 to propagate/,
  ],
  [
    'CreateDeploymentGroup',
    'InvalidRoleException',
    'AWS CodeDeploy does not have the permissions required to assume the role',
    'up',
    /after 5 minutes waiting for IAM to propagate/,
  ],
  ['DeleteSecurityGroup', 'InvalidGroup.InUse', 'is in use', 'teardown', keptFor('InvalidGroup.InUse')],
];

describe.each(drawn(others, 3))('%s: %s', (operation, name, message, during, says) => {
  /** Refuses it for so many seconds from when it was first asked. */
  const refusing = ({ clock }: Stack, seconds: number) => {
    let since: number | undefined;
    return around(async (send, next) => {
      if (send.operation !== operation) return next();
      since ??= clock.now();
      if (clock.now() < since + seconds * 1000) throw awsError(name, message);
      return next();
    });
  };

  test('is survived', async () => {
    const stack = newStack();
    await live(stack, during, async (run) => {
      await expect(run({ between: refusing(stack, 90) })).resolves.toBeDefined();
    });
    survived++;
  });

  test('stops at a limit when it never ends, says what it waited for, and goes on once it has ended', async () => {
    const stack = newStack();
    await live(stack, during, async (run) => {
      await expectStopped(run({ between: refusing(stack, Infinity) }), says);
      await run();
    });
    stopped++;
  });
});

describe('changes of one zone that overlap (PriorRequestNotComplete), which the SDK itself asks again', () => {
  const refusing = (times: number): Wire => {
    let left = times;
    return ({ operation }, next) => {
      if (operation !== 'ChangeResourceRecordSets' || left-- <= 0) return next();
      throw awsError('PriorRequestNotComplete', 'The request was rejected because Route 53 was still processing');
    };
  };

  test.each(order.filter((during) => during !== 'change'))('are survived (%s)', async (during) => {
    const stack = newStack();
    await live(stack, during, async (run) => {
      await expect(run({ wire: refusing(8) })).resolves.toBeDefined();
    });
    survived++;
  });

  test('stop after ten attempts when that never ends, and go on once it has ended', async () => {
    const stack = newStack();
    await live(stack, 'up', async (run) => {
      const trouble = await troubleOf(run({ wire: refusing(Infinity) }));
      expect(trouble.kind).toBe('aws');
      expect(trouble.what.en).toMatch(/Route 53 is still processing an earlier change to the zone/);
      await run();
    });
    stopped++;
  });
});

/** Errors of parts of AWS that this program never asks for anything. */
const elsewhere: readonly (readonly [error: string, only: RegExp])[] = [
  ['InvalidTriggerConfigException (CodeDeploy and SNS)', /^codedeploy:.*Trigger/],
  ['NatGatewayNotFound', /NatGateway/],
];

test.each(elsewhere)('%s cannot happen to us', (_, only) => {
  expect(allActions.length).toBeGreaterThan(50);
  expect(allActions.filter((action) => only.test(action))).toEqual([]);
});

test('a role for enhanced monitoring, which RDS may not know of yet, is never named to it', async () => {
  const stack = newStack();
  const inputs: unknown[] = [];
  await stack.under({ onCall: async ({ service, input }) => void (service === 'rds' && inputs.push(input)) }).up();
  expect(inputs.length).toBeGreaterThan(3);
  expect(JSON.stringify(inputs)).not.toMatch(/Monitoring/);
});
