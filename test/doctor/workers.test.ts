import { GetCommandInvocationCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { ailingWorkers } from '../../src/doctor/workers.ts';

/** A server that says this when it is asked; undefined is one that cannot be. */
const asked = (said: string | undefined) => {
  const send = async (command: unknown) => {
    if (said === undefined) throw Object.assign(new Error('not in a valid state'), { name: 'InvalidInstanceId' });
    return command instanceof GetCommandInvocationCommand
      ? { Status: 'Success', StandardOutputContent: said }
      : { Command: { CommandId: '0' } };
  };
  return ailingWorkers({
    ssm: { send } as unknown as SSMClient,
    clock: { now: () => 0, sleep: async () => undefined },
    signal: new AbortController().signal,
    instanceId: 'i-0123456789abcdef0',
  });
};

test('the doctor names the workers that do not stay, with their last line', async () => {
  const found = await asked('worker queue: Error: no \u001b[31mqueue\nworker mail-2: \n');
  expect(found?.en).toContain('queue (Error: no ');
  expect(found?.en).toContain(', mail-2. Its log');
  expect(found?.en).not.toContain('\u001b');
  expect(found?.ko).toMatch(/워커가 스스로 끝나/);
});

test('and says nothing of them where all run, or where the server cannot be asked', async () => {
  expect(await asked('')).toBeUndefined();
  expect(await asked(undefined)).toBeUndefined();
});
