import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { eventually, serve, type Program } from './programs.ts';

/** A load balancer as an account describes it. */
export interface Balanced {
  readonly listeners: readonly Listening[];
  readonly targets: readonly { readonly id: string; readonly ip: string; readonly port: number }[];
  readonly check: {
    readonly port: number;
    readonly path: string;
    readonly interval: number;
    readonly timeout: number;
    readonly healthy: number;
    readonly unhealthy: number;
    /** As in 200,202 or 200-399. */
    readonly codes: string;
  };
  /** In seconds. */
  readonly idleTimeout: number;
}

export type Listening = { readonly port: number } & (
  | { readonly does: 'forward' | 'redirect'; readonly certificate?: undefined }
  /** The certificate and its key, in PEM. */
  | { readonly does: 'forward'; readonly certificate: string }
);

/** What the load balancer makes of a target, in the words of DescribeTargetHealth. */
export interface Health {
  readonly State: 'initial' | 'healthy' | 'unhealthy' | 'unused';
  readonly Reason?: string;
  readonly Description?: string;
}

/** A reverse proxy in front of the servers that checks them as an Application Load Balancer does. */
export interface Balancer {
  /** Goes on as described; connections that are open stay. */
  set(balanced: Balanced): Promise<void>;
  healthOf(id: string): Promise<Health>;
  stop(): Promise<void>;
}

