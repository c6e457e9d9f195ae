import { rmSync } from 'node:fs';
import { ChangeResourceRecordSetsCommand, type Change } from '@aws-sdk/client-route-53';
import { describe, expect, test } from 'vitest';
import { DnsUnreachable } from '../../src/dns/dns-unreachable.ts';
import type { PresentRecords } from '../../src/dns/dns.ts';
import type { Row } from '../../src/engine/preflight.ts';
import type { Run } from '../../src/engine/run.ts';
import type { Trouble } from '../../src/errors.ts';
import { newStack, type Stack, type StackOptions } from '../support/stack.ts';

const zone = 'example.com';
const small = { database: 'none' };
const copying = { ...small, 'copy-records': 'true' };

/** A domain whose DNS is elsewhere, with mail. */
const newDomain = (options: StackOptions = {}) => newStack({ ...options, otherwise: { mailElsewhere: true } });

/** What the zones of the account have that is no address of the site and no proof: `mail.example.com. CNAME`. */
const recordsOf = (stack: Stack) =>
  stack.rehearsal.account.data.zones.flatMap(({ records }) =>
    records
      .filter(({ type, alias }) => type !== 'NS' && type !== 'SOA' && !alias)
      .filter(({ values }) => !values.some((value) => value.includes('acm-validations')))
      .map(({ name, type }) => `${name} ${type}`),
  );

const copies = [
  `_dmarc.${zone}. TXT`,
  `_stepway.${zone}. TXT`,
  `${zone}. A`,
  `${zone}. MX`,
  `${zone}. TXT`,
  `google._domainkey.${zone}. TXT`,
  `mail.${zone}. CNAME`,
  `www.${zone}. CNAME`,
];

const change = (stack: Stack, ...changes: Change[]) =>
  stack.aws.route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: (stack.handle('zone') as { zoneId: string }).zoneId,
      ChangeBatch: { Changes: changes },
    }),
  );
const mx = (...values: string[]) => ({
  Name: zone,
  Type: 'MX' as const,
  TTL: 3600,
  ResourceRecords: values.map((Value) => ({ Value })),
});
const mailOf = (stack: Stack) =>
  stack.rehearsal.account.data.zones[0]?.records.find(({ type }) => type === 'MX')?.values;

const rowOf = async (
  stack: Stack,
  flags: Record<string, string>,
  wrap?: (run: Run) => Run,
): Promise<Row | undefined> => {
  const { preflight } = await stack.plan(flags, wrap ? { wrap } : {});
  return preflight.rows.find(({ about }) => about.en === 'existing DNS records');
};

