import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commandsOf } from '../../src/cli-commands/commands.ts';
import { scriptOf } from '../../src/cli-commands/script.ts';
import type { Run } from '../../src/engine/run.ts';
import type { Setting } from '../../src/init/files.ts';
import { generate } from '../../src/init/generate.ts';
import { destination, samples } from '../init/projects.ts';
import { readingScript } from '../../src/logs/journal.ts';
import { readingScript as countingScript } from '../../src/steps/restore/reading.ts';
import { relay } from '../../src/session/relay.ts';
import { databaseUser } from '../../src/steps/delivery/server/database.ts';
import { process } from '../../src/steps/delivery/server/process.ts';
import { release } from '../../src/steps/delivery/server/release.ts';
import { settingsFile } from '../../src/steps/delivery/server/settings.ts';
import { container, units } from '../../src/steps/delivery/server/units.ts';
import { sendCertificateDays, sendFigures, sendNoFigures } from '../../src/steps/alarms/server.ts';
import { installSender, removeSender, unit } from '../../src/steps/logs/server/install.ts';
import { reader } from '../../src/steps/logs/server/reader.ts';
import { agentLeaves, agentTakes } from '../../src/steps/server/agent.ts';
import { takeNoTraces, takeTraces } from '../../src/steps/tracing/server.ts';
import { sender } from '../../src/steps/logs/server/sender.ts';
import { temporaryFolder } from '../support/folder.ts';
import { newStack, type Flags } from '../support/stack.ts';
import { certificateScript, newMachine, paused, setupScript, userDataPath } from './first-boot.ts';
import { newRoot, type Root } from './scratch-root.ts';

/** What is put on one machine, laid out as it is there. */
export interface Shipment {
  readonly about: string;
  unpack(): Root | Promise<Root>;
}

/** The longest name that a domain can have, whose certificate's name is the shortest of its names. */
const longest = `${['a', 'b', 'c'].map((letter) => letter.repeat(60)).join('.')}.example.com`;

/** Stacks with every answer that changes a text. */
export const stacks: readonly { readonly about: string; readonly flags: Flags }[] = [
  { about: 'by default', flags: {} },
  {
    about: 'behind a load balancer, with www., on port 3000',
    flags: {
      www: 'true',
      'app-port': '3000',
      'health-path': "/health?it's=$HOME",
      database: 'mysql',
      delivery: 'local',
    },
  },
  {
    about: 'with an Elastic IP and a Korean domain',
    flags: {
      entry: 'elastic-ip',
      domain: '한국.example.com',
      zone: 'example.com',
      database: 'none',
      delivery: 'local',
    },
  },
  {
    about: 'with an Elastic IP and www., deployed from GitHub',
    flags: {
      entry: 'elastic-ip',
      domain: 'example.com',
      www: 'true',
      'app-port': '3000',
      database: 'mysql',
      delivery: 'github',
      repository: 'octocat/shop',
    },
  },
  {
    about: 'with the longest of domains, in the default network',
    flags: {
      entry: 'elastic-ip',
      domain: longest,
      zone: 'example.com',
      network: 'default',
      'app-port': '65535',
      'instance-type': 't4g.small',
      region: 'ap-northeast-2',
    },
  },
];

export interface Shipped {
  /** The server's user data, as text. */
  readonly userData: string;
  /** What Systems Manager has the server run with sh. */
  readonly commands: readonly string[];
  /** The script of `--show-commands`, in each language. */
  readonly scripts: Readonly<Record<'en' | 'ko', string>>;
}

