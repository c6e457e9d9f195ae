import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { parse } from 'yaml';
import { readAppspec } from '../../src/deploy/appspec.ts';
import { process as processes } from '../../src/steps/delivery/server/process.ts';
import { temporaryFolder } from '../support/folder.ts';
import { toolMissing, type Tool } from '../support/tools.ts';
import type { Root } from './scratch-root.ts';

/** Runs a program; what it says when it has something against its input. */
const ask = (program: string, args: readonly string[], input = ''): string => {
  const { error, status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' });
  if (error) throw error;
  return status === 0 ? '' : `${stdout}${stderr}` || `${program} ended with ${status}`;
};

/** A program at the end of a pipe that does not read it all. */
const leavesEarly = /(?<!\|)\|&?\s*(?:grep\s+(?:-\w*q|--quiet)|head\b|sed\s[^|]*\dq\b|awk\s[^|]*\bexit\b).*/;

/** With pipefail, whoever still writes to what no longer reads fails the pipe: now and then, by chance. */
const hasty = (script: string): string => {
  const found = /\bset -\w*o pipefail\b/.test(script) && leavesEarly.exec(script);
  return found ? `pipefail makes this fail by chance: ${found[0]}\n` : '';
};

/**
 * SC2016 takes every `$` in single quotes for a slip; with us it is an answer, which is to stay as it is. SC1091 wants to
 * follow what is sourced.
 */
const shell = (dialect: 'bash' | 'sh', script: string): string =>
  [
    hasty(script),
    ask(dialect, ['-n'], script),
    toolMissing('shellcheck') ? '' : ask('shellcheck', [`--shell=${dialect}`, '--exclude=SC2016,SC1091', '-'], script),
  ].join('');

/** The grammar of Python 3.9, which is `python3` on Amazon Linux 2023, whatever this machine has. */
const compile = `import ast, sys
source = sys.stdin.buffer.read()
compile(ast.parse(source, feature_version=(3, 9)), "<stdin>", "exec")`;

/** Started by root, it would work as somebody who may not look into a folder of root's. */
const asRoot = process.getuid?.() === 0 ? 'user root;\n' : '';

/** The configuration that includes what lies in conf.d, as Amazon Linux 2023 has it. */
const main = (folder: string, included: string) =>
  `${asRoot}pid ${folder}/nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\n  access_log off;\n${included}}\n`;

/** What nginx would write to, led into a folder. */
const logs = (text: string, folder: string) => text.replaceAll('/var/log/nginx/', `${folder}/`);

/** A configuration as the nginx of this machine takes it, without the ports that only root may open. */
function forNginx(content: string, folder: string, portOf: (port: number) => number = () => 0): string {
  const here = content
    .replaceAll('__PORT__', '8080')
    .replaceAll(/__RUN__|__RELEASE__/g, folder)
    .replaceAll(
      /listen (?:(127\.[\d.]+):)?(\d+)(?=[ ;])/g,
      (_, address: string | undefined, port: string) =>
        `listen ${address ?? '127.0.0.1'}:${portOf(Number(port)) || 20_000 + Number(port)}`,
    )
    .replaceAll(/include \S*mime\.types;/g, 'types { text/html html; }');
  const whole = /^events/m.test(here) ? here : main(folder, here);
  return logs(whole, folder);
}

/**
 * All that a server's nginx reads, in a folder of its own, for the nginx of this machine: the path of the file to begin
 * with.
 */
export function nginxOf(root: Root, folder: string, portOf?: (port: number) => number): string {
  for (const path of root.files().filter((one) => one.startsWith('/etc/nginx/'))) {
    const content = root.outside(root.read(path));
    const here = path.endsWith('.conf') ? forNginx(`events {}\n${content}`, folder, portOf).slice(10) : content;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const welcome = `127.0.0.2:${portOf?.(80) ?? 20_080};`;
    const led = here.replaceAll('/etc/nginx/', `${folder}/etc/nginx/`).replace('127.0.0.2:80;', welcome);
    writeFileSync(join(folder, path), root.inside(led));
  }
  const start = join(folder, 'nginx.conf');
  writeFileSync(start, main(folder, `  include ${folder}/etc/nginx/conf.d/*.conf;\n`));
  return start;
}

const test = (path: string, folder: string) => ask('nginx', ['-t', '-q', '-e', 'stderr', '-p', folder, '-c', path]);

const nginx = (content: string): string => {
  const folder = temporaryFolder();
  const path = join(folder, 'nginx.conf');
  writeFileSync(path, forNginx(content, folder));
  return test(path, folder);
};

const nginxWith = (root: Root): string => {
  const folder = temporaryFolder();
  return test(nginxOf(root, folder), folder);
};

/** The elements of a page that have to be closed, and are not. */
const unclosed = (page: string): string => {
  const open: string[] = [];
  for (const [, end, name = ''] of page.matchAll(/<(\/?)([a-z]\w*)[^>]*>/g)) {
    if (['meta', 'p'].includes(name)) continue;
    if (!end) open.push(name);
    else if (open.pop() !== name) return `</${name}> closes nothing`;
  }
  return open.map((name) => `<${name}> is not closed`).join('\n');
};

interface Reader {
  readonly name: string;
  /** Which texts it reads, by their path on the server, or by their first line. */
  reads(path: string, content: string): boolean;
  readonly needs: readonly Tool[];
  /** What it has against the text; nothing, when it is good. */
  read(content: string, path: string, root: Root): string;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

/** One for each kind of text that is shipped: the program that will read it. */
const readers: readonly Reader[] = [
  {
    name: 'bash and shellcheck',
    reads: (_, content) => /^#!\/(usr\/bin\/env |bin\/)bash\n/.test(content),
    needs: ['bash'],
    read: (content) => shell('bash', content),
  },
  {
    name: 'sh and shellcheck',
    reads: (_, content) => content.startsWith('#!/bin/sh\n'),
    needs: ['bash'],
    read: (content) => shell('sh', content),
  },
  {
    name: 'Python 3.9',
    reads: (path, content) => path.endsWith('.py') || content.startsWith('#!/usr/bin/python3\n'),
    needs: ['python3'],
    read: (content) => ask('python3', ['-c', compile], content),
  },
  {
    name: 'Node.js',
    reads: (path) => /\.m?js$/.test(path),
    needs: [],
    read: (content) => ask(process.execPath, ['--check', '--input-type=module', '-'], content),
  },
  {
    name: 'bash, which sources it',
    reads: (path) => path.endsWith('.env'),
    needs: ['bash'],
    read: (content) => ask('bash', ['-n'], content),
  },
  {
    name: 'journald',
    reads: (path) => path.includes('/journald.conf.d/'),
    needs: [],
    read: (content) => (/^\[Journal\]\n(\w+=\S+\n)+$/.test(content) ? '' : content),
  },
  {
    name: 'logrotate',
    reads: (path) => path.startsWith('/etc/logrotate.d/'),
    needs: [],
    // The program itself reads it on the ground.
    read: (content) =>
      /^\S+ \{\n( {2}[a-z]+( \S+)*\n)+ {2}postrotate\n( {4}.+\n)+ {2}endscript\n\}\n$/.test(content) ? '' : content,
  },
  {
    name: 'nginx, where others include it',
    reads: (path) => path.startsWith('/etc/nginx/stepway/'),
    needs: [],
    read: (_, path, root) =>
      root.read('/etc/nginx/conf.d/stepway.conf').includes('/etc/nginx/stepway/') ? '' : `nothing includes ${path}`,
  },
  {
    name: 'nginx, with all that it includes',
    reads: (path) => path.startsWith('/etc/nginx/conf.d/'),
    needs: ['nginx'],
    read: (_, __, root) => nginxWith(root),
  },
  {
    name: 'nginx',
    reads: (path) => path.endsWith('.conf') && !path.startsWith('/etc/systemd/'),
    needs: ['nginx'],
    read: (content) => nginx(content),
  },
  {
    name: 'a browser',
    reads: (path) => path.endsWith('.html'),
    needs: [],
    read: (content) => (content.startsWith('<!doctype html>') ? unclosed(content) : 'no doctype'),
  },
  {
    name: 'systemd',
    reads: (path) => /\.(service|timer)(\.d\/.*)?$/.test(path),
    needs: ['systemd-analyze'],
    read: (content, path, { folder }) => {
      // What adds to a unit is read as one that has no more to say.
      const alone = join(temporaryFolder(), 'addition.service');
      const isTimer = path.includes('.timer.d/');
      if (path.endsWith('.conf'))
        writeFileSync(alone, `${isTimer ? '' : content.replaceAll('=+', '=')}\n[Service]\nExecStart=/bin/true\n`);
      const timer = join(dirname(alone), 'addition.timer');
      if (isTimer) writeFileSync(timer, content);
      const { stdout, stderr } = spawnSync(
        'systemd-analyze',
        [
          'verify',
          '--man=no',
          '--recursive-errors=no',
          isTimer ? timer : path.endsWith('.conf') ? alone : join(folder, path),
        ],
        { encoding: 'utf8' },
      );
      return `${stdout}${stderr}`;
    },
  },
  {
    name: 'the CodeDeploy agent',
    reads: (path) => path.endsWith('/appspec.yml'),
    needs: [],
    read: (content) =>
      readAppspec(content)
        .problems.map(({ en }) => en)
        .join('\n'),
  },
  {
    name: 'GitHub Actions, which runs its scripts with bash',
    reads: (path) => path.includes('/.github/workflows/'),
    needs: ['bash'],
    read: (content) =>
      Object.values((parse(content) as Workflow).jobs)
        .flatMap(({ steps }) => steps.map(({ run }) => run ?? ''))
        .map((run) => run && shell('bash', `#!/bin/bash\nset -eo pipefail\n${run}`))
        .join(''),
  },
  {
    name: 'docker, by the rules of its builder',
    reads: (path) => path.endsWith('/.dockerignore'),
    needs: [],
    read(content) {
      const rules = dockerignore.default({ ignorecase: false }).add(content);
      const kept = ['.env', 'api/.env.local', '.stepway/shop.json', '.git/HEAD', 'node_modules/a/index.js'];
      return kept.filter((path) => !rules.ignores(path)).join('\n');
    },
  },
  {
    name: 'the program of the server that starts processes',
    reads: (path) => path.endsWith('/Procfile'),
    needs: ['bash'],
    read: (_, path, root) => {
      const { status, stdout, stderr } = spawnSync('bash', ['-c', processes], {
        cwd: dirname(join(root.folder, path)),
        encoding: 'utf8',
      });
      return status === 0 && stdout === 'web\n' ? '' : stdout + stderr;
    },
  },
  {
    name: 'java.util.Properties',
    reads: (path) => path.endsWith('.properties'),
    needs: [],
    read: (content) =>
      content
        .split('\n')
        .filter((line) => !/^(#.*|[\w.-]+=[ -~]+)?$/.test(line))
        .join('\n'),
  },
];

const known = new Map<string, string>();

/**
 * What the program that will read a file of the server has against it; nothing, when it is good or that program is
 * not there. Much of two projects is the same, and is read once.
 */
export function objections(path: string, root: Root): string {
  const content = root.read(path);
  const reader = readers.find(({ reads }) => reads(path, content));
  if (!reader) return `no program reads it: add it to test/shipped/readers.ts`;
  if (toolMissing(...reader.needs)) return '';
  const key = `${reader.name} ${path} ${root.outside(content)}`;
  const said = known.get(key) ?? reader.read(content, path, root);
  known.set(key, said);
  return said;
}
