import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { configKey } from '../../../src/steps/delivery/layout.ts';
import { takeTraces, tracingConfiguration } from '../../../src/steps/tracing/server.ts';
import { idOf } from '../../support/spoiling.ts';
import { newStack, type Stack } from '../../support/stack.ts';

const small = { database: 'none', entry: 'elastic-ip', delivery: 'local' };
const parts = ['tracing-access', 'tracing-agent'];
const built = (stack: Stack) => parts.filter((id) => stack.state.steps.has(id));

/** What the server reads of the app's environment at a deployment. */
async function environmentOf(stack: Stack): Promise<string> {
  const Bucket = idOf(stack, 'delivery-bucket', 'bucket');
  const { Body } = await stack.aws.s3.send(new GetObjectCommand({ Bucket, Key: configKey }));
  return (await Body?.transformToString()) ?? '';
}

describe('traces of requests', () => {
  test('are a part: off until asked for, not among what is advised, and taken away with what is on the server', async () => {
    const stack = newStack();
    await stack.up({ ...small, parts: 'advised' });
    expect(built(stack)).toEqual([]);
    expect(await environmentOf(stack)).not.toContain('OTEL');

    await stack.up({ tracing: 'true' });
    expect(built(stack)).toEqual(parts);
    expect(await environmentOf(stack)).toContain(
      'OTEL_SERVICE_NAME=demo\nOTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318\n',
    );

    await stack.up({ tracing: 'false' });
    expect(built(stack)).toEqual([]);
    expect(await environmentOf(stack)).not.toContain('OTEL');
    const sent = stack.calls.findLast(({ operation }) => operation === 'SendCommand');
    expect(JSON.stringify(sent?.input)).toContain('remove-config -m ec2 -c file:/etc/stepway/tracing.json');
  });

  test('are sent by the server, which may read none', async () => {
    const stack = newStack();
    await stack.up({ ...small, tracing: 'true' });
    const { PolicyDocument = '' } = await stack.aws.iam.send(
      new GetRolePolicyCommand({ RoleName: idOf(stack, 'server-role', 'roleName'), PolicyName: 'send-traces' }),
    );
    const [{ Action }] = JSON.parse(decodeURIComponent(PolicyDocument)).Statement;
    expect(Action.filter((name: string) => !/^xray:(Put|GetSampling)/.test(name))).toEqual([]);
  });

  test('are not offered to what runs in a container', async () => {
    await expect(newStack().plan({ ...small, docker: 'true', tracing: 'true' })).rejects.toMatchObject({
      kind: 'usage',
      what: { en: expect.stringContaining('cannot be used with --docker') as string },
    });
  });
});

test('the agent listens for traces on its own machine alone', () => {
  const addresses = tracingConfiguration.match(/[\d.]+:\d+/g) ?? [];
  expect(addresses).toEqual(['127.0.0.1:4317', '127.0.0.1:4318', '127.0.0.1:2000', '127.0.0.1:2000']);
  expect(takeTraces.join('\n')).toContain('append-config');
});
