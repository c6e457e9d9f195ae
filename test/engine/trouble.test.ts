import { describe, expect, test } from 'vitest';
import { newStack } from '../support/stack.ts';
import { troubleOf } from '../support/trouble.ts';
import { around } from './mortal.ts';
import { languages } from '../../src/words.ts';

/** IAM does not let everybody ask beforehand what they may do. */
const refuseSimulation = around(({ operation }, next) =>
  operation === 'SimulatePrincipalPolicy'
    ? Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' }))
    : next(),
);

describe('without the permission to create a database', () => {
  test('says so with the line that the policy lacks, finishes what is under way, and goes on later', async () => {
    const stack = newStack({ scenario: 'access-denied' });
    const trouble = await troubleOf(stack.up({}, { between: refuseSimulation }));
    expect(trouble).toMatchObject({ name: 'Trouble', kind: 'aws' });
    expect(trouble.what.en).toContain('rds:CreateDBInstance');
    expect(trouble.todo.en).toContain('{"Effect":"Allow","Action":"rds:CreateDBInstance","Resource":"*"}');
    expect(trouble.todo.ko).toContain('"rds:CreateDBInstance"');
    expect(stack.events.filter((event) => event.is === 'failed')).toMatchObject([{ step: 'database' }]);
    for (const { tags } of stack.rehearsal.account.inventory())
      if (tags['stepway:step']) expect(stack.state.steps.get(tags['stepway:step'])?.handle).toBeDefined();

    const later = stack.under({ scenario: 'smooth' });
    await expect(later.up()).resolves.toMatchObject({ url: 'https://app.example.com' });
    await later.teardown('delete');
    expect(later.rehearsal.account.inventory()).toEqual([]);
  });

  test('says so before anything is made, where IAM can be asked', async () => {
    const stack = newStack({ scenario: 'access-denied' });
    const trouble = await troubleOf(stack.up());
    expect(trouble.kind).toBe('aws');
    expect(trouble.what.en).toContain('rds:CreateDBInstance');
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });
});

describe('with all Elastic IPs taken', () => {
  test('is refused before anything is made, and says what to do', async () => {
    const stack = newStack({ scenario: 'address-limit' });
    const trouble = await troubleOf(stack.up({ entry: 'elastic-ip' }));
    expect(trouble.kind).toBe('aws');
    expect(trouble.what.en).toMatch(/quota of Elastic IPs .* 5 of 5/);
    expect(stack.calls.filter(({ write }) => write)).toEqual([]);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('a stack that needs none is built all the same', async () => {
    const stack = newStack({ scenario: 'address-limit' });
    await expect(stack.up({ database: 'none' })).resolves.toHaveProperty('url');
  });
});

describe('with an app that answers with errors', () => {
  test('gives up after a while and says what the load balancer saw; the next run goes on waiting', async () => {
    const stack = newStack({ scenario: 'unhealthy-target' });
    const trouble = await troubleOf(stack.up({ database: 'none' }));
    expect(trouble.kind).toBe('aws');
    expect(trouble.what.en).toMatch(/10 minutes.*returned an error for the health check path.*500/);
    for (const language of languages) expect(trouble.todo[language]).toContain('`stepway doctor`');

    const again = stack.clock.now();
    await troubleOf(stack.up());
    expect(stack.clock.now() - again).toBeGreaterThan(600_000);

    const later = stack.under({ scenario: 'smooth' });
    const before = later.calls.length;
    await later.up();
    // It is up: from now on the server keeps to what its type includes.
    expect(later.calls.slice(before).flatMap(({ write, operation }) => (write ? [operation] : []))).toEqual([
      'ModifyInstanceCreditSpecification',
    ]);
    expect(later.state.steps.get('healthy')?.output).toBeDefined();
  });
});

test('throttling makes a run slower, and nothing else', async () => {
  const stack = newStack({ scenario: 'throttled' });
  await expect(stack.up()).resolves.toHaveProperty('url');
  await stack.teardown('delete');
  expect(stack.rehearsal.account.inventory()).toEqual([]);
});
