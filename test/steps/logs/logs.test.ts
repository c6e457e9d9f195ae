import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, test } from 'vitest';
import { agentConfiguration } from '../../../src/steps/logs/server/install.ts';
import { here, idOf } from '../../support/spoiling.ts';
import { newStack, type Stack } from '../../support/stack.ts';

const small = { database: 'none', entry: 'elastic-ip' };
const parts = ['site-log', 'site-log-retention', 'log-access', 'log-agent'];
const built = (stack: Stack) => parts.filter((id) => stack.state.steps.has(id));

const kept = async ({ aws }: Stack) => {
  const { logGroups = [] } = await aws.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/stepway/' }));
  return logGroups.map(({ retentionInDays }) => retentionInDays);
};

describe('the log of a site', () => {
  test('is a part: off until it is asked for, priced, changed in place, and taken away with what is on the server', async () => {
    const stack = newStack();
    await stack.up(small);
    expect(built(stack)).toEqual([]);
    const before = (await stack.plan()).price.total;

    await stack.up({ ...small, 'log-days': '14' });
    expect(built(stack)).toEqual(parts);
    expect(await kept(stack)).toEqual([14]);
    expect((await stack.plan()).price.total).toBeCloseTo(before + 0.05, 2);

    const group = idOf(stack, 'site-log', 'logGroup');
    await stack.up({ ...small, 'log-days': '30' });
    expect(await kept(stack)).toEqual([30]);
    expect(idOf(stack, 'site-log', 'logGroup')).toBe(group);

    await stack.up({ ...small, 'log-days': 'none' });
    expect(built(stack)).toEqual([]);
    expect(await kept(stack)).toEqual([]);
    const sent = stack.calls.findLast(({ operation }) => operation === 'SendCommand');
    expect(JSON.stringify(sent?.input)).toContain('dnf remove -y -q amazon-cloudwatch-agent');
  });

  test('comes with what is advised for later days, and goes when that is changed', async () => {
    const stack = newStack();
    await stack.up({ ...small, parts: 'advised' });
    expect(await kept(stack)).toEqual([14]);
    await stack.up({ ...small, parts: 'none' });
    expect(built(stack)).toEqual([]);
  });

  test('may be written to by its server, and by no other; nothing more is allowed', async () => {
    const stack = newStack();
    await stack.up({ ...small, 'log-days': '7' });
    const { PolicyDocument = '' } = await stack.aws.iam.send(
      new GetRolePolicyCommand({ RoleName: idOf(stack, 'server-role', 'roleName'), PolicyName: 'write-logs' }),
    );
    const group = idOf(stack, 'site-log', 'logGroup');
    expect(JSON.parse(decodeURIComponent(PolicyDocument)).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:aws:logs:us-east-1:123456789012:log-group:${group}:log-stream:*`,
      },
    ]);
  });

  test('tells when its agent is silent, which up repairs', async () => {
    const stack = newStack();
    await stack.up({ ...small, 'log-days': '7' });
    await stack.clock.sleep(60_000);
    here(stack).logGroups[0]!.silentSince = stack.clock.now();
    expect((await stack.diagnose()).finding).toBeUndefined();
    await stack.clock.sleep(30 * 3_600_000);
    const { finding } = await stack.diagnose();
    expect(finding?.link).toBe('logs');
    expect(finding?.cause.en).toContain('it has sent nothing for 3');
    delete here(stack).logGroups[0]!.silentSince;
    await stack.up({ ...small, 'log-days': '7' });
    expect((await stack.diagnose()).finding).toBeUndefined();
  });
});

test('the agent is given streams whose first word is the source, and sends every two seconds', () => {
  const { agent, logs } = JSON.parse(agentConfiguration('/stepway/1', 'ap-northeast-2'));
  expect(agent.region).toBe('ap-northeast-2');
  expect(logs.force_flush_interval).toBe(2);
  const files = logs.logs_collected.files.collect_list as { log_group_name: string; log_stream_name: string }[];
  expect(new Set(files.map(({ log_stream_name }) => log_stream_name.split('/')[0]))).toEqual(
    new Set(['app', 'worker', 'web', 'setup', 'deploy']),
  );
  expect(new Set(files.map(({ log_group_name }) => log_group_name))).toEqual(new Set(['/stepway/1']));
});
