import { exitCodes, Trouble } from '../errors.ts';
import { databaseOf } from '../operations/database.ts';
import { openServer, rehearseSession, remoteParameters } from '../operations/session.ts';
import { printJson } from '../ui/output.ts';
import type { DbAction } from './db-action.ts';
import { siteOf } from './site.ts';
import { builtState } from './stacks.ts';

const rehearsed = (flags: DbAction['flags']): DbAction => ({
  flags,
  async run({ here, options }) {
    const state = await builtState(here.folder, options.name);
    databaseOf(state);
    const server = await openServer(siteOf(here, options), state, options.region);
    if (!here.rehearsing) throw notYet();
    await rehearseSession(server, remoteParameters());
    if (options.json) printJson(here.world.output, { is: 'rehearsed' });
    else
      here.screen.paragraph({
        en: 'The session was allowed. A rehearsal has no database to reach.',
        ko: '세션은 허용되었습니다. 연습에는 접속할 데이터베이스가 없습니다.',
      });
    return exitCodes.done;
  },
});

const notYet = () =>
  new Trouble(
    'usage',
    { en: 'This version can only rehearse it.', ko: '이 버전에서는 연습만 할 수 있습니다.' },
    { en: 'Add --rehearse.', ko: '--rehearse를 붙이세요.' },
  );

export const connect = rehearsed([]);
export const tunnel = rehearsed(['port', 'reveal']);
export const dump = rehearsed(['force']);
