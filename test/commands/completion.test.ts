import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { regions } from '../../src/aws/regions.ts';
import { launcher, run } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';
import { korean, project } from './support.ts';

const isThere = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** The command as the shells find it, and the scripts that it prints. */
const bin = project();
const scripts = new Map<string, string>();

beforeAll(async () => {
  writeFileSync(join(bin, 'stepway'), `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`);
  chmodSync(join(bin, 'stepway'), 0o755);
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await run(['completion', shell], { cwd: bin });
    scripts.set(shell, stdout);
    writeFileSync(join(bin, `completion.${shell}`), stdout);
  }
});

/** A folder with two stacks and a rehearsed one, an answers file, and a profile of the AWS configuration. */
function furnished(): string {
  const cwd = project();
  mkdirSync(join(cwd, '.stepway', 'rehearsal'), { recursive: true });
  for (const name of ['blog', 'shop', 'rehearsal/demo']) writeFileSync(join(cwd, '.stepway', `${name}.jsonl`), '');
  mkdirSync(join(cwd, '.aws'));
  writeFileSync(join(cwd, '.aws', 'config'), '[default]\nregion = us-east-1\n[profile team]\nregion = eu-west-1\n');
  writeFileSync(join(cwd, 'my answers.yaml'), '');
  return cwd;
}

type Completions = (line: string, cwd: string) => string[];

/** What bash would offer at the end of a line, split into words as bash does. */
const inBash: Completions = (line, cwd) => {
  const words = line.split(/(=)| /).filter((word) => word !== undefined);
  if (words.at(-1) === '' && words.at(-2) === '=') words.pop();
  const list = words.map((word) => `'${word}'`).join(' ');
  const script = `. '${bin}/completion.bash'; COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _stepway; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['--noprofile', '--norc', '-c', script], {
    cwd,
    env: { ...process.env, HOME: cwd },
  });
  return output.toString().trim().split('\n');
};

/** What fish would offer. */
const inFish: Completions = (line, cwd) => {
  const script = `source '${bin}/completion.fish'; complete -C '${line}'`;
  const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: cwd };
  const output = execFileSync('fish', ['--no-config', '-c', script], { cwd, env });
  const offers = output.toString().trim().split('\n');
  return offers.map((offer) => offer.split('\t')[0] ?? '');
};

const shells = [
  ['bash', inBash],
  ['fish', inFish],
] as const;

describe.each(shells)('in %s', (shell, offered) => {
  test.skipIf(!isThere(shell))('a command is completed', () => {
    expect(offered('stepway ', project())).toEqual(
      expect.arrayContaining(['up', 'plan', 'doctor', 'teardown', 'completion']),
    );
    expect(offered('stepway te', project())).toEqual(['teardown']);
  });

  test.skipIf(!isThere(shell))('a flag is completed, of the command that it belongs to', () => {
    expect(offered('stepway up --ent', project())).toEqual(['--entry']);
    expect(offered('stepway teardown --d', project()).toSorted()).toEqual(['--data', '--dir', '--domain', '--dry-run']);
    expect(offered('stepway outputs --ent', project())).not.toContain('--entry');
  });

  test.skipIf(!isThere(shell))('a value is completed from its choices', () => {
    expect(offered('stepway up --entry ', project()).toSorted()).toEqual(['elastic-ip', 'load-balancer']);
    expect(offered('stepway up --yes --database p', project())).toEqual(['postgres']);
    expect(offered('stepway up --rehearse thr', project())).toEqual(['throttled']);
    expect(offered('stepway up --backup-days ', project()).toSorted()).toEqual(['1', '14', '30', 'auto']);
    expect(offered('stepway up --instance-type t3.s', project())).toEqual(['t3.small']);
    expect(offered('stepway up --health-path /h', project())).toEqual(['/health']);
    expect(offered('stepway plan --region ', project()).toSorted()).toEqual(Object.keys(regions).toSorted());
    expect(offered('stepway completion ', project())).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
  });

  test.skipIf(!isThere(shell))('a value after = is completed, too', () => {
    expect(offered('stepway up --entry=el', project()).map((word) => word.replace('--entry=', ''))).toEqual([
      'elastic-ip',
    ]);
  });

  test.skipIf(!isThere(shell))('stacks, profiles and files are looked for', () => {
    const cwd = furnished();
    expect(offered('stepway status --name ', cwd)).toEqual(['blog', 'demo', 'shop']);
    expect(offered('stepway up --profile ', cwd).toSorted()).toEqual(['default', 'team']);
    expect(offered('stepway up --answers my', cwd).join()).toContain('answers.yaml');
    expect(offered(`stepway outputs --dir ${cwd} --name s`, project())).toEqual(['shop']);
  });
});

test.skipIf(!isThere('bash')).each((['bash', 'zsh'] as const).filter(isThere))(
  'at a prompt of %s, the tab key completes',
  async (shell) => {
    const cwd = furnished();
    const load = {
      bash: 'eval "$(stepway completion bash)"',
      zsh: 'autoload -U compinit; compinit -u; source <(stepway completion zsh)',
    };
    const env = { PATH: `${bin}:${process.env['PATH']}`, PS1: '$ ', TERM: 'xterm' };
    const args = shell === 'bash' ? ['--noprofile', '--norc', '-i'] : ['-f', '-i'];
    const terminal = openTerminal({ program: shell, args, cwd, env });
    terminal.type(`${load[shell]}; echo lo''aded\r`);
    await terminal.waitFor(/^loaded/m);
    const expectCompletion = async (typed: string, whole: string) => {
      terminal.type(typed);
      terminal.press('tab');
      await terminal.waitFor(whole);
      // Away with the line.
      terminal.type('\u0015');
    };
    await expectCompletion('stepway te', 'stepway teardown');
    await expectCompletion('stepway up --ent', 'stepway up --entry');
    await expectCompletion('stepway up --entry el', 'stepway up --entry elastic-ip');
    await expectCompletion('stepway up --entry=loa', 'stepway up --entry=load-balancer');
    await expectCompletion('stepway status --name bl', 'stepway status --name blog');
    await expectCompletion('stepway up --profile te', 'stepway up --profile team');
    await expectCompletion('stepway up --answers my', String.raw`stepway up --answers my\ answers.yaml`);
    await expectCompletion('stepway up --dir .st', 'stepway up --dir .stepway/');
    await expectCompletion('stepway completion zs', 'stepway completion zsh');
  },
);

test('the help says for each shell where the script goes', async () => {
  const { stdout } = await run(['completion', '--help'], { cwd: project() });
  for (const file of ['bash-completion/completions/stepway', '.bashrc', '.zshrc', 'fish/completions/stepway.fish'])
    expect(stdout).toContain(file);
});

test('the explanations that zsh and fish show are in the language that was asked for', async () => {
  const { stdout } = await run(['completion', 'fish', '--lang', 'ko'], { cwd: project() });
  expect(stdout).toMatch(korean);
  expect(scripts.get('fish')).not.toMatch(korean);
});

test.each([
  [[], 'No shell', 'bash, zsh, fish'],
  [['tcsh'], 'tcsh', 'bash, zsh, fish'],
  [['bahs'], 'bahs', 'Did you mean bash?'],
])('%j is refused with the shells that there are', async (args, what, todo) => {
  const { code, stdout, stderr } = await run(['completion', ...args], { cwd: project() });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(what);
  expect(stderr).toContain(todo);
});
