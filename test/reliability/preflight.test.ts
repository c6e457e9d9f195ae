import { describe, expect, test } from 'vitest';
import { DnsUnreachable } from '../../src/dns/dns-unreachable.ts';
import type { Row } from '../../src/engine/preflight.ts';
import type { Run } from '../../src/engine/run.ts';
import type { Trouble } from '../../src/errors.ts';
import { languages } from '../../src/words.ts';
import { around } from '../engine/mortal.ts';
import { newStack, type Flags, type RunOptions, type Stack, type StackOptions } from '../support/stack.ts';
import { figures } from '../support/thorough.ts';

const plenty = { vpcs: 5, addresses: 5, cpus: 5, loadBalancers: 50, databases: 40 };
const only = (quota: Partial<typeof plenty>): StackOptions => ({ otherwise: { quotas: { ...plenty, ...quota } } });

const troubleOf = async (run: Promise<unknown>) =>
  (await run.then(
    () => expect.unreachable('it should have been stopped'),
    (error: unknown) => error,
  )) as Trouble & { reached: { preflight: readonly Row[] } };

const writes = ({ calls }: Stack) => calls.filter(({ write }) => write);

/** What is checked before the first write, each with what stands in its way. */
interface Obstacle {
  readonly about: string;
  readonly account?: StackOptions;
  readonly flags?: Flags;
  readonly prepare?: (stack: Stack) => void;
  readonly kind: 'aws' | 'usage';
  readonly what: RegExp;
  readonly fix: RegExp;
}

/** Puts a CAA record into a zone that was there before. */
const zoneWithCaa =
  (...values: string[]) =>
  ({ rehearsal: { account } }: Stack) => {
    account.addHostedZone('example.com');
    account.data.zones[0]?.records.push({ name: 'example.com.', type: 'CAA', ttl: 300, values, inSyncAt: 0 });
  };

const obstacles: readonly Obstacle[] = [
  {
    about: 'permissions',
    account: { scenario: 'access-denied' },
    kind: 'aws',
    what: /missing permissions: .*rds:CreateDBInstance/,
    fix: /"Action":\["rds:CreateDBInstance"\].*--skip-permission-check/,
  },
  {
    about: 'service-linked role for the load balancer',
    account: { otherwise: { denied: ['iam:CreateServiceLinkedRole'] } },
    flags: { database: 'none' },
    kind: 'aws',
    what: /first load balancer.*AWSServiceRoleForElasticLoadBalancing.*iam:CreateServiceLinkedRole/,
    fix: /aws iam create-service-linked-role --aws-service-name elasticloadbalancing\.amazonaws\.com/,
  },
  {
    about: 'service-linked role for the database',
    account: { otherwise: { denied: ['iam:CreateServiceLinkedRole'] } },
    flags: { entry: 'elastic-ip' },
    kind: 'aws',
    what: /first database.*AWSServiceRoleForRDS/,
    fix: /--aws-service-name rds\.amazonaws\.com/,
  },
  {
    about: 'VPCs',
    account: only({ vpcs: 1 }),
    kind: 'aws',
    what: /quota of VPCs in us-east-1 .* 1 of 1/,
    fix: /--network default/,
  },
  {
    about: 'vCPUs',
    account: only({ cpus: 1 }),
    kind: 'aws',
    what: /t3\.micro needs 2 vCPUs; 0 .*quota is 1/,
    fix: /Service Quotas.*--instance-type/,
  },
  {
    about: 'Elastic IPs',
    account: { scenario: 'address-limit' },
    flags: { entry: 'elastic-ip' },
    kind: 'aws',
    what: /quota of Elastic IPs .* 5 of 5/,
    fix: /Release one/,
  },
  {
    about: 'load balancers',
    account: only({ loadBalancers: 0 }),
    kind: 'aws',
    what: /quota of load balancers .* is 0/,
    fix: /--entry elastic-ip/,
  },
  {
    about: 'databases',
    account: only({ databases: 0 }),
    kind: 'aws',
    what: /quota of databases .* is 0/,
    fix: /--database none/,
  },
  {
    about: 'database class',
    flags: { 'database-class': 'db.r9.huge' },
    kind: 'usage',
    what: /PostgreSQL is not offered on db\.r9\.huge in us-east-1/,
    fix: /--database-class/,
  },
  {
    about: 'CAA records',
    account: { scenario: 'certificate-forbidden' },
    kind: 'aws',
    what: /CAA record of com does not allow Amazon to issue certificates \(allowed: letsencrypt\.org\)/,
    fix: /add the record example\.com CAA 0 issue "amazon\.com"/,
  },
  {
    about: 'CAA records',
    prepare: zoneWithCaa('0 issue ";"'),
    kind: 'aws',
    what: /CAA record of example\.com does not allow .*allowed: nobody/,
    fix: /example\.com CAA 0 issue "amazon\.com"/,
  },
  {
    about: 'CAA records',
    flags: { entry: 'elastic-ip' },
    prepare: zoneWithCaa('0 issue "amazon.com"'),
    kind: 'aws',
    what: /does not allow Let's Encrypt to issue certificates \(allowed: amazon\.com\)/,
    fix: /CAA 0 issue "letsencrypt\.org"/,
  },
];

