import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverOf } from '../../build/server.ts';
import type { Clock } from '../../clock.ts';
import { interrupted, Trouble } from '../../errors.ts';
import { pack } from '../bundle.ts';
import { likelyCause } from '../causes.ts';
import { foreignPackage } from '../foreign.ts';
import { lastLines } from '../last-lines.ts';
import { within, type Exit } from '../processes.ts';
import { makeScratch } from '../scratch.ts';
import { lookForTools } from './at-hand.ts';
import type { BuildFailed, Building, BuildResult, ToBuild } from './building.ts';
import { copyProject } from './copy.ts';
import { buildEnvironment } from './environment.ts';

/** Milliseconds, of one phase. */
const longest = 60 * 60 * 1000;

/**
 * Builds a project in a copy of what git would take of it, and packs what the server needs. The project's folder stays
 * as it is, and the copy is removed, whatever happens.
 *
 * @throws Trouble `usage` when there is no place for the copy, what was built cannot run on the server or must not leave this computer, and `interrupted`
 *   when the user wants to stop.
 */
export async function buildHere(clock: Clock, project: ToBuild, building: Building): Promise<BuildResult> {
  const { signal, show } = building;
  if (signal.aborted) throw interrupted();
  const foldersIn = (top: string) => ({ copy: join(top, 'project'), bin: join(top, 'bin') });
  const scratch = inRoom(() =>
    makeScratch(clock, signal, 'build', (top) => {
      for (const folder of Object.values(foldersIn(top))) mkdirSync(folder);
    }),
  );
  const { copy, bin } = foldersIn(scratch.top);
  try {
    const found = await lookForTools(clock, project, bin, buildEnvironment(building.env, []));
    if (found.is === 'missing') return { is: 'not-built', why: found.why };
    const asked = inRoom(() => copyProject(project.folder, copy));
    const given = { cwd: copy, env: buildEnvironment(building.env, found.first) };
    for (const phase of project.phases) {
      show({ is: 'building', phase: phase.id });
      const begun = clock.now();
      const script = ['set -euo pipefail', ...phase.commands].join('\n');
      const program = scratch.start('bash', ['-c', script], given);
      const exit = await within(clock, longest, program.ended, [signal]);
      if (signal.aborted) throw interrupted();
      program.kill();
      // The user's files have no other name than in the project.
      const said = program.said().replaceAll(`${copy}/`, '');
      if (exit !== 0) return failed(phase, exit ?? 'SIGKILL', said);
      show({ is: 'phase-built', phase: phase.id, seconds: (clock.now() - begun) / 1000 });
    }
    const server = serverOf(project.architecture);
    const unfit = foreignPackage(copy, server);
    if (unfit) throw unfit;
    return { is: 'built', packed: pack(copy, { asked, server }), ...(found.other && { runtime: found.other }) };
  } catch (error) {
    if (signal.aborted) throw interrupted();
    throw error;
  } finally {
    await scratch.close();
  }
}

/** Puts something into the temporary folder, which may be missing, full or closed. */
function inRoom<T>(put: () => T): T {
  try {
    return put();
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? noRoom(error) : error;
  }
}

const noRoom = (error: Error) =>
  new Trouble(
    'usage',
    {
      en: `stepway cannot copy the project to ${tmpdir()} to build it there: ${error.message}.`,
      ko: `빌드할 사본을 ${tmpdir()}에 만들 수 없습니다: ${error.message}.`,
    },
    {
      en: 'Set TMPDIR to a folder that you can write to and that has room for it, then deploy again; or deploy without a build: `--no-build`.',
      ko: 'TMPDIR에 쓸 수 있고 공간이 넉넉한 폴더를 지정한 뒤 다시 배포하거나, `--no-build`로 빌드 없이 배포하세요.',
    },
    { cause: error },
  );

function failed(phase: BuildFailed['phase'], exit: Exit, said: string): BuildFailed {
  const { cause, fix, line } = likelyCause({ event: 'Build', text: `${said}\n${String(exit)}` });
  return {
    is: 'build-failed',
    phase,
    cause,
    fix,
    lines: lastLines(said),
    ...(line !== undefined && { telling: line.trimEnd() }),
  };
}
