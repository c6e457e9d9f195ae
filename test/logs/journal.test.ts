import { gzipSync } from 'node:zlib';
import { SendCommandCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { serverLines } from '../../src/logs/journal.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const page = {
  lines: [['2026-11-27T10:00:00.000000Z', 'app', 'web', 'hello']],
  position: {},
  more: false,
};

/** A server that has read its journal so many milliseconds after it was asked to. */
function server(takes: number, clock = virtualClock()) {
  let askedAt = 0;
  const send = async (command: unknown) => {
    if (command instanceof SendCommandCommand) {
      askedAt = clock.now();
      return { Command: { CommandId: 'c-1' } };
    }
    if (clock.now() < askedAt + takes) return { Status: 'InProgress' };
    return {
      Status: 'Success',
      StandardOutputContent: gzipSync(JSON.stringify(page)).toString('base64'),
    };
  };
  const stop = new AbortController();
  const looking = { since: undefined, last: 100, wants: () => true, follow: true, clock, signal: stop.signal };
  const lines = serverLines({ ssm: { send } as unknown as SSMClient, instanceId: 'i-1' }, looking);
  return { lines, clock, stop };
}

test('the first lines of a server without a log in CloudWatch are there half a second after it has read them', async () => {
  const { lines, clock } = server(1200);
  const begun = clock.now();
  const { value } = await lines.next();
  expect(value).toMatchObject([{ text: 'hello' }]);
  expect(clock.now() - begun).toBeLessThanOrEqual(1700);
});

test('whoever stops while the server reads hears no error', async () => {
  const { lines, stop } = server(60_000);
  const next = lines.next();
  stop.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});