/** All that building a stack sends to a server or writes for the user. */
export async function shippedBy(flags: Flags): Promise<Shipped> {
  const stack = newStack();
  let run: Run | undefined;
  await stack.up(flags, { wrap: (one) => (run = one) });
  if (!run) throw new Error('nothing ran');
  const started = run;
  const { plan, settled } = await stack.plan();
  const inputs = <T>(operation: string) =>
    stack.calls.filter((call) => call.operation === operation).map(({ input }) => input as T);
  const [launch] = inputs<{ UserData: string }>('RunInstances');
  const scriptIn = async (language: 'en' | 'ko') => {
    const speech = { say: (words: Readonly<Record<'en' | 'ko', string>>) => words[language] };
    const steps = plan.map(({ step }) => step);
    const all = await commandsOf(started, steps, settled, speech);
    return scriptOf(all, { stack: 'demo', region: flags['region'] ?? 'us-east-1', speech });
  };
  return {
    userData: Buffer.from(launch?.UserData ?? '', 'base64').toString(),
    commands: inputs<{ Parameters: { commands: readonly string[] } }>('CreateAssociation').map(({ Parameters }) =>
      Parameters.commands.join('\n'),
    ),
    scripts: { en: await scriptIn('en'), ko: await scriptIn('ko') },
  };
}

/** Every kind of project with every choice of its stack. */
export const settings: readonly (Setting & { readonly about: string })[] = [...samples].flatMap(({ about, traits }) =>
  (['postgres', 'mysql', 'none'] as const).map((database) => ({
    about: `${about}, database ${database}`,
    traits,
    database,
    branch: 'main',
    destination: database === 'none' ? undefined : destination,
  })),
);

const emptyRoot = () => newRoot(temporaryFolder());

/** The blocks of a page that its reader is to type into a shell. */
const typedIn = (page: string) =>
  [...page.matchAll(/^ *```sh\n([^]*?)^ *```/gm)].map(([, block = '']) => `#!/bin/bash\nset -e\n${block}`);

const pages = ['README.md', 'README.ko.md', 'CONTRIBUTING.md', 'docs/reliability.md', 'examples/README.md'];
const textOf = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

/**
 * Every text that stepway puts on a server or writes for a user, by the file of `src/` that has it, or by the folder:
 * a file that has programs in it and is not here fails a test.
 */
