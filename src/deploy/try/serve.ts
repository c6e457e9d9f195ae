import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import { interrupted } from '../../errors.ts';
import { byRunScript } from '../../init/templates/procfile.ts';
import { contentOf } from '../../state/disk.ts';
import { readProcfile } from '../../init/procfile.ts';
import { elsewhere, exited, exitedWhenAsked, loops, silent, unwell } from './mishaps.ts';
import type { Place } from './place.ts';
import { freePort, portsOf } from './ports.ts';
import type { Given, Program } from '../processes.ts';
import { askApp, brokenOff, isGood, isLoop, type Answer } from './request.ts';
import type { Trying } from './tried.ts';
import type { Mishap } from './verdict.ts';

const second = 1000;

/** For the app to respond, which takes Java a while; from its first response to a good one. */
const patience = 60 * second;
const forbearance = 10 * second;

/** For how long an app may have other ports without its own (some show figures there), and how often that is looked at. */
const settling = 10 * second;
const pause = 2 * second;

/** A good response, and how many seconds after its start the app gave it. */
export interface Response {
  readonly status: number;
  readonly seconds: number;
}

/** Starts the app and asks it as visitors do; it goes on running. */
export async function serve(clock: Clock, place: Place, trying: Trying, given: Given): Promise<Response | Mishap> {
  const { host, healthPath, appPort, signal } = trying;
  const port = await freePort();
  const env = { ...given.env, PORT: String(port) };
  const begun = clock.now();
  const app = place.start(join(place.release, 'deploy/run.sh'), commandOf(place), { ...given, env });
  let end = begun + patience;
  let nextLook = begun + pause;
  let elsewhereSince: number | undefined;
  let at = port;
  let responded = false;
  let brokeOff = false;
  for (;;) {
    const heard = await askApp(at, host, healthPath);
    const answer = heard === brokenOff ? undefined : heard;
    brokeOff ||= heard === brokenOff;
    if (signal.aborted) throw interrupted();
    const now = clock.now();
    if (answer && isGood(answer))
      return (await loopOf(at, answer, trying, app)) ?? { status: answer.status, seconds: (now - begun) / second };
    if (app.exit() !== undefined) return (brokeOff ? exitedWhenAsked : exited)(await app.ended, app.said());
    if (answer && !responded) {
      responded = true;
      end = Math.min(end, now + forbearance);
    }
    if (now >= end)
      return answer ? unwell(answer.status, healthPath, app.said()) : silent(healthPath, patience / second, app.said());
    if (!responded && now >= nextLook && app.group !== undefined) {
      nextLook = now + pause;
      const ports = await portsOf(clock, app.group, given);
      // The server begins with this one: there, an app that always has it runs.
      if (ports.includes(appPort)) at = appPort;
      elsewhereSince = ports.length > 0 && !ports.includes(port) ? (elsewhereSince ?? now) : undefined;
      if (at === port && elsewhereSince !== undefined && now - elsewhereSince >= settling)
        return elsewhere(ports, app.said());
    }
    await clock.sleep(0.2 * second, signal);
  }
}

/** The processes of the bundle, by name. */
export const procfileIn = (release: string): ReadonlyMap<string, string> =>
  readProcfile(contentOf(join(release, 'Procfile'))?.toString('utf8') ?? '').commands;

/** What run.sh is to start, where a Procfile says. */
function commandOf({ release }: Place): readonly string[] {
  const web = procfileIn(release).get('web');
  return web === undefined || web === byRunScript ? [] : ['bash', '-c', web];
}

/** Whether the good response, or that of the first page, sends visitors round in a circle. */
async function loopOf(port: number, answer: Answer, trying: Trying, app: Program): Promise<Mishap | undefined> {
  const { host, healthPath } = trying;
  const circle = (path: string) => loops(`https://${host}${path}`, app.said());
  if (isLoop(answer, host, healthPath)) return circle(healthPath);
  const first = healthPath === '/' ? undefined : await askApp(port, host, '/');
  return first && first !== brokenOff && isLoop(first, host, '/') ? circle('/') : undefined;
}