/** `address` is where it listens, and where it comes from when it asks the servers. */
export function newBalancer(folder: string, address: string): Balancer {
  const file = (what: string) => join(folder, `balancer${what}`);
  const socket = file('.sock');
  let program: Program | undefined;
  let now: Balanced | undefined;
  let config = '';
  /** Since when each target is registered. */
  let since = new Map<string, number>();
  const wasHealthy = new Set<string>();

  const say = (command: string) => {
    const line = connect(socket).end(`${command}\n`);
    // While one process takes over from another, nobody may answer.
    return text(line.setTimeout(1000, () => line.destroy(new Error('haproxy does not answer'))));
  };

  async function set(next: Balanced): Promise<void> {
    const wanted = configure(next, address, file);
    if (wanted === config) return;
    for (const [index, { certificate }] of next.listeners.entries())
      if (certificate) writeFileSync(file(`-${index}.pem`), certificate);
    const state = program ? await say('show servers state') : '1\n';
    writeFileSync(file('.state'), state);
    writeFileSync(file('.cfg'), wanted);
    const before = new Set(since.keys());
    since = new Map(next.targets.map(({ id }) => [id, since.get(id) ?? performance.now()]));
    config = wanted;
    now = next;
    if (program) {
      program.signal('SIGUSR2');
      // One that does not answer although it has read them is told once more.
      const isThere = async () => ((await say('show info')).includes(stampOf(wanted)) ? true : undefined);
      await eventually('haproxy has its new settings', isThere).catch(async () => {
        program?.signal('SIGUSR2');
        await eventually('haproxy has its new settings', isThere, { within: 30_000 });
      });
    } else {
      program = serve(folder, 'haproxy', ['-W', '-db', '-f', file('.cfg')]);
      await eventually('haproxy answers', () => say('show info'));
    }
    // haproxy trusts a server until its check fails, and a load balancer not before it has succeeded.
    for (const { id } of next.targets) if (!before.has(id)) await say(`set server targets/${id} health down`);
  }

  async function healthOf(id: string): Promise<Health> {
    const registered = since.get(id);
    if (!now || registered === undefined)
      return {
        State: 'unused',
        Reason: 'Target.NotRegistered',
        Description: 'Target is not registered to the target group',
      };
    const row = await checkOf(id);
    if (row.status.startsWith('UP')) {
      wasHealthy.add(id);
      return { State: 'healthy' };
    }
    const grace = now.check.unhealthy * now.check.interval * 1000;
    if (!wasHealthy.has(id) && performance.now() - registered < grace)
      return {
        State: 'initial',
        Reason: 'Elb.InitialHealthChecking',
        Description: 'Initial health checks in progress',
      };
    return unhealthy(row);
  }

  async function checkOf(id: string): Promise<Check> {
    const [head = '', ...rows] = (await say('show stat')).trim().split('\n');
    const names = head.replace(/^# /, '').split(',');
    const cells =
      rows.map((row) => row.split(',')).find(([backend, server]) => backend === 'targets' && server === id) ?? [];
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    return { status: cell('status'), check: cell('check_status').replace('* ', ''), code: cell('check_code') };
  }

  return { set, healthOf, stop: async () => program?.stop() };
}

interface Check {
  readonly status: string;
  /** How the last check ended, as haproxy abbreviates it. */
  readonly check: string;
  readonly code: string;
}

function unhealthy({ check, code }: Check): Health {
  if (check === 'L7STS')
    return {
      State: 'unhealthy',
      Reason: 'Target.ResponseCodeMismatch',
      Description: `Health checks failed with these codes: [${code}]`,
    };
  if (check.endsWith('TOUT')) return { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' };
  return { State: 'unhealthy', Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' };
}

const stampOf = (config: string) => /description (\w+)/.exec(config)?.[1] ?? '';

/** What haproxy is told; it is the same for the same load balancer. */
function configure(balanced: Balanced, address: string, file: (what: string) => string): string {
  const { listeners, targets, check, idleTimeout } = balanced;
  const idle = `${idleTimeout}s`;
  const servers = (more: string) =>
    targets.map(({ id, ip, port }) => `  server ${id} ${ip}:${port} source ${address} ${more}`).join('\n');
  // All checks name one host; there is one server.
  const checks = targets
    .slice(0, 1)
    .flatMap(({ ip, port }) => [
      `  http-check connect port ${check.port}`,
      `  http-check send meth GET uri ${check.path} ver HTTP/1.1 hdr Host ${ip}:${port} hdr User-Agent ELB-HealthChecker/2.0 hdr Accept-Encoding "gzip, compressed" hdr Connection close`,
      `  http-check expect status ${check.codes}`,
    ]);
  const listening = listeners.flatMap((one, index) => [
    `frontend listener${index}`,
    `  bind ${address}:${one.port}${one.certificate ? ` ssl crt ${file(`-${index}.pem`)} alpn h2,http/1.1` : ''}`,
    ...(one.does === 'redirect' ? ['  http-request redirect scheme https code 301'] : forward(one)),
  ]);
  const lines = `defaults
  mode http
  load-server-state-from-file global
  http-reuse always
  # nginx before 1.27.4, as Debian has it, closes idle connections at a reload, whatever is on its way there. Amazon
  # Linux's keeps them open (keepalive_min_timeout): a request that such a connection swallowed is sent once more.
  retries 20
  retry-on empty-response
  # As long as the client, the server and a tunnel through both may say nothing.
  timeout client ${idle}
  timeout server ${idle}
  timeout tunnel ${idle}
  timeout http-keep-alive ${idle}
  timeout connect 10s
  timeout http-request 60s
  timeout check ${check.timeout}s
${listening.join('\n')}
backend targets
  option httpchk
${checks.join('\n')}
${servers(`check inter ${check.interval * 1000} rise ${check.healthy} fall ${check.unhealthy}`)}
backend all
${servers('')}
`;
  return `global
  description ${createHash('sha1').update(lines).digest('hex')}
  stats socket ${file('.sock')} mode 600 level admin expose-fd listeners
  server-state-file ${file('.state')}
  # Workers that were told to go wait for what they have open.
  hard-stop-after ${idle}
  ssl-default-bind-options ssl-min-ver TLSv1.2
  tune.ssl.default-dh-param 2048
${lines}`;
}

const forward = ({ port, certificate }: Listening) => [
  '  option forwardfor',
  `  http-request set-header X-Forwarded-Proto ${certificate ? 'https' : 'http'}`,
  `  http-request set-header X-Forwarded-Port ${port}`,
  '  http-request set-header X-Amzn-Trace-Id Root=1-%[date,hex,bytes(8,8)]-%[rand(),hex]%[rand(),hex]',
  // With no healthy target left it sends to all of them.
  '  use_backend all if { nbsrv(targets) eq 0 }',
  '  default_backend targets',
];
