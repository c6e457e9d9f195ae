import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { StopInstancesCommand } from '@aws-sdk/client-ec2';
import { DeleteRolePolicyCommand, GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { describe, expect, test } from 'vitest';
import { connectionsBeyond } from '../../../src/steps/alarms/connections.ts';
import { monthlyOf } from '../../../src/operations/outlook.ts';
import type { Answered } from '../../../src/questions/question.ts';
import { alarmsPart } from '../../../src/steps/alarms/part.ts';
import { here, idOf } from '../../support/spoiling.ts';
import { newStack, type Stack } from '../../support/stack.ts';

const you = { alarms: 'you@example.com' };
const small = { database: 'none', delivery: 'none' };

const built = (stack: Stack) =>
  [...stack.state.steps.keys()]
    .filter((id) => /^(alarm|health-check|budget|figures)|^dashboard|-(events|mail)$/.test(id))
    .toSorted();

const states = async ({ aws }: Stack, cloudWatch = aws.cloudWatch) => {
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
  return Object.fromEntries(MetricAlarms.map(({ AlarmName = '', StateValue }) => [AlarmName, StateValue]));
};

describe('alarms', () => {
  test('are a part: off until an address is given, priced, and taken away with all that belongs to them', async () => {
    const stack = newStack();
    await stack.up();
    expect(built(stack)).toEqual([]);
    const before = (await stack.plan()).price.total;

    await stack.up(you);
    expect(built(stack)).toEqual([
      'alarm-certificate',
      'alarm-cpu',
      'alarm-cpu-credits',
      'alarm-database-connections',
      'alarm-database-cpu',
      'alarm-database-storage',
      'alarm-disk',
      'alarm-errors',
      'alarm-mail',
      'alarm-memory',
      'alarm-refused',
      'alarm-site-down',
      'alarm-slow',
      'alarm-topic',
      'dashboard',
      'database-events',
      'database-mail',
      'figures-access',
      'figures-agent',
    ]);
    expect((await stack.plan()).price.total).toBeCloseTo(before + 12 * 0.1 + 2 * 0.3, 2);

    await stack.up({ alarms: 'none' });
    expect(built(stack)).toEqual([]);
    expect(here(stack).alarms).toEqual([]);
    expect(here(stack).topics).toEqual([]);
    expect(here(stack).eventRules).toEqual([]);
    expect(stack.rehearsal.account.data.dashboards).toEqual([]);
  });

  test('are quiet as long as all is well', async () => {
    const stack = newStack();
    await stack.up(you);
    await stack.clock.sleep(40 * 60_000);
    expect(new Set(Object.values(await states(stack)))).toEqual(new Set(['OK']));
    expect(here(stack).mails).toEqual([]);
  });

  test.each(['load-balancer', 'elastic-ip'])(
    'do not ring for a site that has just been built, in the minutes before it was up (%s)',
    async (entry) => {
      const stack = newStack();
      await stack.up({ ...small, ...you, entry });
      const { regions } = stack.rehearsal.account.data;
      for (let minutes = 0; minutes < 10; minutes++) {
        await stack.clock.sleep(60_000);
        const of = [
          ...Object.entries(await states(stack)),
          ...Object.entries(await states(stack, stack.aws.globalCloudWatch)),
        ];
        expect(of.filter(([, state]) => state === 'ALARM')).toEqual([]);
      }
      expect(Object.values(regions).flatMap((region) => region?.mails ?? [])).toEqual([]);
    },
  );

  test('begin ten minutes later for a site that does not come up, and tell of it', async () => {
    const stack = newStack({ otherwise: { healthCheckAnswer: 502 } });
    await stack.up({ ...small, ...you, entry: 'elastic-ip' });
    await stack.clock.sleep(5 * 60_000);
    await states(stack, stack.aws.globalCloudWatch);
    const { mails } = stack.rehearsal.account.data.regions['us-east-1']!;
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('alarm-site-unreachable')]);
  });

  test.each([
    ['the disk fills up', { disk: 86 }, 'alarm-disk', 0.5],
    ['the memory runs out', { memory: 91 }, 'alarm-memory', 0.5],
    ['certbot does not renew the certificate', { certificateDays: 9 }, 'alarm-server-certificate', 25],
  ])('ring when %s', async (_, change, id, hours) => {
    const usual = { disk: 20, memory: 40, certificateDays: 60 };
    const stack = newStack();
    await stack.up({ ...small, ...you, entry: 'elastic-ip' });
    await stack.clock.sleep(hours * 3_600_000);
    expect((await states(stack))[`demo-${id}`]).toBe('OK');
    const full = stack.under({ otherwise: { figures: { ...usual, ...change } } });
    await full.clock.sleep(hours * 3_600_000);
    expect(Object.entries(await states(full)).filter(([, state]) => state === 'ALARM')).toEqual([
      [`demo-${id}`, 'ALARM'],
    ]);
    expect(here(full).mails.map(({ to }) => to)).toEqual(['you@example.com']);
  });

  test('hear of disk and memory from an agent that may send these figures and nothing else', async () => {
    const stack = newStack();
    await stack.up({ ...small, ...you });
    const [RoleName, PolicyName] = [
      idOf(stack, 'server-role', 'roleName'),
      idOf(stack, 'figures-access', 'policyName'),
    ];
    const { PolicyDocument = '' } = await stack.aws.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    expect(JSON.parse(decodeURIComponent(PolicyDocument)).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'cloudwatch:PutMetricData',
        Resource: '*',
        Condition: { StringEquals: { 'cloudwatch:namespace': 'stepway' } },
      },
    ]);
    await stack.clock.sleep(3_600_000);
    const shown = await stack.gauges();
    expect(
      shown.flatMap(({ gauge, values }) => (gauge.metric.namespace === 'stepway' ? [[gauge.id, values.at(-2)]] : [])),
    ).toEqual([
      ['server-disk', 20],
      ['server-memory', 40],
    ]);
    // Without the policy nothing arrives, which is not taken for well.
    await stack.aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    await stack.clock.sleep(3_600_000);
    expect((await states(stack))['demo-alarm-disk']).toBe('INSUFFICIENT_DATA');
    expect((await stack.diagnose()).finding?.link).toBe('alarms');
  });

  test('leave the agent to what else it does when they go', async () => {
    const stack = newStack();
    await stack.up({ ...small, ...you, 'log-days': '14' });
    await stack.up({ alarms: 'none' });
    const sent = stack.calls.findLast(({ operation }) => operation === 'SendCommand');
    expect(JSON.stringify(sent?.input)).toContain('remove-config -m ec2 -c file:/etc/stepway/figures.json');
    expect(built(stack)).toEqual([]);
    expect(stack.state.steps.has('log-agent')).toBe(true);
  });

  test('mail within three minutes of a server’s death behind a load balancer, once', async () => {
    const stack = newStack();
    await stack.up({ ...small, ...you });
    for (const seconds of [61, 7, 23, 44]) {
      await stack.clock.sleep(seconds * 1000 + 10 * 60_000);
      here(stack).mails = [];
      const dead = stack.under({ otherwise: { healthCheckAnswer: 502 } });
      const diedAt = stack.clock.now();
      await states(dead);
      await stack.clock.sleep(10 * 60_000);
      expect((await states(dead))['demo-alarm-site-down']).toBe('ALARM');
      const [mail, ...others] = here(dead).mails.filter(({ subject }) => subject.includes('site-down'));
      expect((mail!.at - diedAt) / 1000).toBeLessThanOrEqual(145);
      expect(mail!.to).toBe('you@example.com');
      expect(others).toEqual([]);
      await stack.clock.sleep(10 * 60_000);
      expect((await states(stack))['demo-alarm-site-down']).toBe('OK');
    }
  });

  test('mail when the server behind the load balancer is stopped', async () => {
    const stack = newStack();
    await stack.up({ ...small, ...you });
    await stack.clock.sleep(10 * 60_000);
    await stack.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [idOf(stack, 'server', 'instanceId')] }));
    const stoppedAt = stack.clock.now();
    await stack.clock.sleep(10 * 60_000);
    await states(stack);
    expect((here(stack).mails[0]!.at - stoppedAt) / 1000).toBeLessThanOrEqual(180);
  });

  test.each(['us-east-1', 'ap-northeast-2'])(
    'mail within three minutes of the death of a server that visitors reach directly, from us-east-1 (%s)',
    async (region) => {
      const stack = newStack();
      await stack.up({ ...small, ...you, entry: 'elastic-ip', region });
      expect(built(stack)).toEqual([
        'alarm-cpu',
        'alarm-cpu-credits',
        'alarm-disk',
        'alarm-mail',
        'alarm-mail-global',
        'alarm-memory',
        'alarm-server-certificate',
        'alarm-site-unreachable',
        'alarm-topic',
        'alarm-topic-global',
        'dashboard',
        'figures-access',
        'figures-agent',
        'health-check',
        'health-check-tags',
      ]);
      const { name } = stack.rehearsal.account.data.regions['us-east-1']!.alarms.find(
        ({ config }) => config.Namespace === 'AWS/Route53',
      )!;
      await stack.clock.sleep(10 * 60_000 + 7000);
      await states(stack, stack.aws.globalCloudWatch);
      const dead = stack.under({ otherwise: { healthCheckAnswer: 502 } });
      const diedAt = stack.clock.now();
      await states(dead, dead.aws.globalCloudWatch);
      await stack.clock.sleep(10 * 60_000);
      expect((await states(dead, dead.aws.globalCloudWatch))[name]).toBe('ALARM');
      const mails = dead.rehearsal.account.data.regions['us-east-1']!.mails;
      expect(mails.map(({ to }) => to)).toEqual(['you@example.com']);
      expect((mails[0]!.at - diedAt) / 1000).toBeLessThanOrEqual(180);

      const receipt = await stack.teardown();
      expect(receipt.filter(({ outcome }) => outcome !== 'deleted').map(({ step }) => step)).toEqual([]);
      expect(stack.rehearsal.account.data.healthChecks).toEqual([]);
      expect(stack.rehearsal.account.data.regions['us-east-1']!.topics).toEqual([]);
    },
  );

  test('wait for the click in the mail, say that nobody is told until then, and go on with the same command', async () => {
    const silent = newStack({ otherwise: { mailRead: false } });
    await expect(silent.up({ ...small, ...you }, { patience: 0 })).rejects.toMatchObject({ kind: 'waiting' });
    const seen = (await silent.status()).get('alarm-mail');
    expect(seen).toMatchObject({
      is: 'pending',
      note: { en: 'you@example.com has not confirmed yet: nobody is told' },
    });
    const { finding } = await silent.diagnose();
    expect(finding).toMatchObject({ link: 'alarms', users: true });
    expect(finding?.fix.en).toContain('Confirm subscription');

    // SNS forgets after two days: the next run has it ask again.
    await silent.clock.sleep(49 * 3_600_000);
    expect((await silent.status()).get('alarm-mail')).toMatchObject({ is: 'gone' });
    const read = silent.under({ otherwise: { mailRead: true } });
    await read.up();
    expect((await read.status()).get('alarm-mail')).toMatchObject({ is: 'ready' });
  });

  test('whose address was never confirmed go with their topic', async () => {
    const silent = newStack({ otherwise: { mailRead: false } });
    await expect(silent.up({ ...small, ...you }, { patience: 0 })).rejects.toMatchObject({ kind: 'waiting' });
    const receipt = await silent.teardown();
    expect(receipt.filter(({ outcome }) => outcome !== 'deleted')).toEqual([]);
    expect(here(silent).subscriptions).toEqual([]);
  });

  test('go to another address in place, and no longer to the one before', async () => {
    const stack = newStack();
    await stack.up({ ...small, ...you });
    await stack.up({ alarms: 'us@example.com' });
    expect(here(stack).subscriptions.map(({ endpoint }) => endpoint)).toEqual(['us@example.com']);
    expect(stack.calls.filter(({ operation }) => operation === 'CreateTopic')).toHaveLength(1);
  });

  test('to an address that was mistyped are taken off it when somebody there says yes later', async () => {
    const silent = newStack({ otherwise: { mailRead: false } });
    const wrong = { ...small, alarms: 'yuo@example.com' };
    await expect(silent.up(wrong, { patience: 0 })).rejects.toMatchObject({ kind: 'waiting' });
    const stack = silent.under({ otherwise: { mailRead: true } });
    await stack.up(you);
    const addresses = () => here(stack).subscriptions.map(({ endpoint }) => endpoint);
    // Nobody can take back what the first mail asked.
    expect(addresses()).toEqual(['yuo@example.com', 'you@example.com']);
    expect((await stack.status()).get('alarm-mail')).toMatchObject({
      is: 'ready',
      note: { en: expect.stringContaining('yuo@example.com was asked before') as string },
    });

    here(stack).subscriptions[0]!.confirmedAt = stack.clock.now();
    const said = { en: expect.stringContaining('yuo@example.com has said yes and is told') as string };
    expect((await stack.status()).get('alarm-mail')).toMatchObject({ is: 'drifted', note: said });
    expect((await stack.diagnose()).finding).toMatchObject({ link: 'alarms' });
    // As long as the right one has not said yes, that there is another one is not all that is to be said.
    const right = here(stack).subscriptions[1]!;
    const { confirmedAt } = right;
    right.confirmedAt = Infinity;
    expect((await stack.status()).get('alarm-mail')).toMatchObject({
      is: 'drifted',
      fix: { en: expect.stringContaining('you@example.com has not confirmed yet') as string },
    });
    right.confirmedAt = confirmedAt;
    await stack.up();
    expect(addresses()).toEqual(['you@example.com']);
    expect((await stack.diagnose()).finding).toBeUndefined();
  });

  test('that somebody else has subscribed to are left to them, and told of', async () => {
    const stack = newStack();
    await stack.up({ ...small, ...you });
    const TopicArn = idOf(stack, 'alarm-topic', 'topicArn');
    await stack.aws.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'team@example.com' }));
    await stack.clock.sleep(3_600_000);
    await stack.up({ alarms: 'us@example.com' });
    expect(here(stack).subscriptions.map(({ endpoint }) => endpoint)).toEqual(['team@example.com', 'us@example.com']);
    expect((await stack.status()).get('alarm-mail')).toMatchObject({
      is: 'ready',
      note: { en: 'team@example.com is told as well: somebody subscribed it outside stepway' },
    });
  });

  test('tell of a deployment that failed, in a sentence', async () => {
    const stack = newStack();
    await stack.up({ database: 'none', delivery: 'local', ...you });
    const { tell } = await import('../../../src/rehearsal/events/index.ts');
    tell(here(stack), stack.clock.now(), {
      source: 'aws.codedeploy',
      type: 'CodeDeploy Deployment State-change Notification',
      detail: { state: 'FAILURE', application: 'demo-application', deploymentId: 'd-1' },
    });
    expect(here(stack).mails.map(({ text }) => text)[0]).toMatch(/^"demo: deployment d-1 failed at 20/);
  });

  test('know when a database has as many connections as it takes, where its memory is known', () => {
    expect(connectionsBeyond('postgres', 'db.t4g.micro')).toBe(67);
    expect(connectionsBeyond('mysql', 'db.t4g.micro')).toBe(51);
    expect(connectionsBeyond('postgres', 'db.r6g.24xlarge')).toBe(3000);
    expect(connectionsBeyond('postgres', 'db.m7g.2xlarge')).toBe(2162);
    expect(connectionsBeyond('postgres', 'db.x2g.large')).toBeUndefined();
  });
});

