import { describe, expect, test } from 'vitest';
import { newStack } from '../support/stack.ts';

describe('waiting for the name servers', () => {
  test('builds everything that does not need them, says which they are, and finishes once they are set', async () => {
    const stack = newStack({ scenario: 'name-servers-not-set' });
    const waiting = stack.up({}, { patience: 0 });
    await expect(waiting).rejects.toMatchObject({ kind: 'waiting' });
    const trouble = (await waiting.catch((error: unknown) => error)) as { what: { en: string; ko: string } };

    const { nameServers } = stack.handle('zone') as { nameServers: string[] };
    expect(nameServers).toHaveLength(4);
    for (const server of nameServers) {
      expect(trouble.what.en).toContain(server);
      expect(trouble.what.ko).toContain(server);
    }
    const ready = [...stack.state.steps].filter(([, { output }]) => output).map(([id]) => id);
    expect(ready).toEqual(expect.arrayContaining(['database', 'server', 'load-balancer', 'target', 'http-listener']));
    const started = [...stack.state.steps.keys()];
    expect(started).not.toContain('certificate');
    expect(started).not.toContain('https-listener');

    const later = stack.under({ scenario: 'smooth' });
    await later.clock.sleep(3 * 24 * 3600 * 1000);
    const outputs = await later.up({}, { patience: 0 });
    expect(outputs.url).toBe('https://app.example.com');
    const again = later.calls.filter(({ write }) => write).map(({ operation }) => operation);
    expect(again).not.toContain('CreateVpc');
    expect(again).toContain('RequestCertificate');
  });

  test('goes on by itself when they are set while it waits', async () => {
    const stack = newStack();
    await stack.up({ database: 'none' }, { patience: 300 });
    const notes = stack.events.flatMap((event) =>
      event.is === 'waiting' && event.step === 'delegated' ? [event.note.en] : [],
    );
    expect(notes).toContain('no name servers are set at the registrar yet');
  });

  test('does not give up while anything else is still under way', async () => {
    const stack = newStack();
    // The registrar is done after a minute, the database after more than four.
    await expect(stack.up({}, { patience: 0 })).resolves.toMatchObject({ url: 'https://app.example.com' });
  });

  test('has no end but the patience of who runs it', async () => {
    const stack = newStack({ scenario: 'name-servers-not-set' });
    const began = stack.clock.now();
    await expect(stack.up({ database: 'none' }, { patience: 7200 })).rejects.toMatchObject({ kind: 'waiting' });
    expect(stack.clock.now() - began).toBeGreaterThanOrEqual(7200_000);
  });

  test('is waited for again, and as patiently, by a later run', async () => {
    const stack = newStack({ scenario: 'name-servers-not-set' });
    await stack.up({ database: 'none' }, { patience: 0 }).catch(() => undefined);
    await stack.clock.sleep(3 * 24 * 3600 * 1000);
    const began = stack.clock.now();
    await expect(stack.up({}, { patience: 600 })).rejects.toMatchObject({ kind: 'waiting' });
    expect(stack.clock.now() - began).toBeGreaterThanOrEqual(600_000);
  });

  test('can be left out', async () => {
    const stack = newStack({ scenario: 'name-servers-not-set' });
    await stack.up({ entry: 'elastic-ip', database: 'none' }, { patience: 0, skip: new Set(['delegated']) });
    expect(stack.state.steps.get('site-address')?.output).toBeDefined();
  });

  test('is not needed for an adopted zone that the world is sent to already', async () => {
    const stack = newStack({ scenario: 'name-servers-not-set' });
    stack.rehearsal.account.addHostedZone('example.com');
    await expect(stack.up({ database: 'none' }, { patience: 0 })).resolves.toMatchObject({
      url: 'https://app.example.com',
    });
  });

  test('a stack that waits for its user can be taken away', async () => {
    const stack = newStack({ scenario: 'name-servers-not-set' });
    await stack.up({}, { patience: 0 }).catch(() => undefined);
    await stack.teardown('delete');
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });
});
