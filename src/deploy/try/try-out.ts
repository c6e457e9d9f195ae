import { existsSync, readFileSync, rmSync } from 'node:fs';
import { machine, platform, type } from 'node:os';
import { join } from 'node:path';
import { packedFolder, packedFor } from '../../build/packed.ts';
import type { Clock } from '../../clock.ts';
import { interrupted } from '../../errors.ts';
import { madeFor } from '../../init/templates/scripts.ts';
import { contentOf } from '../../state/disk.ts';
import { imageFile } from '../../steps/delivery/layout.ts';
import { verbatim, type Words } from '../../words.ts';
import type { Packed } from '../bundle.ts';
import { runsHere } from '../foreign.ts';
import { environmentIn } from './environment.ts';
import { notInstalled } from './mishaps.ts';
import { makePlace, type Place } from './place.ts';
import { within, type Given } from '../processes.ts';
import { lookForRuntimes } from './runtimes.ts';
import { procfileIn, serve } from './serve.ts';
import type { Tried, Trying } from './tried.ts';
import { judge, type Mishap } from './verdict.ts';

const installs = 'deploy/install.sh';
const runs = 'deploy/run.sh';

/** Milliseconds. */
const longestInstall = 20 * 60 * 1000;

const ofWindows: Words = {
  en: 'The scripts that run it on the server do not run on Windows.',
  ko: '서버에서 앱을 실행하는 스크립트는 Windows에서 실행되지 않습니다.',
};

const forServer: Words = {
  en: "The program is built for the server's system and processor, which this machine does not have.",
  ko: '서버의 시스템과 프로세서용으로 빌드한 프로그램이라 이 컴퓨터에서는 실행되지 않습니다.',
};

const inImage: Words = {
  en: 'It is run from its image, on the server.',
  ko: '이미지로 배포하는 앱이라 서버에서 실행합니다.',
};

const ownWay: Words = {
  en: 'The bundle has no deploy/run.sh, which starts the app.',
  ko: '번들에 앱을 시작하는 deploy/run.sh 파일이 없습니다.',
};

/**
 * Runs a bundle on this machine as the server would: its very files apart from the project, `deploy/install.sh` and
 * `deploy/run.sh` with what the server gives them, then a request at the health path as nginx makes it. What they start
 * is ended, and all that they wrote is removed, whatever happens.
 *
 * @throws Trouble `interrupted` when the user wants to stop.
 */
export async function tryOut(clock: Clock, bundle: Packed, trying: Trying): Promise<Tried> {
  const { signal } = trying;
  if (signal.aborted) throw interrupted();
  if (platform() === 'win32') return { is: 'not-tried', why: ofWindows };
  if (!bundle.paths.includes(runs)) return { is: 'not-tried', why: ownWay };
  if (bundle.paths.includes(imageFile)) return { is: 'not-tried', why: inImage };
  let place: Place | undefined;
  try {
    place = makePlace(clock, signal, bundle);
    return await tryIn(place, clock, bundle, trying);
  } catch (error) {
    if (signal.aborted) throw interrupted();
    // A disk that is full, a temporary folder that is somebody else's.
    if (error instanceof Error && 'syscall' in error) return { is: 'not-tried', why: verbatim(`${error.message}.`) };
    throw error;
  } finally {
    await place?.close();
  }
}

async function tryIn(place: Place, clock: Clock, { paths }: Packed, trying: Trying): Promise<Tried> {
  const scripts = [installs, runs].filter((path) => paths.includes(path));
  const text = scripts.map((path) => readFileSync(join(place.release, path), 'utf8')).join('\n');
  const program = madeFor(text)?.path;
  if (program !== undefined && !runsHere(join(place.release, program))) return { is: 'not-tried', why: forServer };
  installHere(place);
  const found = await lookForRuntimes(clock, place, trying, text);
  if (found.is === 'missing') return { is: 'not-tried', why: found.why };
  const given: Given = { cwd: place.release, env: environmentIn(place, trying, found.first) };
  const failure = scripts.includes(installs) ? await install(clock, place, trying, given) : undefined;
  if (!failure) trying.show('start');
  const came = failure ?? (await serve(clock, place, trying, given));
  if ('what' in came) {
    // The user's files have no other name than in the project.
    const said = came.said.replaceAll(`${place.release}/`, '');
    return judge({ ...came, said }, await trying.lacks(), found.other);
  }
  const notRun = [...procfileIn(place.release).keys()].filter((name) => name !== 'web');
  return {
    is: 'well',
    ...came,
    ...(notRun.length > 0 && { notRun }),
    ...(found.other && { runtime: found.other }),
  };
}

/** What a build has packed for a server is left aside on another system: what there is for this one is installed. */
function installHere({ release }: Place): void {
  const packed = contentOf(join(release, packedFor))?.toString('utf8').trim();
  if (packed === undefined || (packed === `${type()} ${machine()}` && !isMusl())) return;
  rmSync(join(release, packedFolder), { recursive: true });
}

/** Alpine Linux has another C library than the servers. */
const isMusl = () => existsSync('/etc/alpine-release');

async function install(
  clock: Clock,
  place: Place,
  { show, signal }: Trying,
  given: Given,
): Promise<Mishap | undefined> {
  show('install');
  const script = place.start('bash', [installs], given);
  const exit = await within(clock, longestInstall, script.ended, [signal]);
  if (signal.aborted) throw interrupted();
  script.kill();
  return exit === 0 ? undefined : notInstalled(exit ?? 'SIGKILL', script.said());
}
