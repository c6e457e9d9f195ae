import { GetCommandInvocationCommand, SendCommandCommand, type SSMClient } from '@aws-sdk/client-ssm';
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