export const shipments: Readonly<Record<string, readonly Shipment[]>> = {
  'steps/server/setup/': stacks.map(({ about, flags }) => ({
    about: `a server ${about}`,
    async unpack() {
      const machine = newMachine((await shippedBy(flags)).userData);
      const run = (path: string, wanted: number) => {
        const { code, said } = machine.run(path);
        if (code !== wanted) throw new Error(`${path} ended with ${code}: ${said}`);
      };
      run(userDataPath, 0);
      run(setupScript, 0);
      // What it does once the domain points at the server.
      if (machine.root.files().includes(certificateScript)) run(certificateScript, paused);
      return machine.root;
    },
  })),
  'steps/delivery/': [
    {
      about: 'a server that takes deployments',
      async unpack() {
        const root = emptyRoot();
        const { commands } = await shippedBy({ entry: 'elastic-ip', database: 'none', delivery: 'local' });
        if (commands.length !== 1) throw new Error('nothing was sent to Systems Manager');
        // https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html
        commands.forEach((script) => root.write('/var/lib/amazon/ssm/_script.sh', `#!/bin/sh\n${script}\n`));
        root.write('/opt/stepway/release', release, 0o755);
        root.write('/opt/stepway/database', databaseUser, 0o755);
        root.write('/opt/stepway/settings.py', settingsFile, 0o755);
        for (const [path, unit] of Object.entries(units)) root.write(path, root.inside(unit));
        root.write('/opt/stepway/process', process, 0o755);
        root.write('/etc/systemd/system/app@.service.d/container.conf', root.inside(container));
        return root;
      },
    },
  ],
  'steps/alarms/': [
    {
      about: 'a server that sends figures of itself',
      unpack() {
        const root = emptyRoot();
        const lines = [...sendFigures, ...sendCertificateDays('us-east-1', 'i-0123456789abcdef0')];
        root.write('/install.sh', ['#!/bin/sh', 'set -e', ...lines, ''].join('\n'));
        root.write('/remove.sh', ['#!/bin/sh', ...sendNoFigures, ''].join('\n'));
        return root;
      },
    },
  ],
  'steps/logs/': [
    {
      about: 'a server that sends its lines to CloudWatch',
      unpack() {
        const root = emptyRoot();
        // As Systems Manager runs it: with sh.
        root.write('/install.sh', ['#!/bin/sh', 'set -e', ...installSender('/stepway/a', 'us-east-1'), ''].join('\n'));
        root.write('/remove.sh', ['#!/bin/sh', ...removeSender, ''].join('\n'));
        root.write('/opt/stepway/lines', sender, 0o755);
        root.write('/etc/systemd/system/stepway-lines.service', root.inside(unit));
        return root;
      },
    },
  ],
  'steps/server/agent.ts': [
    {
      about: 'what CloudWatch’s agent is told',
      unpack() {
        const root = emptyRoot();
        root.write('/takes.sh', ['#!/bin/sh', 'set -e', ...agentTakes('/etc/stepway/a.json'), ''].join('\n'));
        root.write('/leaves.sh', ['#!/bin/sh', ...agentLeaves('/etc/stepway/a.json'), ''].join('\n'));
        return root;
      },
    },
  ],
  'steps/tracing/': [
    {
      about: 'a server that takes traces',
      unpack() {
        const root = emptyRoot();
        root.write('/install.sh', ['#!/bin/sh', 'set -e', ...takeTraces, ''].join('\n'));
        root.write('/remove.sh', ['#!/bin/sh', ...takeNoTraces, ''].join('\n'));
        return root;
      },
    },
  ],
  'steps/restore/': [
    {
      about: 'what reads a restored copy',
      unpack() {
        const root = emptyRoot();
        for (const engine of ['postgres', 'mysql']) {
          const lines = countingScript({ engine, host: 'copy.example', port: 5432, name: 'app' });
          root.write(`/count.${engine}.sh`, ['#!/bin/sh', ...lines, ''].join('\n'));
        }
        return root;
      },
    },
  ],
  'logs/': [
    {
      about: 'what reads the lines of a server',
      unpack() {
        const root = emptyRoot();
        root.write('/read.sh', ['#!/bin/sh', ...readingScript({ last: 1 }), ''].join('\n'));
        root.write('/read.py', reader);
        return root;
      },
    },
  ],
  'session/': [
    {
      about: 'a session',
      unpack() {
        const root = emptyRoot();
        root.write('/session.py', `#!/usr/bin/python3\n${relay}`, 0o755);
        return root;
      },
    },
  ],
  'cli-commands/': stacks.map(({ about, flags }) => ({
    about: `--show-commands ${about}`,
    async unpack() {
      const root = emptyRoot();
      const { scripts } = await shippedBy(flags);
      for (const [language, script] of Object.entries(scripts)) root.write(`/commands.${language}.sh`, script);
      return root;
    },
  })),
  'init/templates/': settings.map((setting) => ({
    about: `a project with ${setting.about}`,
    unpack() {
      const root = emptyRoot();
      for (const { path, content, executable } of generate(setting))
        root.write(`/opt/app/${path}`, root.inside(content), executable ? 0o755 : 0o644);
      return root;
    },
  })),
  // The hooks look for nothing in them; `init` writes the rest.
  '../examples/': [
    {
      about: 'the examples',
      unpack() {
        const root = emptyRoot();
        for (const path of ['node/server.js', 'python/app.py'] as const)
          root.write(`/${path}`, textOf(`examples/${path}`));
        return root;
      },
    },
  ],
  '../docs/': pages.map((page) => ({
    about: `the commands in ${page}`,
    unpack() {
      const root = emptyRoot();
      typedIn(textOf(page)).forEach((block, at) => root.write(`/${at}.sh`, block));
      return root;
    },
  })),
};
