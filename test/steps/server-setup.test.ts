import { CreateTagsCommand, DescribeInstanceCreditSpecificationsCommand } from '@aws-sdk/client-ec2';
import { GetCommandInvocationCommand, SendCommandCommand } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { progressIn } from '../../src/steps/server/setup/console.ts';
import { around } from '../engine/mortal.ts';
import { here } from '../support/spoiling.ts';
import { newStack, type Stack } from '../support/stack.ts';
import { troubleOf } from '../support/trouble.ts';

const direct = { entry: 'elastic-ip', database: 'none' };

const sent = (stack: Stack) => stack.calls.filter(({ operation }) => operation === 'SendCommand').length;

describe('what a server says on its console', () => {
  const console = (...lines: string[]) => lines.map((line) => `[   12.345678] ${line}\r`).join('\n');

  test.each([
    ['nothing of its set-up', ['systemd[1]: Started'], undefined],
    [
      'what it is at',
      ['stepway-setup[9]: begin swap', 'x[1]: done', 'stepway-setup[9]: begin nginx'],
      { is: 'begun', step: 'nginx' },
    ],
    [
      'what failed, and the last line before',
      ['stepway-setup[9]: begin nginx', 'stepway-setup[31]: Error: no mirror', 'stepway-setup[9]: failed nginx'],
      { is: 'failed', step: 'nginx', said: 'Error: no mirror' },
    ],
    [
      'that it is tried again, and why',
      [
        'stepway-setup[9]: begin nginx',
        'stepway-setup[9]: Error: no mirror',
        'stepway-setup[9]: failed nginx',
        'stepway-setup[77]: begin swap',
      ],
      { is: 'begun', step: 'swap', said: 'Error: no mirror' },
    ],
    ['that it is done', ['stepway-setup[9]: begin nginx', 'stepway-setup[9]: done'], { is: 'done', step: '' }],
  ])('%s', (_, lines, progress) => {
    expect(progressIn(console(...lines), 'stepway-setup')).toEqual(progress);
  });
});

describe('the set-up of a new server', () => {
  test('is waited for, part by part', async () => {
    const stack = newStack();
    await stack.up(direct);
    const notes = stack.events.flatMap((event) =>
      event.is === 'waiting' && event.step === 'server-setup' ? [event.note.en] : [],
    );
    expect(notes).toEqual(expect.arrayContaining(['installing nginx', 'setting nginx up', 'installing certbot']));
  });

  test('that fails is named by the doctor, with what failed, why, and what to do', async () => {
    const setupFails = { at: 'nginx', said: 'Error: Failed to download metadata for repo' };
    for (const flags of [direct, { database: 'none' }]) {
      const stack = newStack({ otherwise: { setupFails } });
      const trouble = await troubleOf(stack.up(flags));
      expect(trouble).toMatchObject({ kind: 'aws' });
      const { finding } = await stack.diagnose();
      expect(finding).toMatchObject({ link: 'server-setup', mendable: false, users: false });
      expect(finding?.cause.en).toContain('installing nginx failed (Error: Failed to download metadata for repo)');
      expect(finding?.cause.ko).toContain('nginx 설치');
      expect(finding?.fix.en).toContain('`stepway logs --source setup`');
      expect(finding?.command).toContain('stepway shell --admin');
      // It has tried again by itself.
      await stack.under({ otherwise: {} }).up();
      expect((await stack.under({ otherwise: {} }).diagnose()).finding).toBeUndefined();
    }
  });

  test('is taken for done where nobody may look, or where there is no word of it', async () => {
    const denied = newStack({ otherwise: { denied: ['ec2:GetConsoleOutput'] } });
    await expect(denied.up(direct)).resolves.toHaveProperty('url');
    const old = newStack();
    await old.up({ ...direct, 'instance-type': 't2.micro' });
    const latest = old.calls
      .filter(({ operation }) => operation === 'GetConsoleOutput')
      .map(({ input }) => input as object);
    expect(latest.some((input) => !('Latest' in input))).toBe(true);
  });
});

