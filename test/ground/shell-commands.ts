import type { Machine } from './machine.ts';

/** How a run of AWS-RunShellScript stands, in the words of GetCommandInvocation. */
export interface Invocation {
  Status: 'InProgress' | 'Success' | 'Failed' | 'TimedOut';
  ResponseCode: number;
  StandardOutputContent: string;
  StandardErrorContent: string;
}

/** What of the output Systems Manager hands on, in characters. */
const shown = { output: 24_000, error: 8_000 };
const longest = 3600;

export const underWay = (): Invocation => ({
  Status: 'InProgress',
  ResponseCode: -1,
  StandardOutputContent: '',
  StandardErrorContent: '',
});

/** Runs a document's commands on a server as Systems Manager's agent does: as one script, as root. */
export async function runShellScript(
  machine: Machine,
  parameters: Readonly<Record<string, readonly string[]>>,
  invocation: Invocation,
): Promise<void> {
  const {
    commands = [],
    executionTimeout: [timeout = `${longest}`] = [],
    workingDirectory: [folder = '/root'] = [],
  } = parameters;
  const path = `/var/lib/amazon/ssm/orchestration/${crypto.randomUUID()}/_script.sh`;
  await machine.write(path, `${commands.join('\n')}\n`);
  // sh is bash there.
  const { code, stdout, stderr } = await machine.run(`cd '${folder}' && exec -a sh bash '${path}'`, {
    timeout: Number(timeout),
  });
  const late = code === 137;
  Object.assign(invocation, {
    Status: code === 0 ? 'Success' : late ? 'TimedOut' : 'Failed',
    ResponseCode: code,
    StandardOutputContent: stdout.slice(0, shown.output),
    StandardErrorContent: `${stderr}${code === 0 || late ? '' : `\nfailed to run commands: exit status ${code}`}`.slice(
      0,
      shown.error,
    ),
  } satisfies Invocation);
}
