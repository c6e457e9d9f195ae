import { DeleteRouteCommand, RevokeSecurityGroupIngressCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { DeleteListenerCommand, DeregisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { RemoveRoleFromInstanceProfileCommand } from '@aws-sdk/client-iam';
import { ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { describe, expect, test } from 'vitest';
import { links } from '../../src/doctor/links.ts';
import { steps } from '../../src/steps/index.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';

async function built(flags: Flags): Promise<Stack> {
  const stack = newStack();
  await stack.up(flags);
  await stack.clock.sleep(120_000);
  return stack;
}

const id = (stack: Stack, step: string, field: string) => stack.handle(step)[field] as string;

const revoke = (rule: string, group: string) => (stack: Stack) =>
  stack.aws.ec2.send(
    new RevokeSecurityGroupIngressCommand({
      GroupId: id(stack, group, 'groupId'),
      SecurityGroupRuleIds: [id(stack, rule, 'ruleId')],
    }),
  );

const removeRecord = (name: string, type: 'A' | 'CNAME') => (stack: Stack) => {
  const zone = stack.rehearsal.account.data.zones.find((one) => one.id === id(stack, 'zone', 'zoneId'));
  const record = zone?.records.find((one) => one.type === type && one.name.includes(name));
  if (!record) throw new Error(`no ${type} record of ${name}`);
  return stack.aws.route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: id(stack, 'zone', 'zoneId'),
      ChangeBatch: {
        Changes: [
          {
            Action: 'DELETE',
            ResourceRecordSet: {
              Name: record.name,
              Type: type,
              ...(record.alias
                ? {
                    AliasTarget: {
                      DNSName: record.alias.name,
                      HostedZoneId: record.alias.zoneId,
                      EvaluateTargetHealth: record.alias.evaluate,
                    },
                  }
                : { TTL: record.ttl, ResourceRecords: record.values.map((Value) => ({ Value })) }),
            },
          },
        ],
      },
    }),
  );
};

const breaks: readonly {
  what: string;
  link: string;
  cause: RegExp;
  fix: RegExp;
  flags?: Flags;
  meddle: (stack: Stack) => Promise<unknown>;
}[] = [
  {
    what: 'the record that validates the certificate',
    link: 'certificate',
    cause: /Domain validation records: missing from the account/,
    fix: /[Rr]ecreate it/,
    meddle: removeRecord('_', 'CNAME'),
  },
  {
    what: 'the record of the site',
    link: 'records',
    cause: /Domain points at the load balancer: missing from the account/,
    fix: /[Rr]ecreate it/,
    meddle: removeRecord('app.example.com', 'A'),
  },
  {
    what: 'the way from the network to the internet',
    link: 'network',
    cause: /route.*missing/i,
    fix: /[Rr]ecreate it/,
    meddle: (stack) =>
      stack.aws.ec2.send(
        new DeleteRouteCommand({
          RouteTableId: id(stack, 'public-route-table', 'routeTableId'),
          DestinationCidrBlock: '0.0.0.0/0',
        }),
      ),
  },
  {
    what: 'the listener for HTTPS',
    link: 'listeners',
    cause: /HTTPS listener: missing from the account/,
    fix: /[Rr]ecreate it/,
    meddle: (stack) =>
      stack.aws.elb.send(new DeleteListenerCommand({ ListenerArn: id(stack, 'https-listener', 'listenerArn') })),
  },
  {
    what: 'the rule that lets visitors in',
    link: 'firewall',
    cause: /Internet → load balancer, port 443: missing from the account/,
    fix: /[Rr]ecreate it/,
    meddle: revoke('load-balancer-https', 'load-balancer-group'),
  },
  {
    what: 'the rule that lets the load balancer reach the server',
    link: 'firewall',
    cause: /Load balancer → server, port 80: missing from the account/,
    fix: /[Rr]ecreate it/,
    meddle: revoke('server-web', 'server-group'),
  },
  {
    what: 'the server behind the load balancer',
    link: 'health',
    cause: /Server in the target group: missing from the account/,
    fix: /[Rr]ecreate it/,
    meddle: (stack) =>
      stack.aws.elb.send(
        new DeregisterTargetsCommand({
          TargetGroupArn: id(stack, 'target-group', 'targetGroupArn'),
          Targets: [{ Id: id(stack, 'server', 'instanceId') }],
        }),
      ),
  },
  {
    what: 'the server, which was stopped',
    link: 'server',
    cause: /it is stopped/,
    fix: /Fix it with/,
    meddle: (stack) =>
      stack.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [id(stack, 'server', 'instanceId')] })),
  },
  {
    what: 'a server without a load balancer, which was stopped',
    link: 'server',
    cause: /it is stopped/,
    fix: /Fix it with/,
    flags: { entry: 'elastic-ip', database: 'none' },
    meddle: (stack) =>
      stack.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [id(stack, 'server', 'instanceId')] })),
  },
  {
    what: 'what the server may do',
    link: 'server',
    cause: /role.*missing/i,
    fix: /[Rr]ecreate it/,
    meddle: (stack) =>
      stack.aws.iam.send(
        new RemoveRoleFromInstanceProfileCommand({
          InstanceProfileName: id(stack, 'server-profile', 'profileName'),
          RoleName: id(stack, 'server-role', 'roleName'),
        }),
      ),
  },
  {
    what: 'the rule that lets the server reach the database',
    link: 'database',
    cause: /Server → database: missing from the account/,
    fix: /[Rr]ecreate it/,
    flags: {},
    meddle: revoke('database-from-server', 'database-group'),
  },
  {
    what: 'the database, which was opened to the world',
    link: 'database',
    cause: /access from the internet: on/,
    fix: /Fix it with/,
    flags: {},
    meddle: (stack) =>
      stack.aws.rds.send(
        new ModifyDBInstanceCommand({
          DBInstanceIdentifier: id(stack, 'database', 'identifier'),
          PubliclyAccessible: true,
          ApplyImmediately: true,
        }),
      ),
  },
];

