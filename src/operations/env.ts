import { contextOf } from '../engine/run.ts';
import type { Outputs } from '../engine/outputs.ts';
import { Trouble } from '../errors.ts';
import { masked } from '../env/masked.ts';
import { restart } from '../env/restart.ts';
import { read, write, type Place } from '../env/settings.ts';
import { toStored } from '../env/stored.ts';
import type { Clock } from '../clock.ts';
import type { State } from '../state/state.ts';
import { appSettings } from '../steps/delivery/app-settings.ts';
import { steps } from '../steps/index.ts';
import { outputsOf } from './outputs.ts';
import { openDraft } from './sign-in.ts';
import { unlessStopped, type Site } from './site.ts';

/** The settings of a stack's app, and the server that runs it. */
export interface AppSettings {
  readonly stack: string;
  readonly place: Place;
  readonly instanceId: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** @throws Trouble `usage` when nothing was built that has settings. */
export async function openSettings(site: Site, state: State, region: string | undefined): Promise<AppSettings> {
  const outputs: Outputs = outputsOf(steps, state);
  const path = outputs.delivery?.settings;
  if (path === undefined || outputs.instanceId === undefined) throw noSettings(state.name);
  const run = await unlessStopped(site.signal, openDraft(site, state, region));
  return {
    stack: state.name,
    place: { ssm: run.aws.ssm, path, tags: contextOf(run, appSettings).tags },
    instanceId: outputs.instanceId,
    clock: site.clock,
    signal: site.signal,
  };
}

/** What became of settings that were to change. */
export interface Changed {
  readonly changed: readonly string[];
  /** Those that were so already. */
  readonly same: readonly string[];
  /** Those that were to go and are not there. */
  readonly absent?: readonly string[];
  readonly restarted: 'live' | 'nothing-to-restart' | 'not-asked' | 'not-needed';
}

/**
 * Changes settings and has the app take them; with those that it does not come up with, all are put back.
 *
 * @param wanted undefined is what is to go.
 * @param restarting called before the app is restarted; without it, it is not.
 * @throws Trouble `aws` when the app does not come up with them.
 */
export async function changeSettings(
  { place, instanceId, clock, signal }: AppSettings,
  wanted: ReadonlyMap<string, string | undefined>,
  restarting: (() => void) | undefined,
): Promise<Changed> {
  // Before anything is written all has to be fit for it.
  for (const [name, value] of wanted) if (value !== undefined) toStored(name, value);
  const before = await read(place);
  const different = new Map([...wanted].filter(([name, value]) => before.get(name) !== value));
  await write(place, different, before);
  const changed = [...different.keys()];
  const others = [...wanted].filter(([name]) => !different.has(name));
  const namesOf = (kind: typeof others) => kind.map(([name]) => name);
  const absent = namesOf(others.filter(([, value]) => value === undefined));
  const same = namesOf(others.filter(([, value]) => value !== undefined));
  const done = { changed, same, ...(absent.length > 0 && { absent }) };
  if (absent.length === wanted.size) return { ...done, restarted: 'not-needed' };
  if (!restarting) return { ...done, restarted: 'not-asked' };

  // What was saved and not applied is applied by the same command.
  restarting();
  const ended = await restart({ ssm: place.ssm, clock, signal, instanceId }).catch((error: unknown) => {
    throw unreached(error) ?? error;
  });
  if (ended.is === 'unknown') throw notKnown(ended.status);
  if (ended.is !== 'refused') return { ...done, restarted: ended.is };
  const now = new Map([...before, ...different].filter((pair): pair is [string, string] => pair[1] !== undefined));
  await write(place, new Map(changed.map((name) => [name, before.get(name)])), now);
  throw refused(changed, masked(ended.lines, [...before.values(), ...now.values()]));
}

const noSettings = (name: string) =>
  new Trouble(
    'usage',
    {
      en: `The stack ${name} has no place for app settings yet.`,
      ko: `${name} 스택에는 아직 앱 설정을 둘 곳이 없습니다.`,
    },
    {
      en: 'Run `stepway up --delivery local` (or github) to add it; a stack of an earlier version gets it by `stepway up`.',
      ko: '`stepway up --delivery local`(또는 github)로 추가하세요. 이전 버전으로 만든 스택은 `stepway up`만 실행하면 됩니다.',
    },
  );

/** Systems Manager has nobody on the server to talk to. */
const unreached = (error: unknown) =>
  error instanceof Error && error.name === 'InvalidInstanceId'
    ? new Trouble(
        'aws',
        {
          en: 'The settings are saved, but the app does not have them yet: Systems Manager does not reach the server.',
          ko: '설정은 저장했지만 아직 앱에 적용하지 못했습니다. Systems Manager가 서버에 연결하지 못합니다.',
        },
        {
          en: 'Check that the server runs with `stepway status`, then run the same command again. The next deployment or the next change applies them as well.',
          ko: '`stepway status`로 서버가 실행 중인지 확인하고 같은 명령을 다시 실행하세요. 다음에 배포하거나 설정을 바꿀 때도 적용됩니다.',
        },
        { cause: error },
      )
    : undefined;

const notKnown = (status: string) =>
  new Trouble(
    'aws',
    {
      en: `The settings are saved, but whether the app has them is not known (${status}).`,
      ko: `설정은 저장했지만 앱에 적용됐는지 알 수 없습니다(${status}).`,
    },
    {
      en: 'Run the same command again: what is applied already is not applied twice. The next change applies them as well.',
      ko: '같은 명령을 다시 실행하세요. 이미 적용됐다면 다시 적용하지 않습니다. 다음에 설정을 바꿀 때도 적용됩니다.',
    },
  );

const refused = (names: readonly string[], lines: readonly string[]) =>
  new Trouble(
    'aws',
    names.length === 0
      ? { en: 'The app does not start again with its settings.', ko: '앱이 지금 설정으로 다시 시작되지 않습니다.' }
      : {
          en: `The app does not start with this change, so it was undone: ${names.join(', ')}.`,
          ko: `이 변경으로는 앱이 시작되지 않아 되돌렸습니다: ${names.join(', ')}.`,
        },
    {
      en: 'The app runs as before. Its last lines above say why; correct the value and run the command again, or save it for the next deployment with --no-restart.',
      ko: '앱은 전과 같이 실행되고 있습니다. 위의 마지막 로그에서 이유를 확인하세요. 값을 고쳐 다시 실행하거나, 다음 배포 때 적용하려면 --no-restart로 저장하세요.',
    },
    { reached: { lines } },
  );
