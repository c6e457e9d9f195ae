import { once } from 'node:events';
import { resolve } from 'node:path';
import { clientOf, type Format } from '../../db/clients.ts';
import { draftOf, isFolder, isThere } from '../../db/dump-file.ts';
import { startClient, type Found, type Running } from '../../db/run-client.ts';
import { exitCodes, Trouble } from '../../errors.ts';
import { oneLine } from '../../plain.ts';
import { sizeOf } from '../../ui/size.ts';
import { moving } from '../../ui/moving.ts';
import { pass, print, printJson } from '../../ui/output.ts';
import type { DbAction, DbDoing } from './action.ts';
import { clientHere, environmentFor } from './client.ts';
import { takeAny, withDatabase, type OpenDatabase } from './open.ts';
import { occupied } from '../occupied.ts';
import { stoppable } from '../stoppable.ts';
import type { Surroundings } from '../surroundings.ts';

/** Characters of what a client says of errors. */
const most = 4000;

/** A dump that is being made. */
interface Making {
  readonly running: Running;
  readonly format: Format;
  /** The last that it has said of errors. */
  errors(): string;
}

function begin({ world }: Surroundings, open: OpenDatabase, found: Found, format: Format, to: number | 'pipe'): Making {
  const { client, address, password } = open;
  const args = client.dump.args(address, found.version, format);
  const env = environmentFor(world, client.env(address, password));
  const running = startClient(found.program, args, env, ['ignore', to, 'pipe']);
  let errors = '';
  running.errors?.setEncoding('utf8').on('data', (part: string) => (errors = (errors + part).slice(-most)));
  return { running, format, errors: () => errors };
}

/** Waits for its end; Ctrl-C ends it. */
const ended = (here: Surroundings, { running }: Making) =>
  stoppable(
    here,
    async (signal) => {
      signal.addEventListener('abort', () => running.kill('SIGTERM'));
      const code = await running.ended;
      return signal.aborted ? 'stopped' : code;
    },
    'nothing',
  );

/** @throws Trouble where it is not whole. */
function check(making: Making, code: number | 'stopped', edges: string, open: OpenDatabase): void {
  if (code === 'stopped') throw stopped();
  if (code !== 0) throw open.trouble() ?? failed(making.errors(), code);
  if (!making.format.whole.test(edges)) throw failed(making.errors(), code);
}

async function toFile({ here, options }: DbDoing, open: OpenDatabase, found: Found, file: string): Promise<number> {
  const { world, screen } = here;
  const path = resolve(world.cwd, file);
  const draft = draftOf(path);
  const making = begin(here, open, found, open.client.format(file), draft.fd);
  const progress = moving(world.screen, false);
  if (!options.json) progress.says(() => [`${oneLine(file)} ${sizeOf(draft.bytes())}`]);
  try {
    const code = await ended(here, making);
    check(making, code, draft.edges(), open);
  } catch (error) {
    draft.drop();
    throw error;
  } finally {
    progress.stop();
  }
  const bytes = draft.bytes();
  draft.keep();
  print(world.screen, making.errors());
  if (options.json) printJson(world.output, { is: 'done', file, bytes, format: making.format.id });
  else
    screen.paragraph({
      en: `${oneLine(file)} has all of it (${sizeOf(bytes)}). It is not encrypted: keep it where only you can read it.`,
      ko: `${oneLine(file)}에 모두 저장했습니다(${sizeOf(bytes)}). 암호화되지 않은 파일이니 나만 읽을 수 있는 곳에 두세요.`,
    });
  return exitCodes.done;
}

async function toOutput({ here }: DbDoing, open: OpenDatabase, found: Found): Promise<number> {
  const { output } = here.world;
  const making = begin(here, open, found, open.client.format(''), 'pipe');
  let [first, last] = ['', ''];
  const passOn = async () => {
    for await (const part of making.running.output ?? []) {
      const bytes = Buffer.from(part);
      first ||= bytes.toString('latin1').slice(0, 100);
      last = (last + bytes.toString('latin1')).slice(-2048);
      if (!pass(output, bytes) && !output.destroyed)
        await Promise.race([once(output, 'drain'), once(output, 'close')]).catch(() => undefined);
      // Whoever read it has gone.
      if (output.destroyed) making.running.kill('SIGTERM');
    }
  };
  const [code] = await Promise.all([ended(here, making), passOn()]);
  check(making, code, `${first}\n${last}`, open);
  return exitCodes.done;
}