describe('the dashboard', () => {
  const shown = (stack: Stack) =>
    stack.rehearsal.account.data.dashboards.map(({ body }) =>
      (JSON.parse(body) as { widgets: { properties: { metrics: string[][] } }[] }).widgets.map(
        ({ properties: { metrics } }) => metrics[0]?.slice(0, 2).join(' '),
      ),
    );

  test('comes with the alarms, shows what stands, follows it, and is a page that outputs name', async () => {
    const stack = newStack();
    await stack.up({ ...small, ...you, entry: 'elastic-ip' });
    expect(shown(stack)).toEqual([
      ['AWS/EC2 CPUUtilization', 'AWS/EC2 CPUCreditBalance', 'stepway disk_used_percent', 'stepway mem_used_percent'],
    ]);
    await stack.up({ entry: 'load-balancer' });
    expect(shown(stack)[0]).toContain('AWS/ApplicationELB RequestCount');
    expect(stack.state.steps.get('dashboard')?.handle?.['page']).toMatch(
      /^https:\/\/us-east-1\.console\.aws\.amazon\.com\/cloudwatch\/home\?region=us-east-1#dashboards\/dashboard\/demo-/,
    );
  });
});

test('what the question of all parts says they cost is what the plan says then', async () => {
  for (const flags of [{}, { database: 'none' }, { entry: 'elastic-ip', database: 'none' }]) {
    const plan = async (more: object) => (await newStack().plan({ ...flags, ...more })).price.total;
    const cost = (await plan(you)) - (await plan({}));
    const { settled } = await newStack().plan(flags);
    const answered = (({ key }: { key: string }) => settled.get(key)) as Answered;
    expect(alarmsPart.offer(answered, monthlyOf)?.en).toContain(`: about ${cost.toFixed(2)} USD a month`);
  }
});

