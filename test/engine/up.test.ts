import { readFileSync, statSync } from 'node:fs';
import { DeleteCertificateCommand, DescribeCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { ChangeResourceRecordSetsCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { describe, expect, test } from 'vitest';
import type { DurableEvent } from '../../src/state/events.ts';
import { steps } from '../../src/steps/index.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';

const zoneName = 'example.com';

interface Variant {
  readonly called: string;
  readonly flags: Flags;
  readonly adopts?: boolean;
  /** What the outputs have to have, and what they must not have. */
  readonly has: readonly string[];
  readonly lacks: readonly string[];
}

const everything = ['url', 'nameServers', 'hostedZoneId', 'instanceId', 'vpcId'];

const variants: readonly Variant[] = [
  {
    called: 'the default',
    flags: {},
    has: [...everything, 'certificateArn', 'loadBalancer', 'database'],
    lacks: ['publicIp'],
  },
  {
    called: 'straight to the server',
    flags: { entry: 'elastic-ip' },
    has: [...everything, 'publicIp', 'database'],
    lacks: ['certificateArn', 'loadBalancer'],
  },
  {
    called: 'straight to the server with www',
    flags: { entry: 'elastic-ip', www: 'true', database: 'none' },
    has: [...everything, 'publicIp'],
    lacks: ['certificateArn', 'loadBalancer', 'database'],
  },
  { called: 'MySQL', flags: { database: 'mysql' }, has: [...everything, 'database'], lacks: [] },
  { called: 'no database', flags: { database: 'none' }, has: everything, lacks: ['database'] },
  { called: 'the default network', flags: { network: 'default' }, has: [...everything, 'database'], lacks: [] },
  { called: 'an adopted zone', flags: {}, adopts: true, has: [...everything, 'certificateArn'], lacks: [] },
  { called: 'www', flags: { www: 'true' }, has: [...everything, 'certificateArn'], lacks: [] },
  {
    called: 'an elastic IP beside the load balancer',
    flags: { 'elastic-ip': 'true' },
    has: [...everything, 'publicIp', 'loadBalancer'],
    lacks: [],
  },
  { called: 'SSH for a range', flags: { ssh: '198.51.100.0/24' }, has: everything, lacks: [] },
  { called: 'the top of the zone', flags: { domain: zoneName }, has: everything, lacks: [] },
  {
    called: 'everything small and of its own',
    flags: { 'instance-type': 't4g.small', 'app-port': '3000', 'health-path': '/health', ssh: 'my-ip' },
    has: everything,
    lacks: [],
  },
];

const writes = (stack: Stack) => stack.calls.filter(({ write }) => write).map(({ operation }) => operation);

/** What is there, without what AWS makes of itself beside our things: interfaces, the rules that let everything out. */
const ours = ({ rehearsal }: Stack) =>
  rehearsal.account
    .inventory()
    .filter(({ kind, tags }) => Object.keys(tags).length > 0 || !/interface|rule/.test(kind));

const journal = (stack: Stack) =>
  readFileSync(stack.stateFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as DurableEvent);

describe.each(variants)('$called', ({ flags, adopts, has, lacks }) => {
  test('is built, kept as it is by a second run, and taken away again', async () => {
    const stack = newStack();
    const provided = adopts ? stack.rehearsal.account.addHostedZone(zoneName) : undefined;

    const outputs = await stack.up(flags);
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining([...has]));
    for (const one of lacks) expect(outputs).not.toHaveProperty(one);
    expect(outputs.url).toBe(`https://${flags['domain'] ?? 'app.example.com'}`);
    if (provided) expect(outputs.hostedZoneId).toBe(provided.id);
    expect([...stack.state.steps.values()].every(({ output }) => output)).toBe(true);

    const before = writes(stack).length;
    expect(await stack.up()).toEqual(outputs);
    expect(writes(stack).slice(before)).toEqual([]);
    expect((await stack.plan()).plan.every(({ action }) => action === 'keep')).toBe(true);

    const receipt = await stack.teardown('delete');
    expect(stack.rehearsal.account.inventory()).toEqual([]);
    expect(stack.state.steps.size).toBe(0);
    const kept = receipt.filter(({ outcome }) => outcome === 'kept').map(({ id }) => id);
    if (provided) expect(kept).toContain(provided.id);
  });
});

describe('building', () => {
  test('writes the intent of each thing down before its create call, and the handle before the waiting', async () => {
    const written = new Map<string, string[]>();
    const stack: Stack = newStack({
      afterCall({ operation }) {
        const known = journal(stack).flatMap((event) => ('step' in event ? [`${event.is} ${event.step}`] : []));
        written.set(operation, known);
      },
    });
    await stack.up();
    const creates = {
      CreateVpc: 'vpc',
      RunInstances: 'server',
      CreateDBInstance: 'database',
      CreateHostedZone: 'zone',
      RequestCertificate: 'certificate',
      CreateLoadBalancer: 'load-balancer',
      CreateRole: 'server-role',
    };
    for (const [operation, step] of Object.entries(creates)) {
      expect(written.get(operation), operation).toContain(`started ${step}`);
      expect(written.get(operation), operation).not.toContain(`made ${step}`);
    }
    // The next question about it is asked with its handle on the disk.
    expect(written.get('DescribeDBInstances')).toContain('made database');
    for (const step of stack.state.steps.keys()) {
      const told = stack.events
        .filter((event) => event.is !== 'waiting' || !event.note.en.startsWith('waiting for '))
        .flatMap((event) => ('step' in event && event.step === step ? [event.is] : []));
      const order = told.filter((is) => is === 'started' || is === 'made' || is === 'ready');
      expect(order, step).toEqual(['started', 'made', 'ready']);
      const [firstWait, made] = [told.indexOf('waiting'), told.indexOf('made')];
      if (firstWait >= 0) expect(made, step).toBeLessThan(firstWait);
    }
  });

  test('makes no thing twice, and one thing with each create call', async () => {
    const stack = newStack();
    await stack.up({ www: 'true', 'elastic-ip': 'true' });
    const made = ours(stack).map(({ kind, tags }) => `${kind} ${tags['stepway:step']}`);
    expect(new Set(made).size).toBe(made.length);
  });

  test('tags everything that can be tagged with the stack and the step', async () => {
    const stack = newStack();
    await stack.up({ 'elastic-ip': 'true' });
    const known = new Set(steps.map(({ id }) => id));
    for (const { id, tags } of ours(stack)) {
      expect(tags, id).toMatchObject({ 'stepway:name': 'demo' });
      expect(known, id).toContain(tags['stepway:step']);
      expect(tags['Name'], id).toBe(`demo-${tags['stepway:step']}`);
    }
  });

  test('takes hardly longer than its slowest part', async () => {
    const stack = newStack();
    const began = stack.clock.now();
    await stack.up();
    // The database alone: what must be there before it, 255 seconds, and its policy.
    expect((stack.clock.now() - began) / 1000).toBeLessThan(285);
  });

  test('writes no secret down, and nobody else may read what it writes', async () => {
    const stack = newStack();
    await stack.up();
    expect(readFileSync(stack.stateFile, 'utf8')).not.toMatch(/"password"|AKIA|UserData/i);
    expect(statSync(stack.stateFile).mode & 0o077).toBe(0);
  });

  test('looks up and checks everything it can before the first thing is made', async () => {
    const stack = newStack();
    await stack.up();
    const first = stack.calls.findIndex(({ write }) => write);
    const before = stack.calls.slice(0, first).map(({ operation }) => operation);
    expect(before).toEqual(
      expect.arrayContaining([
        'GetCallerIdentity',
        'DescribeInstanceTypeOfferings',
        'GetParameter',
        'GetServiceQuota',
        'DescribeAccountLimits',
      ]),
    );
  });
});

describe('taking away', () => {
  test('keeps a last snapshot of the data when that is wished, and says so', async () => {
    const stack = newStack();
    await stack.up();
    const receipt = await stack.teardown('snapshot');
    const left = stack.rehearsal.account.inventory();
    expect(left).toMatchObject([{ kind: 'snapshot' }]);
    const kept = receipt.filter(({ outcome }) => outcome === 'kept');
    expect(kept).toMatchObject([{ step: 'database', id: left[0]?.id }]);
    expect(stack.state.steps.size).toBe(0);
  });

  test('is refused while nobody has said what becomes of the data, and touches nothing', async () => {
    const stack = newStack();
    await stack.up();
    const before = writes(stack).length;
    await expect(stack.teardown()).rejects.toMatchObject({ kind: 'usage' });
    expect(writes(stack)).toHaveLength(before);
  });

  test('needs no word on data when there is no database', async () => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    await stack.teardown();
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('looks for everything it deleted, and did not find it', async () => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    const had = stack.rehearsal.account.inventory().length;
    const receipt = await stack.teardown();
    expect(receipt.filter(({ outcome }) => outcome === 'deleted').length).toBeGreaterThanOrEqual(had);
  });

  test('a stack can be built again from the same folder', async () => {
    const stack = newStack();
    const first = await stack.up();
    await stack.teardown('delete');
    const second = await stack.up();
    expect(second.vpcId).not.toBe(first.vpcId);
    expect(second.url).toBe(first.url);
  });

  test('leaves a hosted zone with records of others, and names them', async () => {
    const stack = newStack();
    const { hostedZoneId } = await stack.up({ database: 'none' });
    const mail = { Name: 'example.com', Type: 'MX' as const, TTL: 300, ResourceRecords: [{ Value: '10 mail.test.' }] };
    await stack.aws.route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: hostedZoneId,
        ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: mail }] },
      }),
    );
    const receipt = await stack.teardown();
    expect(receipt.find(({ step }) => step === 'zone')).toMatchObject({ outcome: 'kept', id: hostedZoneId });
    expect(receipt.find(({ step }) => step === 'zone')?.why?.en).toContain('example.com MX');
    expect(stack.rehearsal.account.inventory()).toMatchObject([{ kind: 'hosted-zone' }]);
    expect([...stack.state.steps.keys()]).toContain('zone');
  });

  const others = { DomainName: 'app.example.com', ValidationMethod: 'DNS' } as const;
  test.each([
    [{}, others],
    [{ www: 'true' }, others],
    [{}, { ...others, KeyAlgorithm: 'EC_prime256v1' }],
    [{}, { ...others, DomainName: '*.app.example.com' }],
  ] as const)('leaves the record by which others renew a certificate, and no more: %o %o', async (flags, request) => {
    const stack = newStack();
    const { id } = stack.rehearsal.account.addHostedZone(zoneName);
    await stack.up({ database: 'none', ...flags });
    const { CertificateArn } = await stack.aws.acm.send(new RequestCertificateCommand(request));
    await stack.clock.sleep(60_000);
    const receipt = await stack.teardown();
    const kept = receipt.filter(({ outcome }) => outcome === 'kept');
    expect(kept.map(({ step }) => step).toSorted()).toEqual(['existing-zone', 'validation-records']);
    expect(kept.find(({ step }) => step === 'validation-records')?.why?.en).toContain(CertificateArn);
    expect(stack.rehearsal.account.inventory()).toMatchObject([{ kind: 'certificate', id: CertificateArn }]);
    expect(stack.state.steps.size).toBe(0);
    const { ResourceRecordSets = [] } = await stack.aws.route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: id }),
    );
    expect(ResourceRecordSets.filter(({ Type }) => Type === 'CNAME')).toHaveLength(1);
  });

  const proofOf = async (stack: Stack, zoneId: string) => {
    const { ResourceRecordSets = [] } = await stack.aws.route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zoneId }),
    );
    return ResourceRecordSets.filter(({ Type }) => Type === 'CNAME');
  };
  /** What another stack or another region has put there for a certificate of the same name. */
  const proveBefore = async (stack: Stack, HostedZoneId: string) => {
    const { CertificateArn } = await stack.aws.acm.send(new RequestCertificateCommand(others));
    await stack.clock.sleep(60_000);
    const { Certificate } = await stack.aws.acm.send(new DescribeCertificateCommand({ CertificateArn }));
    const { Name, Value } = Certificate?.DomainValidationOptions?.[0]?.ResourceRecord ?? {};
    const record = { Name, Type: 'CNAME' as const, TTL: 300, ResourceRecords: [{ Value }] };
    await stack.aws.route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId,
        ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: record }] },
      }),
    );
    await stack.aws.acm.send(new DeleteCertificateCommand({ CertificateArn }));
    return record;
  };

  test.each([{}, { www: 'true' }])('leaves a validation record that was there before as it was: %o', async (flags) => {
    const stack = newStack();
    const { id } = stack.rehearsal.account.addHostedZone(zoneName);
    const record = await proveBefore(stack, id);
    await stack.up({ database: 'none', ...flags });
    expect(await proofOf(stack, id)).toHaveLength('www' in flags ? 2 : 1);
    const receipt = await stack.teardown();
    const kept = receipt.find(({ step, outcome }) => step === 'validation-records' && outcome === 'kept');
    expect(kept?.why?.en).toMatch(/it was there before/);
    expect(await proofOf(stack, id)).toEqual([record]);
  });

  test('deletes a validation record of its own, also after its making was interrupted', async () => {
    let lost = false;
    const stack = newStack({
      afterCall: ({ operation, input }) => {
        if (lost || operation !== 'ChangeResourceRecordSets' || !JSON.stringify(input).includes('acm-valid')) return;
        lost = true;
        throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
      },
    });
    const { id } = stack.rehearsal.account.addHostedZone(zoneName);
    await stack.up({ database: 'none' });
    expect(lost).toBe(true);
    await stack.teardown();
    expect(await proofOf(stack, id)).toEqual([]);
  });

  test.each([
    ['is used', [], /also used to renew another certificate/],
    ['may be used', ['acm:ListCertificates'], /could not be looked up/],
  ] as const)('leaves a validation record that %s in us-east-1', async (_, denied, why) => {
    const stack = newStack();
    const { id } = stack.rehearsal.account.addHostedZone(zoneName);
    await stack.up({ database: 'none', region: 'ap-northeast-2' });
    // The clients of the test are in us-east-1.
    if (denied.length === 0) await stack.aws.acm.send(new RequestCertificateCommand(others));
    const receipt = await stack.under({ otherwise: { denied } }).teardown();
    expect(receipt.find(({ step }) => step === 'validation-records')?.why?.en).toMatch(why);
    expect(await proofOf(stack, id)).toHaveLength(1);
  });
});
