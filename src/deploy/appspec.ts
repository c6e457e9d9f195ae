import { parseDocument } from 'yaml';
import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';

export interface Hook {
  readonly event: string;
  /** From the top of the bundle. */
  readonly location: string;
}

/** What of an AppSpec file matters before it is on the server. */
export interface Appspec {
  /** What is copied, from the top of the bundle: `/` is all of it. */
  readonly sources: readonly string[];
  readonly hooks: readonly Hook[];
}

/** An AppSpec file as it was read, and all that CodeDeploy or its agent would refuse in it. */
export interface ReadAppspec extends Appspec {
  readonly problems: readonly Words[];
}

/** The events whose scripts are the user's own, in a deployment to servers in place. */
const events: ReadonlySet<string> = new Set([
  'ApplicationStop',
  'BeforeInstall',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
  'BeforeBlockTraffic',
  'AfterBlockTraffic',
  'BeforeAllowTraffic',
  'AfterAllowTraffic',
]);

/** Seconds that all scripts of one event may take together. */
const longest = 3600;

const keys = ['version', 'os', 'files', 'file_exists_behavior', 'permissions', 'hooks'];
const behaviors = ['DISALLOW', 'OVERWRITE', 'RETAIN'];

type Node = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown) => oneLine(JSON.stringify(value) ?? 'nothing').slice(0, 60);

const must = (what: string, beEn: string, beKo: string, is: unknown): Words => ({
  en: `${what} must be ${beEn}, but is ${shown(is)}.`,
  ko: `${what} 값이 잘못되었습니다(필요: ${beKo}, 현재: ${shown(is)}).`,
});

const oneOf = (what: string, allowed: readonly string[], is: string): Words => ({
  en: `${what} has the unknown key ${shown(is)}; valid keys are ${allowed.join(', ')}.`,
  ko: `${what}에 ${shown(is)} 키는 쓸 수 없습니다. 쓸 수 있는 키: ${allowed.join(', ')}.`,
});

/** Undefined for aliases of nothing, or of too much. */
function valueOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch {
    return undefined;
  }
}

/** Reads an AppSpec file as the user guide of CodeDeploy documents it for servers. Never throws. */
export function readAppspec(text: string): ReadAppspec {
  const nothing = { sources: [], hooks: [] };
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    return {
      ...nothing,
      problems: [
        {
          en: `Line ${line} of appspec.yml is not valid YAML: ${oneLine(error.message)}.`,
          ko: `appspec.yml의 ${line}번째 줄이 YAML이 아닙니다: ${oneLine(error.message)}.`,
        },
      ],
    };
  }
  const spec = valueOf(document);
  if (!isMap(spec))
    return { ...nothing, problems: [{ en: 'appspec.yml has no keys.', ko: 'appspec.yml에 키가 없습니다.' }] };
  const files = readFiles(spec['files']);
  const hooks = readHooks(spec['hooks']);
  const behavior = spec['file_exists_behavior'];
  return {
    sources: files.sources,
    hooks: hooks.hooks,
    problems: [
      ...Object.keys(spec)
        .filter((key) => !keys.includes(key))
        .map((key) => oneOf('appspec.yml', keys, key)),
      ...(spec['version'] === 0 ? [] : [must('version', '0.0', '0.0', spec['version'])]),
      ...(spec['os'] === 'linux' ? [] : [must('os', 'linux', 'linux', spec['os'])]),
      ...(behavior === undefined || (behaviors as readonly unknown[]).includes(behavior)
        ? []
        : [must('file_exists_behavior', behaviors.join(', '), behaviors.join(', '), behavior)]),
      ...files.problems,
      ...hooks.problems,
    ],
  };
}

function readFiles(value: unknown): { sources: string[]; problems: Words[] } {
  if (value === undefined || value === null) return { sources: [], problems: [] };
  if (!Array.isArray(value)) return { sources: [], problems: [must('files', 'a list', '목록', value)] };
  const sources: string[] = [];
  const problems: Words[] = [];
  for (const [at, entry] of (value as readonly unknown[]).entries()) {
    const { source, destination } = isMap(entry) ? entry : {};
    if (typeof source === 'string' && source !== '') sources.push(source);
    else problems.push(must(`files[${at}].source`, 'a path in the bundle', '번들 안의 경로', source));
    if (typeof destination !== 'string' || !destination.startsWith('/'))
      problems.push(must(`files[${at}].destination`, 'a path that begins with /', '/로 시작하는 경로', destination));
  }
  return { sources, problems };
}

function readHooks(value: unknown): { hooks: Hook[]; problems: Words[] } {
  if (value === undefined || value === null) return { hooks: [], problems: [] };
  if (!isMap(value)) return { hooks: [], problems: [must('hooks', 'a list by event', '이벤트별 목록', value)] };
  const hooks: Hook[] = [];
  const problems: Words[] = [];
  for (const [event, scripts] of Object.entries(value)) {
    if (!events.has(event)) problems.push(oneOf('hooks', [...events], event));
    if (!Array.isArray(scripts)) {
      problems.push(must(`hooks.${oneLine(event)}`, 'a list of scripts', '스크립트 목록', scripts));
      continue;
    }
    let seconds = 0;
    for (const script of scripts as readonly unknown[]) {
      const { location, timeout = longest } = isMap(script) ? script : {};
      if (typeof location === 'string' && location.trim() !== '') hooks.push({ event, location: location.trim() });
      else
        problems.push(
          must(`hooks.${oneLine(event)}.location`, 'a script in the bundle', '번들 안의 스크립트', location),
        );
      if (Number.isInteger(Number(timeout)) && Number(timeout) > 0) seconds += Number(timeout);
      else problems.push(must(`hooks.${oneLine(event)}.timeout`, 'a number of seconds', '초 단위 숫자', timeout));
    }
    if (seconds > longest && scripts.every((script: unknown) => isMap(script) && script['timeout'] !== undefined))
      problems.push({
        en: `The timeouts of the ${oneLine(event)} scripts add up to ${seconds} seconds; CodeDeploy allows ${longest}.`,
        ko: `${oneLine(event)} 스크립트의 제한 시간을 합치면 ${seconds}초입니다. CodeDeploy가 허용하는 시간은 ${longest}초입니다.`,
      });
  }
  return { hooks, problems };
}
