import type { SSMClient } from '@aws-sdk/client-ssm';
import { lookAtScript, sendScript } from '../aws/shell-commands.ts';
import type { Clock } from '../clock.ts';
import { interrupted } from '../errors.ts';

/** How a restart with new settings ended. */
export type Restarted =
  | { readonly is: 'live' }
  /** There is no app on the server yet. */
  | { readonly is: 'nothing-to-restart' }
  /** What ran before still runs; `lines` is what the server said last. */
  | { readonly is: 'refused'; readonly lines: readonly string[] }
  /** Nobody knows whether it has been done. */
  | { readonly is: 'unknown'; readonly status: string };

interface Restarting {
  readonly ssm: SSMClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly instanceId: string;
}

/** In seconds: what the server may take, and between two looks. */
const limit = 900;
const every = 1;

/**
 * Has the server take the settings that there are now: a copy of the app starts with them beside the one that serves,
 * and takes over once it responds.
 *
 * @throws what AWS says when it cannot reach the server.
 */
export async function restart({ ssm, clock, signal, instanceId }: Restarting): Promise<Restarted> {
  const id = await sendScript(ssm, instanceId, {
    comment: 'stepway: new settings for the app',
    lines: ['/opt/stepway/release apply'],
    limit,
  });
  const end = clock.now() + limit * 1000;
  for (;;) {
    await clock.sleep(every * 1000, signal);
    if (signal.aborted) throw interrupted();
    const { status, isOver, output, errors } = await lookAtScript(ssm, id, instanceId);
    if (status === 'Success') return { is: output.includes('nothing to restart') ? 'nothing-to-restart' : 'live' };
    if (status === 'Failed') return { is: 'refused', lines: linesOf(`${output}\n${errors}`) };
    if (isOver || clock.now() > end) return { is: 'unknown', status };
  }
}

/** Without what Systems Manager puts below it. */
const linesOf = (text: string) =>
  text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('failed to run commands: '));
