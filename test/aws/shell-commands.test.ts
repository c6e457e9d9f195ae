import { SendCommandCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { runScript } from '../../src/aws/shell-commands.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { troubleOf } from '../support/trouble.ts';

const failing = (name: string, status = 400) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status } });

/** A server on which a script runs; each look gets the next of these, and the last one from then on. */
function server(...looks: readonly (object | Error)[]) {
  const clock = virtualClock();
  const stop = new AbortController();
  let looked = 0;
  const send = async (command: unknown) => {
    if (command instanceof SendCommandCommand) return { Command: { CommandId: 'c-1' } };
    const look = looks[Math.min(looked, looks.length - 1)];
    looked += 1;
    if (look instanceof Error) throw look;
    return look;
  };
  const asking = { ssm: { send } as unknown as SSMClient, clock, signal: stop.signal, instanceId: 'i-1' };
  return { asking, stop, clock, looked: () => looked };
}

const script = { comment: 'a test', lines: ['true'], limit: 60 };
const running = { Status: 'InProgress' };
const over = { Status: 'Success', StandardOutputContent: 'done' };

describe('a script on a server', () => {
  test('is waited for to its end', async () => {
    const { asking, looked } = server(running, running, over);
    expect(await runScript(asking, script)).toEqual({ status: 'Success', isOver: true, output: 'done', errors: '' });
    expect(looked()).toBe(3);
  });

  test('is given up once its limit has passed, and no sooner', async () => {
    const { asking, clock } = server(running);
    const begun = clock.now();
    expect(await runScript(asking, script)).toMatchObject({ status: 'InProgress', isOver: false });
    expect(clock.now() - begun).toBe(60_000);
  });

  test.each([
    ['throttled', failing('ThrottlingException')],
    ['lost', failing('InternalServerError', 500)],
  ])('a look that is %s is taken again, later', async (_, error) => {
    const { asking, clock } = server(error, running, over);
    const begun = clock.now();
    expect(await runScript(asking, script)).toMatchObject({ status: 'Success' });
    expect(clock.now() - begun).toBe(7000);
  });

  test('of which AWS never tells ends with what it says instead', async () => {
    const { asking, clock } = server(failing('ThrottlingException'));
    const begun = clock.now();
    await expect(runScript(asking, script)).rejects.toThrow('ThrottlingException');
    expect(clock.now() - begun).toBeLessThanOrEqual(65_000);
  });

  test('what is refused is no look to take again', async () => {
    const { asking, looked } = server(failing('AccessDeniedException'));
    await expect(runScript(asking, script)).rejects.toThrow('AccessDeniedException');
    expect(looked()).toBe(1);
  });

  test('nobody who stops waits for it', async () => {
    const { asking, stop } = server(running);
    const waiting = troubleOf(runScript(asking, script));
    stop.abort();
    expect((await waiting).kind).toBe('interrupted');
    const { asking: never, looked } = server(over);
    expect((await troubleOf(runScript({ ...never, signal: stop.signal }, script))).kind).toBe('interrupted');
    expect(looked()).toBe(0);
  });
});
