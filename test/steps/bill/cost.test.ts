import { beforeAll, describe, expect, test } from 'vitest';
import { expectCode, project, small, unbroken } from '../../commands/support.ts';
import { builtStack } from '../../support/built-stack.ts';
import { run } from '../../support/program.ts';
import type { Stack, StackOptions } from '../../support/stack.ts';

const day = 86_400_000;

/** A stack that has stood for some days of a month that began before it, with its label on the bill from the second on. */
async function stackOnTheBill(): Promise<Stack> {
  const stack = await builtStack();
  const { clock } = stack;
  const now = new Date(clock.now());
  // To the third day of the next month, so that none of the days falls into another one.
  await clock.sleep(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 3) - clock.now());
  await stack.activate();
  await clock.sleep(12 * day);
  return stack;
}

const refusing = (name: string, message: string): Pick<StackOptions, 'onCall'> => ({
  onCall({ operation }) {
    if (operation === 'GetCostAndUsage') throw Object.assign(new Error(message), { code: name, name, status: 400 });
  },
});

test('a bill is put beside the estimate, a line a thing, with what the month will come to', async () => {
  const stack = await stackOnTheBill();
  const { lines, total, unlabelled, others, isLabelled, looking } = await stack.cost();
  expect(isLabelled).toBe(true);
  const server = lines.find(({ what }) => what.en === 'Server t3.micro');
  // Eleven days of twelve are on the bill, and label theirs.
  expect(server).toMatchObject({ estimated: 7.59, billed: 2.75 });
  const days = 30.4;
  expect(server?.monthEnd).toBeGreaterThan(2.75 + 7.59 * (16 / days) - 0.3);
  expect(server?.monthEnd).toBeLessThan(2.75 + 7.59 * (19 / days));
  expect(total.billed).toBeGreaterThan(10);
  expect(total.monthEnd).toBeGreaterThan(total.billed ?? Infinity);
  // Before the label was activated nobody knows whose it was; an address has none.
  expect(unlabelled.map(({ what }) => what.en)).toContain('PublicIPv4:InUseAddress');
  expect(others).toEqual([]);
  expect(looking).toBe(0.01);
});

test('what is not of this stack is named apart', async () => {
  const stack = await stackOnTheBill();
  const { instances } = stack.rehearsal.account.data.regions['us-east-1']!;
  const theirs = { ...instances[0]!, id: 'i-0123456789abcdef0', type: 'm7i.2xlarge', tags: {} };
  const sister = { ...theirs, id: 'i-0123456789abcdef1', tags: { 'stepway:id': 'cafe0123' } };
  instances.push(theirs, sister);
  const { others } = await stack.cost();
  expect(others.map(({ what }) => what.en)).toContain('BoxUsage:m7i.2xlarge (stepway:id cafe0123)');
});

test('one request is made, for this month alone, and none where nobody wants it', async () => {
  const stack = await stackOnTheBill();
  const asked = () => stack.calls.filter(({ operation }) => operation === 'GetCostAndUsage');
  await stack.cost({ isLooked: false });
  expect(asked()).toEqual([]);
  await stack.cost();
  const [{ input } = { input: {} }, ...more] = asked();
  expect(more).toEqual([]);
  const today = new Date(stack.clock.now()).toISOString();
  expect(input).toMatchObject({ TimePeriod: { Start: `${today.slice(0, 7)}-01` }, Granularity: 'MONTHLY' });
});

test('as long as the label is not on the bill, amounts are nobody’s', async () => {
  const stack = await builtStack();
  await stack.clock.sleep(2 * day);
  const { lines, total, isLabelled, unlabelled } = await stack.cost();
  expect(isLabelled).toBe(false);
  expect(total).toEqual({ estimated: expect.any(Number) as number });
  expect(lines.every(({ billed }) => billed === undefined)).toBe(true);
  expect(unlabelled.length).toBeGreaterThan(0);
});

test('a label that the bill has not seen yet cannot be activated, and says when', async () => {
  const stack = await builtStack();
  await expect(stack.activate()).rejects.toMatchObject({ kind: 'waiting' });
});

describe('without a bill there is the estimate, and a sentence why', () => {
  test('the first day has no figures', async () => {
    const { missing, lines, looking } = await (await builtStack()).cost();
    expect(missing?.what.en).toBe('AWS has no figures of this month yet.');
    expect(lines[0]).toMatchObject({ estimated: 7.59 });
    expect(looking).toBe(0);
  });

  test.each([
    [
      'AccessDeniedException',
      'User not enabled for cost explorer access',
      'Cost Explorer is off',
      /Open Cost Explorer/,
    ],
    ['DataUnavailableException', 'Data is not available.', 'AWS has no figures', /tomorrow/],
    [
      'AccessDeniedException',
      'User: arn:aws:iam::123456789012:user/rehearsal is not authorized to perform: ce:GetCostAndUsage on resource: * because no identity-based policy allows the ce:GetCostAndUsage action',
      'You may not see the bill',
      /stepway plan --permissions bill/,
    ],
  ])('%s: %s', async (name, message, what, todo) => {
    const { missing, total } = await (await builtStack()).under(refusing(name, message)).cost();
    expect(missing?.what.en).toContain(what);
    expect(missing?.todo.en).toMatch(todo);
    expect(total.estimated).toBeGreaterThan(40);
  });
});

describe('stepway cost', () => {
  const cwd = project();
  beforeAll(async () => {
    const { code, stderr } = await run(['up', ...small, '--rehearse'], { cwd });
    expectCode(code, 0, stderr);
  }, 60_000);

  test('shows the estimate to people', async () => {
    const { code, stdout, stderr } = await run(['cost', '--rehearse'], { cwd });
    expectCode(code, 0, stderr);
    expect(stdout).toMatch(/Server t3\.micro +7\.59 USD/);
    expect(stdout).toMatch(/Total +12\.54 USD/);
    expect(unbroken(stderr)).toContain('AWS has no figures of this month yet.');
    const korean = await run(['cost', '--lang', 'ko', '--rehearse'], { cwd });
    expect(korean.stdout).toMatch(/합계 +12\.54달러/);
  });

  test('has what another program reads', async () => {
    const { code, stdout } = await run(['cost', '--json', '--rehearse'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'shop',
      currency: 'USD',
      lines: expect.arrayContaining([{ what: 'Server t3.micro', estimated: 7.59 }]) as unknown,
      looking: 0,
      missing: { what: 'AWS has no figures of this month yet.' },
    });
  });

  test('needs a stack, and says when its label cannot be activated yet', async () => {
    expect((await run(['cost', '--rehearse'], { cwd: project() })).code).toBe(2);
    const { code, stderr } = await run(['cost', '--activate', '--rehearse'], { cwd });
    expectCode(code, 3, stderr);
  });
});