test('what stands in the way of one domain is told all together: CAA, an IPv6 address and a wildcard', async () => {
  const stack = newStack();
  zoneWithCaa('0 issue ";"')(stack);
  const record = { ttl: 300, inSyncAt: 0 };
  stack.rehearsal.account.data.zones[0]?.records.push(
    { ...record, name: 'app.example.com.', type: 'AAAA', values: ['2001:db8::7'] },
    { ...record, name: '\\052.example.com.', type: 'CNAME', values: ['elsewhere.example.net.'] },
  );
  const trouble = await troubleOf(stack.up({ domain: 'app.example.com', www: 'true' }));
  expect(writes(stack)).toEqual([]);
  const unusual = trouble.reached.preflight.flatMap(({ what }) => what?.en ?? []).join('\n');
  expect(unusual).toMatch(/CAA record of example\.com does not allow/);
  expect(unusual).toMatch(/app\.example\.com already has an address record .*: AAAA 2001:db8::7/);
  expect(unusual).toMatch(/\*\.example\.com CNAME .* covers www\.app\.example\.com now/);
});

describe('what stands in the way stops a build before its first write, and is named with its fix', () => {
  test.each(obstacles)('$about: $what', async ({ about, account, flags, prepare, kind, what, fix }) => {
    const stack = newStack(account);
    prepare?.(stack);
    const trouble = await troubleOf(stack.up(flags));
    expect(writes(stack)).toEqual([]);

    const found = trouble.reached.preflight.filter(({ result }) => result === 'obstacle');
    const row = found.find((one) => one.about.en === about && what.test(one.what?.en ?? ''));
    expect(row, JSON.stringify(found)).toMatchObject({ kind });
    expect(row?.fix?.en).toMatch(fix);
    for (const language of languages) {
      expect(trouble.what[language]).toContain(row?.what?.[language]);
      expect(trouble.what[language] + trouble.todo[language]).toContain(row?.fix?.[language]);
    }
    expect(row?.what?.ko).toMatch(/[가-힣]/);
    expect(row?.fix?.ko).toMatch(/[가-힣]/);
    if (found.length === 1) expect(trouble.kind).toBe(kind);

    // `plan` shows the same, and ends well.
    const { preflight } = await stack.plan(flags);
    expect(preflight.rows.map(({ about, result }) => [about.en, result])).toEqual(
      trouble.reached.preflight.map(({ about, result }) => [about.en, result]),
    );
  });

  test('all of it is listed at once', async () => {
    const stack = newStack({ scenario: 'small-quotas' });
    const trouble = await troubleOf(stack.up({ 'elastic-ip': 'true', 'database-class': 'db.r9.huge' }));
    expect(writes(stack)).toEqual([]);
    expect(trouble.kind).toBe('aws');
    expect(trouble.what.en).toMatch(/^6 problems must be fixed first:/);
    for (const word of ['VPCs', 'vCPUs', 'Elastic IPs', 'load balancers', 'databases', 'db.r9.huge'])
      expect(trouble.what.en).toContain(word);
    expect(trouble.what.ko).toMatch(/^먼저 해결할 문제가 6개 있습니다/);
  });

  test('where other answers are all it takes, it is a usage error', async () => {
    const trouble = await troubleOf(newStack().up({ 'database-class': 'db.r9.huge' }));
    expect(trouble.kind).toBe('usage');
  });

  test('a change is checked as a build is', async () => {
    const stack = newStack({ otherwise: { quotas: { ...plenty, cpus: 2 } } });
    await stack.up({ entry: 'elastic-ip', database: 'none' });
    const before = writes(stack).length;
    // Its own two processors do not count against it.
    await stack.up({ 'instance-type': 't3.small' });
    expect(stack.calls.filter(({ operation }) => operation === 'ModifyInstanceAttribute').length).toBeGreaterThan(0);
    expect(writes(stack).length).toBeGreaterThan(before);
  });
});