describe('the budget', () => {
  const warned = async (flags: Record<string, string>) =>
    (await newStack().plan({ ...you, ...flags })).preflight.rows.filter(
      ({ step, result }) => step === 'budget' && result === 'warning',
    );

  test('that is less than the plan itself costs is warned of, with what would be enough', async () => {
    const [row, ...more] = await warned({ budget: '10' });
    expect(more).toEqual([]);
    const { price } = await newStack().plan({ ...you, budget: '10' });
    expect(row?.what?.en).toContain(
      `10 USD a month is less than the plan itself costs (about ${price.total.toFixed(2)} USD)`,
    );
    const enough = /--budget (\d+) or more/.exec(row?.fix?.en ?? '')?.[1] ?? '';
    expect(Number(enough)).toBeGreaterThan(price.total);
    for (const budget of [enough, 'auto', 'none']) expect(await warned({ budget, parts: 'advised' })).toEqual([]);
  });

  const budgets = (stack: Stack) => stack.rehearsal.account.data.budgets;

  test('comes with what is advised, a tenth above the plan’s price, and follows it', async () => {
    const stack = newStack();
    await stack.up({ ...small, ...you, parts: 'advised' });
    const { price } = await stack.plan();
    expect(budgets(stack).map(({ budget }) => budget.BudgetLimit)).toEqual([
      { Amount: String(Math.ceil(price.total * 1.1)), Unit: 'USD' },
    ]);
    await stack.up({ 'instance-type': 't3.medium' });
    const { price: dearer } = await stack.plan();
    expect(budgets(stack)[0]!.budget.BudgetLimit?.Amount).toBe(String(Math.ceil(dearer.total * 1.1)));
    await stack.up({ budget: '100' });
    expect(budgets(stack)[0]!.budget.BudgetLimit?.Amount).toBe('100');
    await stack.up({ budget: 'none' });
    expect(budgets(stack)).toEqual([]);
  });

  test('needs somebody who is told', async () => {
    await expect(newStack().up({ ...small, budget: '30' })).rejects.toMatchObject({
      kind: 'usage',
      what: { en: expect.stringContaining('needs somebody who is told') as string },
    });
  });
});
