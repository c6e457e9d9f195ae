import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Host, Said } from './hosts.ts';

/** One lifecycle event of a deployment, as the agent on the server is told of it. */
export interface Order {
  readonly event: string;
  readonly deployment: string;
  readonly application: string;
  readonly group: string;
  readonly groupId: string;
  readonly fileExistsBehavior?: string;
  readonly bundle: {
    readonly bucket: string;
    readonly key: string;
    readonly version?: string | undefined;
    readonly etag?: string | undefined;
  };
}

/** How it went, in CodeDeploy's words. */
export interface Outcome {
  readonly code:
    'Success' | 'ScriptMissing' | 'ScriptNotExecutable' | 'ScriptTimedOut' | 'ScriptFailed' | 'UnknownError';
  readonly message: string;
  readonly script: string;
  /** The last lines of the scripts. */
  readonly log: string;
}

/** The side of CodeDeploy that agents talk to. */
export interface Agents {
  readonly hosts: readonly Host[];
  /** Which of the installers can be had: of the agent's second version, and of its first. */
  readonly installers: { latestv2: boolean; latest: boolean };
  /** Has the agent of a server carry out an event; undefined when none takes the order in time. */
  order(serverIp: string, order: Order): Promise<Outcome | undefined>;
}

/** For how long CodeDeploy lets an order lie, in milliseconds; five minutes in AWS. */
const patience = 8_000;
/** For how long an agent is kept waiting for an order, in milliseconds. */
const hold = 15_000;

interface Waiting {
  readonly id: string;
  readonly order: Order;
  readonly accepted: () => void;
  readonly over: (outcome: Outcome) => void;
}

const json = (body: unknown): Said => ({ status: 200, body: JSON.stringify(body) });

export function newAgents(region: string): Agents {
  const installers = { latestv2: true, latest: true };
  /** By the server's public address. */
  const lying = new Map<string, Waiting>();
  const underWay = new Map<string, Waiting>();
  const listening = new Map<string, () => void>();

  async function next(from: string, gone: AbortSignal): Promise<Said> {
    if (!lying.has(from))
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, hold);
        const done = () => {
          clearTimeout(timer);
          resolve();
        };
        gone.addEventListener('abort', done);
        listening.set(from, done);
      });
    const waiting = lying.get(from);
    if (!waiting || gone.aborted) return { status: 204 };
    lying.delete(from);
    underWay.set(waiting.id, waiting);
    waiting.accepted();
    return json({ id: waiting.id, ...waiting.order });
  }

  const commands: Host = {
    names: [`codedeploy-commands.${region}.amazonaws.com`],
    answer({ url, from, body, gone }) {
      const [, what, id = ''] = url.pathname.split('/');
      if (what === 'command') return next(from, gone);
      // The agent reads no YAML by itself.
      if (what === 'specs') return json(parse(body.toString()));
      underWay.get(id)?.over(JSON.parse(body.toString()) as Outcome);
      underWay.delete(id);
      return { status: 200 };
    },
  };

  const installer: Host = {
    names: [`aws-codedeploy-${region}.s3.${region}.amazonaws.com`],
    answer({ url }) {
      const [, version, name] = url.pathname.split('/');
      if (name !== 'install' || (version !== 'latest' && version !== 'latestv2') || !installers[version])
        return { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' };
      return { status: 200, body: version === 'latest' ? inRuby(install) : install };
    },
  };

  return {
    hosts: [commands, installer],
    installers,
    async order(serverIp, order) {
      let late: NodeJS.Timeout | undefined;
      const outcome = await new Promise<Outcome | undefined>((over) => {
        const id = randomUUID();
        lying.set(serverIp, { id, order, accepted: () => clearTimeout(late), over });
        late = setTimeout(() => {
          lying.delete(serverIp);
          over(undefined);
        }, patience);
        listening.get(serverIp)?.();
      });
      clearTimeout(late);
      return outcome;
    },
  };
}

// Read from the top of the project, where its tests run: `npm run ground` runs this file in another place.
const program = readFileSync('test/ground/agent.py', 'utf8');

/** Installs the agent as a service and starts it, as AWS's installers do. */
const install = `#!/bin/bash
set -e
install -d /opt/codedeploy-agent/bin
cat > /opt/codedeploy-agent/bin/codedeploy-agent <<'AGENT'
${program}AGENT
chmod 755 /opt/codedeploy-agent/bin/codedeploy-agent
cat > /etc/systemd/system/codedeploy-agent.service <<'UNIT'
[Unit]
Description=AWS CodeDeploy Host Agent
After=network.target
[Service]
ExecStart=/opt/codedeploy-agent/bin/codedeploy-agent
Restart=on-failure
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now codedeploy-agent.service
`;

/** The installer of the first version is a program in Ruby. */
const inRuby = (script: string) => `#!/usr/bin/env ruby
IO.popen(['bash'], 'w') { |bash| bash.write(DATA.read) }
exit $?.exitstatus
__END__
${script}`;