interface Unasked {
  readonly about: string;
  /** The read that IAM does not allow. */
  readonly action: string;
  readonly flags: Flags;
}

const small = { entry: 'elastic-ip', database: 'none' };
const unasked: readonly Unasked[] = [
  { about: 'permissions', action: 'iam:SimulatePrincipalPolicy', flags: small },
  { about: 'VPCs', action: 'servicequotas:GetServiceQuota', flags: small },
  { about: 'vCPUs', action: 'servicequotas:GetServiceQuota', flags: small },
  { about: 'Elastic IPs', action: 'ec2:DescribeAccountAttributes', flags: small },
  { about: 'load balancers', action: 'elasticloadbalancing:DescribeAccountLimits', flags: { database: 'none' } },
  { about: 'databases', action: 'servicequotas:GetServiceQuota', flags: { entry: 'elastic-ip' } },
  { about: 'database class', action: 'rds:DescribeOrderableDBInstanceOptions', flags: { entry: 'elastic-ip' } },
];

const rowsOf = ({ events }: Stack): readonly Row[] =>
  events.flatMap((event) => (event.is === 'preflight' ? (event.rows as unknown as Row[]) : []));

describe('what cannot be asked is said, and the build goes on', () => {
  test.each(unasked)('$about without $action', async ({ about, action, flags }) => {
    const stack = newStack({ otherwise: { denied: [action] } });
    await expect(stack.up(flags)).resolves.toHaveProperty('url');
    const row = rowsOf(stack).find((one) => one.about.en === about);
    expect(row?.result).toBe('unknown');
    expect(row?.what?.en).toContain(action);
    expect(row?.what?.ko).toContain(action);
  });

  test('DNS that does not answer', async () => {
    const silent = async () => {
      throw new DnsUnreachable(['192.0.2.1:53']);
    };
    const wrap = (run: Run): Run => ({
      ...run,
      dns: {
        delegation: (zone) => run.dns.delegation(zone),
        caa: silent,
        hasLeftoverDs: silent,
        records: silent,
        at: silent,
        addresses: silent,
      },
    });
    const stack = newStack();
    // What the domain has now must be known, or somebody says that it need not be.
    const flags = { database: 'none', 'copy-records': 'false' };
    await expect(stack.up(flags, { wrap })).resolves.toHaveProperty('url');
    const quiet = rowsOf(stack).filter(({ result }) => result === 'unknown' || result === 'warning');
    expect(quiet.map(({ about }) => about.en)).toEqual(['DNSSEC', 'existing DNS records', 'CAA records']);
    for (const { what } of quiet) expect(what?.en).toContain('192.0.2.1:53');
  });

  test('an account that lists no database classes at all', async () => {
    const between: RunOptions['between'] = around(({ operation }, next) =>
      operation === 'DescribeOrderableDBInstanceOptions'
        ? Promise.resolve({ response: undefined, output: { OrderableDBInstanceOptions: [], $metadata: {} } })
        : next(),
    );
    const { preflight } = await newStack().plan({}, { between });
    expect(preflight.rows.find(({ about }) => about.en === 'database class')?.result).toBe('unknown');
  });
});

const option = {
  Engine: 'postgres',
  EngineVersion: '18.2',
  DBInstanceClass: 'db.t4g.micro',
  StorageType: 'gp3',
  SupportsStorageEncryption: true,
  MinStorageSize: 20,
  MaxStorageSize: 65536,
  AvailabilityZones: [{ Name: 'us-east-1a' }],
};