describe('a living server', () => {
  const other = { 'app-port': '3000' };

  test('says why it could not be set up anew, and the next run tries again', async () => {
    const stack = newStack();
    await stack.up(direct);
    const failing = stack.under({
      otherwise: { commandFails: 'nginx: port 80 is taken\nfailed to run commands: exit status 1' },
    });
    const { what, todo } = await troubleOf(failing.up(other));
    expect(what.en).toMatch(/could not be set up \(Failed\): nginx: port 80 is taken$/);
    expect(todo.en).toContain('stepway doctor');
    const again = stack.under({ otherwise: {} });
    await again.up();
    expect(sent(again)).toBe(1);
    expect((await again.plan()).plan.filter(({ action }) => action !== 'keep')).toEqual([]);
  });

  test('is set up once, although the run that began it was cut off', async () => {
    const stack = newStack();
    await stack.up(direct);
    const cut = around(async ({ operation }, next) => {
      if (operation === 'GetCommandInvocation')
        throw Object.assign(new Error('not authorized'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
      return next();
    });
    await expect(stack.up(other, { between: cut })).rejects.toMatchObject({ kind: 'aws' });
    await stack.up();
    expect(sent(stack)).toBe(1);
  });

  test('is sent another command when nobody remembers the one before', async () => {
    const stack = newStack();
    await stack.up(direct);
    const version = (here(stack).instances[0]?.tags['stepway:setup'] ?? '').split(' ')[0];
    const value = `${version} 8080 01234567-0123-0123-0123-0123456789ab ${stack.clock.now() - 86_400_000}`;
    await stack.aws.ec2.send(
      new CreateTagsCommand({
        Resources: [stack.handle('server')['instanceId'] as string],
        Tags: [{ Key: 'stepway:setup', Value: value }],
      }),
    );
    await stack.up();
    expect(sent(stack)).toBe(1);
  });

  test('is waited for until Systems Manager reaches it', async () => {
    const stack = newStack();
    await stack.up(direct);
    for (const instance of here(stack).instances) instance.upAt = stack.clock.now() + 60_000;
    await stack.up(other);
    expect(sent(stack)).toBeGreaterThan(1);
    expect((await stack.plan()).plan.filter(({ action }) => action !== 'keep')).toEqual([]);
  });

  test('has all of its processor until the site is up, and what its type includes from then on', async () => {
    const stack = newStack({ scenario: 'unhealthy-target' });
    await troubleOf(stack.up({ database: 'none' }));
    const credits = async (of: Stack) => {
      const { InstanceCreditSpecifications: [found] = [] } = await of.aws.ec2.send(
        new DescribeInstanceCreditSpecificationsCommand({ InstanceIds: [of.handle('server')['instanceId'] as string] }),
      );
      return found?.CpuCredits;
    };
    expect(await credits(stack)).toBe('unlimited');
    const well = stack.under({ scenario: 'smooth' });
    await well.up();
    expect(await credits(well)).toBe('standard');
    // A type without credits has no such step, and may get one again.
    await well.up({ 'instance-type': 'm7i-flex.large' });
    expect(well.state.steps.has('cpu-credits')).toBe(false);
    await well.up({ 'instance-type': 't3.small' });
    expect(await credits(well)).toBe('standard');
  });
});

describe('a command of the simulated Systems Manager', () => {
  const command = (InstanceIds: string[], DocumentName = 'AWS-RunShellScript') =>
    new SendCommandCommand({ DocumentName, InstanceIds, Parameters: { commands: ['true'] } });

  test('is refused for a server that it does not reach, and for a document that is not there', async () => {
    const stack = newStack();
    await stack.up(direct);
    const id = stack.handle('server')['instanceId'] as string;
    await expect(stack.aws.ssm.send(command(['i-0123456789abcdef0']))).rejects.toMatchObject({
      name: 'InvalidInstanceId',
    });
    await expect(stack.aws.ssm.send(command([id], 'AWS-RunPython'))).rejects.toMatchObject({ name: 'InvalidDocument' });
  });

  test('is not known at once, then under way, and then over', async () => {
    const stack = newStack();
    await stack.up(direct);
    const InstanceId = stack.handle('server')['instanceId'] as string;
    const { Command } = await stack.aws.ssm.send(command([InstanceId]));
    const look = () =>
      stack.aws.ssm.send(new GetCommandInvocationCommand({ CommandId: Command?.CommandId, InstanceId }));
    await expect(look()).rejects.toMatchObject({ name: 'InvocationDoesNotExist' });
    await stack.clock.sleep(3000);
    expect(await look()).toMatchObject({ Status: 'InProgress', ResponseCode: -1 });
    await stack.clock.sleep(60_000);
    expect(await look()).toMatchObject({ Status: 'Success', ResponseCode: 0 });
  });
});
