import { GetCommandInvocationCommand, SendCommandCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { Clock } from '../clock.ts';
import { interrupted } from '../errors.ts';
import { isOutcomeUnknown } from './error-names.ts';
import { isThrottled } from './at-most-once.ts';
import { orNothing, said } from './replies.ts';

/** The document of AWS's that runs lines of a shell script as root. */
export const shellScript = 'AWS-RunShellScript';

interface Script {
  /** What people see of it in Systems Manager's console. */
  readonly comment: string;
  readonly lines: string[];
  /** In seconds: after that it is ended. */
  readonly limit: number;
}

/**
 * Has Systems Manager run a script on a server.
 *
 * @returns the command's ID
 */
export async function sendScript(ssm: SSMClient, instanceId: string, script: Script): Promise<string> {
  const { Command } = await ssm.send(
    new SendCommandCommand({
      DocumentName: shellScript,
      InstanceIds: [instanceId],
      Comment: script.comment,
      Parameters: { commands: script.lines, executionTimeout: [String(script.limit)] },
    }),
  );
  return said(Command, 'CommandId');
}

/** How far a script has come, by the name of Systems Manager, and what it has said. */
export interface Ran {
  readonly status: string;
  readonly isOver: boolean;
  readonly output: string;
  readonly errors: string;
}

const underWay: ReadonlySet<string> = new Set(['Pending', 'InProgress', 'Delayed', 'Cancelling']);

/** Looks at one that was sent; for a moment AWS does not know it yet. */
export async function lookAtScript(ssm: SSMClient, CommandId: string, InstanceId: string): Promise<Ran> {
  const run = await orNothing(ssm.send(new GetCommandInvocationCommand({ CommandId, InstanceId })));
  const status = run?.Status ?? 'Pending';
  return {
    status,
    isOver: !underWay.has(status),
    output: run?.StandardOutputContent ?? '',
    errors: run?.StandardErrorContent ?? '',
  };
}

/** A server that can be asked something, and whoever waits for it. */
export interface Asking {
  readonly ssm: SSMClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly instanceId: string;
}

/** How many times as long as usual to wait before the next look, where AWS has too many requests or did not answer. */
const longer = 5;

/**
 * Has a script run on a server, and waits for its end, at most for its limit. A look that fails in passing (throttled,
 * without an answer) is taken again: the script runs on all the while.
 *
 * @param every milliseconds between two looks.
 * @returns the last look, which is not over where it has taken longer than that.
 * @throws Trouble `interrupted` as soon as the signal aborts; the script goes on.
 * @throws what AWS says when it does not take the script: `InvalidInstanceId` where it does not reach the server.
 */
export async function runScript(
  { ssm, clock, signal, instanceId }: Asking,
  script: Script,
  every = 1000,
): Promise<Ran> {
  if (signal.aborted) throw interrupted();
  const id = await sendScript(ssm, instanceId, script);
  const end = clock.now() + script.limit * 1000;
  for (let pause = every; ;) {
    await clock.sleep(pause, signal);
    if (signal.aborted) throw interrupted();
    const isLate = clock.now() >= end;
    try {
      const ran = await lookAtScript(ssm, id, instanceId);
      if (ran.isOver || isLate) return ran;
      pause = every;
    } catch (error) {
      if (isLate || !(isThrottled(error) || isOutcomeUnknown(error))) throw error;
      pause = every * longer;
    }
  }
}