describe('a database class is offered', () => {
  test.each([
    ['when one of our zones has it', {}, 'ok', undefined],
    ['not when only other versions run on it', { EngineVersion: '17.7' }, 'obstacle', /PostgreSQL 18 is not offered/],
    ['not when only a version runs on it that begins alike', { EngineVersion: '180.1' }, 'obstacle', /PostgreSQL 18 /],
    ['not when it takes less storage', { MaxStorageSize: 10 }, 'obstacle', /does not support 20 GiB/],
    ['not when it has no gp3', { StorageType: 'gp2' }, 'obstacle', /encrypted gp3/],
    ['not when it does not encrypt', { SupportsStorageEncryption: false }, 'obstacle', /encrypted gp3/],
    [
      'not in other zones',
      { AvailabilityZones: [{ Name: 'us-east-1f' }] },
      'obstacle',
      /in us-east-1f, but not in us-east-1a/,
    ],
  ] as const)('%s', async (_, otherwise, result, what) => {
    const output = { OrderableDBInstanceOptions: [{ ...option, ...otherwise }], $metadata: {} };
    const between: RunOptions['between'] = around(({ operation }, next) =>
      operation === 'DescribeOrderableDBInstanceOptions' ? Promise.resolve({ response: undefined, output }) : next(),
    );
    const { preflight } = await newStack().plan({}, { between });
    const row = preflight.rows.find(({ about }) => about.en === 'database class');
    expect(row?.result).toBe(result);
    if (what) expect(row).toMatchObject({ kind: 'usage', what: { en: expect.stringMatching(what) } });
  });
});

test('a CAA record that comes later is Amazon’s own refusal', async () => {
  const stack = newStack({ scenario: 'name-servers-not-set' });
  await troubleOf(stack.up({ database: 'none' }, { patience: 0 }));
  const later = stack.under({ scenario: 'smooth' });
  const [zone] = later.rehearsal.account.data.zones;
  zone?.records.push({
    name: 'example.com.',
    type: 'CAA',
    ttl: 300,
    values: ['0 issue "letsencrypt.org"'],
    inSyncAt: 0,
  });
  // The zone is known by now, and its servers are asked before the certificate is requested.
  const trouble = await troubleOf(later.up());
  expect(trouble.what.en).toContain('CAA record of example.com');
  expect(later.calls.map(({ operation }) => operation)).not.toContain('RequestCertificate');
});

describe('the permission check does not stop whoever may do all this', () => {
  test('an organisation’s policies, which the simulator may get wrong, make a warning', async () => {
    const stack = newStack({ otherwise: { organisationDenies: ['ec2:RunInstances'] } });
    await expect(stack.up(small)).resolves.toHaveProperty('url');
    const row = rowsOf(stack).find(({ about }) => about.en === 'permissions');
    expect(row).toMatchObject({ result: 'warning' });
    expect(row?.what?.en).toMatch(/cannot tell .*ec2:RunInstances/);
  });

  test('what the answers do not need is not asked about', async () => {
    const denied = ['rds:CreateDBInstance', 'elasticloadbalancing:CreateLoadBalancer', 'acm:RequestCertificate'];
    const stack = newStack({ otherwise: { denied } });
    await expect(stack.up(small)).resolves.toHaveProperty('url');
    expect(rowsOf(stack).find(({ about }) => about.en === 'permissions')?.result).toBe('ok');
  });

  test('what is needed only to take it away makes a warning that names it', async () => {
    const { preflight } = await newStack({ otherwise: { denied: ['ec2:DeleteVpc'] } }).plan();
    const row = preflight.rows.find(({ about }) => about.en === 'permissions');
    expect(row).toMatchObject({ result: 'warning' });
    expect(row?.what?.en).toMatch(/not .*delete it later.*: ec2:DeleteVpc/);
  });

  test('a role of IAM Identity Center is asked about under its whole name', async () => {
    const caller = 'sts::assumed-role/AWSReservedSSO_Admin_0123456789abcdef/me';
    const stack = newStack({ otherwise: { caller } });
    const { preflight } = await stack.plan();
    expect(preflight.rows.find(({ about }) => about.en === 'permissions')?.result).toBe('ok');
    const { input } = stack.calls.find(({ operation }) => operation === 'SimulatePrincipalPolicy')!;
    expect(input).toHaveProperty(
      'PolicySourceArn',
      'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef',
    );
  });

  test('the root user is warned, and IAM is not asked', async () => {
    const stack = newStack({ otherwise: { caller: 'iam::root' } });
    const { preflight } = await stack.plan();
    expect(preflight.rows[0]).toMatchObject({ about: { en: 'identity' }, result: 'warning' });
    expect(preflight.rows[0]?.fix?.en).toContain('IAM Identity Center');
    expect(stack.calls.map(({ operation }) => operation)).not.toContain('SimulatePrincipalPolicy');
  });

  test('it can be left out', async () => {
    const stack = newStack({ scenario: 'access-denied' });
    const { preflight } = await stack.plan({}, { skip: new Set(['permissions']) });
    expect(preflight.rows.filter(({ step }) => step === 'permissions')).toEqual([]);
    expect(stack.calls.map(({ operation }) => operation)).not.toContain('SimulatePrincipalPolicy');
  });

  test('a role that AWS has made for itself before needs no permission', async () => {
    const account = { denied: ['iam:CreateServiceLinkedRole'], linkedRoles: 'there' } as const;
    await expect(newStack({ otherwise: account }).up({ database: 'none' })).resolves.toHaveProperty('url');
  });
});

