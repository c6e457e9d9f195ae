import { text } from 'node:stream/consumers';
import { startClient, type Found } from '../../db/run-client.ts';
import { clientOf } from '../../db/clients.ts';
import { printJson } from '../../ui/output.ts';
import type { DbAction, DbDoing } from './action.ts';
import { clientHere, environmentFor } from './client.ts';
import { takeAny, withDatabase, type OpenDatabase } from './open.ts';

async function talk(
  { here, options, words }: DbDoing,
  open: OpenDatabase,
  { program, version }: Found,
): Promise<number> {
  const { world } = here;
  const { client, address, password } = open;
  const args = [...client.connect.args(address, version, client.format('')), ...words];
  const out = options.json ? 'pipe' : 'inherit';
  const running = startClient(program, args, environmentFor(world, client.env(address, password)), [
    'inherit',
    out,
    out,
  ]);
  const said = [running.output, running.errors].map(async (stream) => (stream ? text(stream) : ''));
  // In a terminal the client hears Ctrl-C itself; whoever presses it a third time has waited enough.
  let stops = 0;
  const release = world.onStop(() => {
    stops += 1;
    if (stops > 2) running.kill('SIGTERM');
    else if (!world.input.isTTY) running.kill('SIGINT');
  });
  try {
    const exitCode = await running.ended;
    const [stdout, stderr] = await Promise.all(said);
    if (options.json) printJson(world.output, { is: 'done', exitCode, stdout, stderr });
    const lost = open.trouble();
    if (lost && exitCode !== 0) throw lost;
    return exitCode;
  } finally {
    release();
  }
}

export const connect: DbAction = {
  options: [],
  takes: true,
  run: (doing) =>
    withDatabase(doing, {
      prepare: async ({ engine }) => ({
        found: await clientHere(doing.here.world, clientOf(engine), 'connect'),
        port: await takeAny(),
      }),
      use: (open, { found }) => talk(doing, open, found),
    }),
};
