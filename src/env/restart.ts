import { runScript, type Asking } from '../aws/shell-commands.ts';

/** How a restart with new settings ended. */
export type Restarted =
  | { readonly is: 'live' }
  /** There is no app on the server yet. */
  | { readonly is: 'nothing-to-restart' }
  /** What ran before still runs; `lines` is what the server said last. */
  | { readonly is: 'refused'; readonly lines: readonly string[] }
  /** Nobody knows whether it has been done. */
  | { readonly is: 'unknown'; readonly status: string };

/** In seconds: what the server may take. */
const limit = 900;

/**
 * Has the server take the settings that there are now: a copy of the app starts with them beside the one that serves,
 * and takes over once it responds.
 *
 * @throws what AWS says when it cannot reach the server.
 */
export async function restart(server: Asking): Promise<Restarted> {
  const lines = ['/opt/stepway/release apply'];
  const { status, output, errors } = await runScript(server, {
    comment: 'stepway: new settings for the app',
    lines,
    limit,
  });
  if (status === 'Success') return { is: output.includes('nothing to restart') ? 'nothing-to-restart' : 'live' };
  if (status === 'Failed') return { is: 'refused', lines: linesOf(`${output}\n${errors}`) };
  return { is: 'unknown', status };
}

/** Without what Systems Manager puts below it. */
const linesOf = (text: string) =>
  text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('failed to run commands: '));