describe('a check says no more than it knows', () => {
  test('a DS record left at the parent makes a warning', async () => {
    const { preflight } = await newStack({ otherwise: { signed: true } }).plan();
    const row = preflight.rows.find(({ about }) => about.en === 'DNSSEC');
    expect(row).toMatchObject({ result: 'warning', step: 'zone' });
    expect(row?.fix?.en).toMatch(/Turn DNSSEC off/);
  });

  test.each([
    ['names Amazon among others', ['0 issue "letsencrypt.org"', '0 issue "amazontrust.com; policy=x"']],
    ['is about wildcards and mail alone', ['0 issuewild ";"', '0 iodef "mailto:me@example.com"']],
  ])('a CAA record that %s is no obstacle', async (_, values) => {
    const stack = newStack();
    zoneWithCaa(...values)(stack);
    const { preflight } = await stack.plan();
    expect(preflight.rows.find(({ about }) => about.en === 'CAA records')?.result).toBe('ok');
  });

  test('a CAA record says in Korean, too, whom it allows and whom it does not', async () => {
    const said = async (value: string) => {
      const stack = newStack();
      zoneWithCaa(value)(stack);
      const { preflight } = await stack.plan();
      return preflight.rows.find(({ about }) => about.en === 'CAA records')?.what?.ko;
    };
    expect(await said('0 issue "letsencrypt.org"')).toMatch(/인증서 발급만 허용합니다: letsencrypt\.org\./);
    expect(await said('0 issue ";"')).toMatch(/어느 기관의 인증서 발급도 허용하지 않습니다\./);
  });

  test('what an earlier run has made does not count against the quota, also when its state is lost', async () => {
    const tight = { otherwise: { quotas: { vpcs: 2, addresses: 1, cpus: 2, loadBalancers: 1, databases: 1 } } };
    const stack = newStack(tight);
    await stack.up({ 'elastic-ip': 'true' });
    const { preflight } = await stack.under({ name: 'demo' }).plan({ 'elastic-ip': 'true' });
    expect(preflight.rows).toEqual([]);

    const lost = newStack({ ...tight, clock: stack.clock, store: memory(stack) });
    const again = await lost.plan({ 'elastic-ip': 'true' }, { recover: true });
    expect(again.preflight.rows.filter(({ result }) => result === 'obstacle')).toEqual([]);
  });

  test('the first database of an account waits for the role that AWS makes for itself', async () => {
    const stack = newStack({ otherwise: { linkedRoles: 'late' } });
    await expect(stack.up({ entry: 'elastic-ip' })).resolves.toHaveProperty('database');
    expect(stack.calls.filter(({ operation }) => operation === 'CreateDBSubnetGroup').length).toBeGreaterThan(1);
  });

  test('where nothing is to be made, nothing is asked', async () => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    const before = stack.calls.length;
    await stack.up();
    const asked = stack.calls.slice(before).map(({ operation }) => operation);
    for (const operation of ['SimulatePrincipalPolicy', 'GetServiceQuota', 'DescribeAccountLimits'])
      expect(asked).not.toContain(operation);
  });

  test('nothing is written down before the yes', async () => {
    const stack = newStack({ scenario: 'small-quotas' });
    await troubleOf(stack.up());
    expect([...stack.state.steps.keys()]).toEqual([]);
  });
});

/** The account of a stack as another program finds it. */
const memory = ({ rehearsal: { account } }: Stack) => ({
  load: () => JSON.stringify(account.data),
  save: () => undefined,
});

figures(`preflight: ${obstacles.length} obstacles and ${unasked.length + 2} silences played`);