describe('what the domain had before', () => {
  test('is in the new zone before the name servers are moved, in one change, and goes with it', async () => {
    const stack = newDomain();
    await stack.up(copying);
    expect(recordsOf(stack).toSorted()).toEqual(copies.toSorted());
    const batches = stack.calls.filter(
      ({ operation, input }) =>
        operation === 'ChangeResourceRecordSets' &&
        (input as { ChangeBatch: { Changes: Change[] } }).ChangeBatch.Changes.some(
          ({ ResourceRecordSet }) => ResourceRecordSet?.Type === 'MX',
        ),
    );
    expect(batches).toHaveLength(1);
    const ready = stack.events.flatMap((event) => (event.is === 'ready' ? [event.step] : []));
    expect(ready.indexOf('copied-records')).toBeLessThan(ready.indexOf('delegated'));

    await stack.teardown();
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('is not copied where the site itself goes', async () => {
    const stack = newDomain();
    await stack.up({ ...copying, domain: zone, www: 'true' });
    const zones = stack.rehearsal.account.data.zones.flatMap(({ records }) => records);
    expect(zones.filter(({ type, name }) => type === 'A' && name === `${zone}.`)).toMatchObject([{ alias: {} }]);
    expect(zones.filter(({ name }) => name === `www.${zone}.`)).toMatchObject([{ type: 'A' }]);
    expect(mailOf(stack)).toHaveLength(2);
  });

  test('stays where it is when nobody wants it, and the plan says what would be lost and which flag keeps it', async () => {
    const stack = newDomain();
    const row = await rowOf(stack, small);
    expect(row?.result).toBe('warning');
    for (const lost of [`${zone} MX`, `_dmarc.${zone} TXT`, `mail.${zone} CNAME`]) {
      expect(row?.what?.en).toContain(lost);
      expect(row?.what?.ko).toContain(lost);
    }
    expect(row?.fix?.en).toContain('--copy-records');
    await stack.up(small);
    expect(recordsOf(stack)).toEqual([]);
  });

  test.for([
    ['a domain that has nothing yet', () => newStack(), small],
    ['records that are taken along', () => newDomain(), copying],
  ] as const)('%s is no reason to warn', async ([, make, flags]) => {
    expect((await rowOf(make(), flags))?.result).toBe('ok');
  });

  test('of a zone that was there before is left to its owner', async () => {
    const stack = newDomain();
    stack.rehearsal.account.addHostedZone(zone);
    await stack.up(copying);
    expect(stack.state.steps.has('copied-records')).toBe(false);
    expect(recordsOf(stack)).toEqual([]);
  });

  const silent = (run: Run): Run => ({
    ...run,
    dns: { ...run.dns, records: () => Promise.reject(new DnsUnreachable(['192.0.2.1:53'], { said: ['REFUSED'] })) },
  });
  const vague =
    (...unanswered: PresentRecords['unanswered']) =>
    (run: Run): Run => ({
      ...run,
      dns: { ...run.dns, records: async (name) => ({ ...(await run.dns.records(name)), unanswered }) },
    });
  const undecided: readonly Record<string, string>[] = [small, copying];

  test.for(undecided)(
    'is unknown where the DNS refuses to tell: nothing is made, and two ways out are told: %o',
    async (flags) => {
      const stack = newDomain();
      const trouble = (await stack.up(flags, { wrap: silent }).catch((error: unknown) => error)) as Trouble;
      expect(trouble.kind).toBe('usage');
      expect(trouble.what.en).toMatch(/example\.com has now is unknown: no answer from 192\.0\.2\.1:53 \(REFUSED\)/);
      expect(trouble.todo.en).toMatch(/--dns-server .*--no-copy-records/);
      expect(stack.calls.filter(({ write }) => write)).toEqual([]);
      expect(stack.events.some((event) => event.is === 'waiting')).toBe(false);
    },
  );

  test('is unknown in part where one lookup fails: that one is named, and nothing is made', async () => {
    const stack = newDomain();
    const wrap = vague({ name: zone, type: 'MX' }, { name: zone, type: 'CAA' });
    const trouble = (await stack.up(copying, { wrap }).catch((error: unknown) => error)) as Trouble;
    expect(trouble.kind).toBe('usage');
    expect(trouble.what.en).toContain(`lookups at Gabia failed: ${zone} MX, ${zone} CAA`);
    expect(stack.calls.filter(({ write }) => write)).toEqual([]);
  });

  test('is known well enough without what the site replaces, and without CAA records', async () => {
    const flags = { ...copying, domain: zone };
    const row = await rowOf(newDomain(), flags, vague({ name: zone, type: 'A' }, { name: zone, type: 'CAA' }));
    expect(row?.result).toBe('warning');
    expect(row?.what?.en).toContain(`${zone} CAA (?)`);
  });

  test('need not be known by somebody who says so, now or in an earlier run', async () => {
    const stack = newDomain({ scenario: 'name-servers-not-set' });
    const said = { ...small, 'copy-records': 'false' };
    expect((await rowOf(stack, said, silent))?.result).toBe('warning');
    await stack.up(said, { wrap: silent, patience: 0 }).catch(() => undefined);
    expect(stack.state.steps.has('zone')).toBe(true);
    await expect(stack.up({}, { wrap: silent, patience: 0 })).rejects.toMatchObject({ kind: 'waiting' });
  });

  test('that falls silent once the zone is there is not taken for nothing: the copy is made by a later run', async () => {
    const stack = newDomain({
      scenario: 'name-servers-not-set',
      onCall: ({ operation, input }) => {
        if (operation === 'ChangeResourceRecordSets' && JSON.stringify(input).includes('_stepway') && refuses)
          throw new Error('refused');
      },
    });
    let refuses = true;
    await stack.up(copying, { patience: 0 }).catch(() => undefined);
    expect(stack.state.steps.get('zone')?.handle).toBeDefined();
    refuses = false;
    for (const wrap of [silent, vague({ name: zone, type: 'MX' })]) {
      const trouble = (await stack.up({}, { wrap, patience: 0 }).catch((error: unknown) => error)) as Trouble;
      expect(trouble.kind).toBe('waiting');
      expect(trouble.what.en).toMatch(/nothing was copied/);
      expect(trouble.todo.en).toMatch(/^Leave the name servers as they are/);
    }
    expect(recordsOf(stack)).toEqual([]);
    await stack.up({}, { patience: 0 }).catch(() => undefined);
    expect(recordsOf(stack).toSorted()).toEqual(copies.toSorted());
  });

  test('at the site’s own name is no obstacle while the DNS is elsewhere, and what happens to it is said', async () => {
    const stack = newDomain();
    const { preflight } = await stack.plan({ ...copying, domain: zone });
    const row = preflight.rows.find(({ about }) => about.en.includes('present address'));
    expect(row).toMatchObject({ result: 'ok' });
    expect(row?.what?.en).toContain(`visitors go where Gabia sends them (${zone} A 198.51.100.7)`);
    expect(row?.what?.ko).toContain('198.51.100.7');
  });

  test('with a part that others answer for, that part is named', async () => {
    const present: PresentRecords = {
      nameServers: ['ns.gabia.net'],
      records: [],
      delegated: [`dev.${zone}`],
      unanswered: [],
    };
    const row = await rowOf(newDomain(), copying, (run) => ({
      ...run,
      dns: { ...run.dns, records: async () => present },
    }));
    expect(row?.result).toBe('warning');
    expect(row?.what?.en).toContain(`dev.${zone} NS`);
  });
});

describe('CAA records of the domain', () => {
  const caaOf = async (flags: Record<string, string>, issuer: string) => {
    const stack = newDomain();
    const { preflight } = await stack.plan(flags, {
      wrap: (run) => ({ ...run, dns: { ...run.dns, caa: async () => [{ tag: 'issue', value: issuer }] } }),
    });
    return preflight.rows.find(({ about }) => about.en === 'CAA records')?.result;
  };

  test('that would be taken along must let Amazon issue certificates', async () => {
    expect(await caaOf({ ...copying, domain: zone }, 'letsencrypt.org')).toBe('obstacle');
    expect(await caaOf({ ...copying, domain: zone }, 'amazon.com')).toBe('ok');
  });
});

describe('the copies', () => {
  test('are put back when they are gone', async () => {
    const stack = newDomain();
    await stack.up(copying);
    await change(stack, { Action: 'DELETE', ResourceRecordSet: mx(...(mailOf(stack) ?? [])) });
    const { plan } = await stack.plan();
    expect(plan.find(({ step }) => step.id === 'copied-records')).toMatchObject({
      action: 'mend',
      note: { en: `missing: ${zone} MX` },
    });
    await stack.up();
    expect(mailOf(stack)).toHaveLength(2);
  });

  test('that somebody has edited are theirs: neither put back nor deleted', async () => {
    const stack = newDomain();
    await stack.up(copying);
    await change(stack, { Action: 'UPSERT', ResourceRecordSet: mx('5 new.example.org.') });
    await stack.up();
    expect(mailOf(stack)).toEqual(['5 new.example.org.']);
    const rows = await stack.teardown();
    expect(mailOf(stack)).toEqual(['5 new.example.org.']);
    expect(rows.find(({ step }) => step === 'zone')).toMatchObject({ outcome: 'kept' });
    expect(recordsOf(stack)).toEqual([`${zone}. MX`]);
  });

  test('are found again after a crash, without asking the old servers, and made once', async () => {
    let lost = false;
    const stack = newDomain({
      afterCall: ({ operation, input }) => {
        if (lost || operation !== 'ChangeResourceRecordSets' || !JSON.stringify(input).includes('_stepway')) return;
        lost = true;
        throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
      },
    });
    await stack.up(copying).catch(() => undefined);
    expect(lost).toBe(true);
    await stack.up();
    expect(recordsOf(stack).toSorted()).toEqual(copies.toSorted());
    await stack.teardown();
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('are known without a state file by their mark, and nothing else is taken for them', async () => {
    const stack = newDomain();
    await stack.up(copying);
    await change(stack, {
      Action: 'CREATE',
      ResourceRecordSet: {
        Name: `blog.${zone}`,
        Type: 'CNAME',
        TTL: 60,
        ResourceRecords: [{ Value: 'x.example.net' }],
      },
    });
    rmSync(stack.stateFile);
    await stack.recover(small);
    const { records } = stack.handle('copied-records') as { records: { name: string; type: string }[] };
    expect([...records.map(({ name, type }) => `${name}. ${type}`), `_stepway.${zone}. TXT`].toSorted()).toEqual(
      copies.toSorted(),
    );
  });
});
