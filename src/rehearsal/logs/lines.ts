import { hasRole } from '../ec2/profiles.ts';
import type { Instance } from '../ec2/data.ts';
import type { Call } from '../service.ts';

/** One line that a server has. */
export interface Line {
  readonly at: number;
  readonly source: 'app' | 'worker' | 'web' | 'setup' | 'deploy';
  readonly name: string;
  readonly text: string;
}

const second = 1000;

/** A visitor comes so often, of whom this many are remembered. */
const [every, remembered] = [20 * second, 500];

const pages = ['/', '/about', '/login', '/api/items', '/favicon.ico'];

/** nginx's word for a visit, which it writes down once it is over. */
const visit = (at: number, index: number, host: string): Line => ({
  at,
  source: 'web',
  name: 'access',
  text: JSON.stringify({
    time: new Date(at).toISOString().replace(/\.\d+Z/, '+00:00'),
    from: `203.0.113.${(index * 7) % 200}`,
    host,
    method: 'GET',
    uri: pages[index % pages.length],
    status: index % 23 === 22 ? 404 : 200,
    bytes: 512 + ((index * 37) % 900),
    seconds: 0.004 + (index % 9) / 1000,
    app: '127.0.0.1:18080',
    app_seconds: '0.003',
    referer: '',
    agent: 'Mozilla/5.0',
  }),
});

/** What a server has said, the oldest first: its set-up, its deployments, and what visitors ask for. */
function linesOf({ upAt, launchedAt, userData = '' }: Instance, call: Call): Line[] {
  const { now, here } = call;
  const domain = /^DOMAIN="([^"]*)"/m.exec(Buffer.from(userData, 'base64').toString())?.[1] ?? 'app.example.com';
  const setup = ['begin settings', 'begin nginx', 'begin site', 'begin logs', 'done'].map((text, index, all): Line => ({
    at: Math.round(launchedAt + ((upAt - launchedAt) * (index + 1)) / all.length),
    source: 'setup',
    name: 'stepway-setup',
    text,
  }));
  const deployments = here.deployments.flatMap(({ id, startAt, endAt, failure }): Line[] => [
    { at: startAt, source: 'deploy', name: 'release', text: `${id}: preparing` },
    ...(failure
      ? [{ at: endAt, source: 'deploy', name: 'release', text: `${id}: failed` } as const]
      : ([
          { at: endAt, source: 'app', name: 'web', text: 'listening on http://127.0.0.1:18080' },
          { at: endAt, source: 'deploy', name: 'release', text: `${id}: live` },
        ] as const)),
  ]);
  const visits = Math.max(0, Math.floor((now - upAt) / every));
  const from = Math.max(0, visits - remembered);
  const web = Array.from({ length: visits - from }, (_, index) =>
    visit(upAt + (from + index + 1) * every, from + index, domain),
  );
  return [...setup, ...deployments, ...web].filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at);
}

/** Until CloudWatch's agent has sent a line, and CloudWatch shows it, in milliseconds. */
const underWay = 4 * second;

/** The servers whose lines go to a log group, and since when. */
const sendersTo = (group: string, call: Call) =>
  call.here.associations
    .filter(({ parameters }) => JSON.stringify(parameters['commands'])?.includes(`${group}\\`))
    .flatMap(({ targets, changedAt, takes }) =>
      call.here.instances
        .filter(
          (instance) =>
            hasRole(instance, call) &&
            instance.upAt <= call.now &&
            Math.max(instance.upAt, changedAt) + takes <= call.now &&
            targets.some(({ Values = [] }) => Values.includes(instance.id)),
        )
        .map((instance) => ({ instance, since: Math.max(instance.upAt, changedAt) + takes })),
    );

/** What is in a log group: of each line its stream, and when it came. */
export const eventsIn = (group: { readonly name: string; readonly silentSince?: number }, call: Call) =>
  sendersTo(group.name, call).flatMap(({ instance, since }) =>
    linesOf(instance, call)
      .map((line) => ({
        ...line,
        stream: `${line.source}/${instance.id}${line.source === 'web' ? `/${line.name}` : ''}`,
        cameAt: Math.max(since, line.at) + underWay,
        message:
          line.source === 'web'
            ? line.text
            : `${new Date(line.at).toISOString().replace('Z', '000Z')} ${line.name} ${line.text}`,
      }))
      .filter(({ cameAt }) => cameAt <= Math.min(call.now, group.silentSince ?? call.now)),
  );

/** What a server answers to whoever has it read its own lines: those after the place that is said. */
export function readBy(instance: Instance, commands: readonly string[], call: Call): string {
  const given = JSON.parse(/^python3 - '(.*)' <<'STEPWAY'$/.exec(commands[0] ?? '')?.[1] ?? '{}');
  const after: number = given.position?.at ?? (given.since === undefined ? -1 : given.since * second - 1);
  const wanted = linesOf(instance, call).filter(({ at, source }) => at > after && given.sources?.includes(source));
  const shown = given.position || given.since !== undefined ? wanted.slice(0, 400) : wanted.slice(-given.last);
  return JSON.stringify({
    lines: shown.map(({ at, source, name, text }) => [
      new Date(at).toISOString().replace('Z', '000Z'),
      source,
      name,
      text,
    ]),
    position: { at: shown.at(-1)?.at ?? Math.max(after, 0) },
    more: shown.length < wanted.length && (given.position || given.since !== undefined) === true,
  });
}