/** Where the dump is to go, of what was typed after it. */
function fileIn({ options, words, here }: DbDoing): string {
  const [file, ...more] = words;
  if (file === undefined || more.length > 0) throw whichFile();
  if (file === '-') {
    if (options.json) throw noJson();
    return file;
  }
  if (/\.(gz|zip|zst|xz|bz2)$/i.test(file)) throw compressed(file);
  const path = resolve(here.world.cwd, file);
  if (isFolder(path)) throw folder(file);
  if (!options.force && isThere(path)) throw occupied(file);
  return file;
}

export const dump: DbAction = {
  options: [
    {
      flags: '--force',
      help: { en: 'dump: replace a file that exists.', ko: 'dump: 이미 있는 파일 덮어쓰기' },
    },
  ],
  takes: true,
  async run(doing) {
    const file = fileIn(doing);
    return withDatabase(doing, {
      prepare: async ({ engine }) => ({
        found: await clientHere(doing.here.world, clientOf(engine), 'dump'),
        port: await takeAny(),
      }),
      use: (open, { found }) => (file === '-' ? toOutput(doing, open, found) : toFile(doing, open, found, file)),
    });
  },
};

const stopped = () =>
  new Trouble(
    'interrupted',
    { en: 'Stopped. What was saved so far was removed.', ko: '멈췄습니다. 그때까지 저장한 내용은 지웠습니다.' },
    { en: 'Run the same command again for a whole dump.', ko: '전체를 덤프하려면 같은 명령을 다시 실행하세요.' },
  );

/** What pg_dump says of a database that is newer than itself. */
const older = /server version: (\S+?);? .*?version: (\S+)/s;

function failed(errors: string, code: number): Trouble {
  const [, server, client] = older.exec(errors) ?? [];
  if (server && client) return tooOld(oneLine(server), oneLine(client));
  const why = oneLine(errors.trim()).slice(-500);
  return new Trouble(
    'aws',
    {
      en: `The dump is not whole, and was removed${why ? `: ${why}` : ` (exit code ${code}).`}`,
      ko: `덤프가 끝까지 저장되지 않아 지웠습니다${why ? `: ${why}` : `(종료 코드 ${code}).`}`,
    },
    {
      en: 'Run the same command again; `stepway doctor` looks at the database.',
      ko: '같은 명령을 다시 실행하세요. `stepway doctor`로 데이터베이스를 점검할 수 있습니다.',
    },
  );
}

const tooOld = (server: string, client: string) =>
  new Trouble(
    'usage',
    {
      en: `The client on this computer (${client}) is older than the database (${server}), and cannot save all of it.`,
      ko: `이 컴퓨터의 클라이언트(${client})가 데이터베이스(${server})보다 오래되어 덤프할 수 없습니다.`,
    },
    {
      en: `Install version ${server.split('.', 1).join('')} or newer of it, and run the same command again.`,
      ko: `${server.split('.', 1).join('')} 이상 버전의 클라이언트를 설치하고 같은 명령을 다시 실행하세요.`,
    },
  );

const example = {
  en: 'For example: `stepway db dump backup.sql`; - is the standard output.',
  ko: '예: `stepway db dump backup.sql`. -은 표준 출력입니다.',
};

const whichFile = () =>
  new Trouble(
    'usage',
    { en: 'The dump needs one file to go to.', ko: '덤프를 저장할 파일을 하나 써야 합니다.' },
    example,
  );

const noJson = () =>
  new Trouble(
    'usage',
    {
      en: '--json does not go with -: the output is the dump itself.',
      ko: '-에는 --json을 쓸 수 없습니다. 표준 출력으로 덤프 내용이 나갑니다.',
    },
    example,
  );

const compressed = (file: string) =>
  new Trouble(
    'usage',
    {
      en: `The dump is not compressed, as ${oneLine(file)} would say.`,
      ko: `${oneLine(file)} 이름과 달리 덤프는 압축하지 않습니다.`,
    },
    {
      en: 'Compress it yourself: `stepway db dump - | gzip > backup.sql.gz`. A file that ends in .dump is compressed by PostgreSQL.',
      ko: '직접 압축하세요: `stepway db dump - | gzip > backup.sql.gz`. PostgreSQL은 .dump로 끝나는 파일을 압축해 저장합니다.',
    },
  );

const folder = (file: string) =>
  new Trouble(
    'usage',
    { en: `${oneLine(file)} is a folder.`, ko: `파일이 아니라 폴더입니다: ${oneLine(file)}.` },
    { en: 'Name a file in it, such as backup.sql.', ko: '그 안의 파일 이름을 쓰세요. 예: backup.sql' },
  );