describe('the doctor', () => {
  test.each([{}, { entry: 'elastic-ip', database: 'none' }])('finds nothing wrong with %o', async (flags: Flags) => {
    const { links: judged, finding } = await (await built(flags)).diagnose();
    expect(finding).toBeUndefined();
    expect(new Set(judged.map(({ is }) => is))).toEqual(new Set(['whole']));
  });

  test.each(breaks)('finds $what', async ({ link, cause, fix, flags = { database: 'none' }, meddle }) => {
    const patient = await built(flags);
    await meddle(patient);
    await patient.clock.sleep(10 * 60_000);
    const { links: judged, finding } = await patient.diagnose();
    expect(finding).toMatchObject({ link });
    expect(finding?.cause.en).toMatch(cause);
    expect(finding?.fix.en).toMatch(fix);
    const at = judged.findIndex(({ is }) => is === 'broken');
    expect(judged[at]?.link.id).toBe(link);
    expect(judged.slice(0, at).every(({ is }) => is === 'whole')).toBe(true);
    expect(judged.slice(at + 1).every(({ is }) => is === 'unjudged')).toBe(true);
    // What it calls mendable is mended by the command that it names.
    if (!finding?.mendable) return;
    await patient.up();
    await patient.clock.sleep(10 * 60_000);
    expect((await patient.diagnose()).finding).toBeUndefined();
  });

  test('tells the user what only the user can do', async () => {
    const stack = newStack({ scenario: 'name-servers-not-set' });
    await expect(stack.up({}, { patience: 0 })).rejects.toMatchObject({ kind: 'waiting' });
    const { finding } = await stack.diagnose();
    expect(finding).toMatchObject({ link: 'delegation', users: true, mendable: false });
    for (const server of stack.handle('zone')['nameServers'] as string[]) expect(finding?.fix.en).toContain(server);
  });

  test('knows a program that answers with an error from a firewall', async () => {
    const stack = await built({ database: 'none' });
    const { finding } = await stack.under({ scenario: 'unhealthy-target' }).diagnose();
    expect(finding).toMatchObject({ link: 'health', mendable: false });
    expect(finding?.cause.en).toContain('[500]');
    expect(finding?.cause.en).toMatch(/^Health checks of your app: the app returned an error/);
    expect(finding?.fix.en).toContain('--health-path');
    expect(finding?.command).toContain('stepway shell --admin');
  });

  test('has a place in the chain for every step, and one only', () => {
    const placed = links.flatMap((link) => link.steps);
    expect(new Set(placed).size).toBe(placed.length);
    expect(new Set(placed)).toEqual(new Set(steps));
  });

  test('looks at the way in before what stands beside it', () => {
    const idsOf = (id: string) => links.find((link) => link.id === id)?.steps.map((step) => step.id);
    expect(idsOf('entry')).toEqual(['load-balancer', 'load-balancer-settings', 'elastic-ip', 'elastic-ip-association']);
    expect(idsOf('records')).toEqual([
      'site-alias',
      'www-alias',
      'alias-elsewhere',
      'site-address',
      'www-address',
      'address-elsewhere',
    ]);
  });
});

test('of a database whose password RDS no longer manages it is said that it works, and how to hand the password back', async () => {
  const patient = await built({});
  await patient.aws.rds.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: 'demo-database',
      ManageMasterUserPassword: false,
      MasterUserPassword: 'its-own-password',
    }),
  );
  const { finding, note } = await patient.diagnose();
  expect(finding).toBeUndefined();
  expect(note?.en).toMatch(/no longer manages its password.*--manage-master-user-password/);
  expect(note?.ko).toMatch(/RDS가 비밀번호를 관리하지 않으므로/);
});
