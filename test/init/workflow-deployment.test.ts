import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deployment } from '../../src/init/templates/workflow-deployment.ts';

/** What the AWS CLI answers, a line of bash a command; `$n` counts the calls of a command. */
type Answers = Readonly<Record<string, string>>;

/** Runs the step as GitHub runs it, with an AWS CLI and a clock of our own. */
function run(answers: Answers): { code: number | null; output: string; calls: readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
  const program = (name: string, lines: string) => {
    writeFileSync(join(folder, name), `#!/bin/bash\n${lines}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  program('sleep', ':');
  program(
    'aws',
    `echo "$*" >>${folder}/calls
n="$(grep -c "^deploy $2" ${folder}/calls)"
case "$2 $*" in
${Object.entries(answers)
  .map(([command, answer]) => `  ${command}) ${answer} ;;`)
  .join('\n')}
esac`,
  );
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', deployment], {
    encoding: 'utf8',
    env: {
      PATH: `${folder}:${process.env['PATH']}`,
      RUNNER_TEMP: folder,
      APPLICATION: 'shop',
      DEPLOYMENT_GROUP: 'shop',
      BUCKET: 'bucket',
      VERSION: 'v1',
      HASH: 'abc',
      GITHUB_SHA: 'def',
    },
  });
  const calls = execFileSync('cat', [join(folder, 'calls')], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return { code: status, output: stdout + stderr, calls };
}

const statusOf = (id: string) => `"get-deployment "*"${id} "*Info.status*`;

describe('a run of the workflow', () => {
  test('deploys what it uploaded, and waits for as long as the deployment takes', () => {
    const { code, output, calls } = run({
      '"create-deployment "*': 'echo d-1',
      [statusOf('d-1')]: 'if [ "$n" -lt 125 ]; then echo InProgress; else echo Succeeded; fi',
    });
    expect(output).toBe('Deployment d-1: InProgress\nDeployment d-1: Succeeded\n');
    expect(code).toBe(0);
    expect(calls[0]).toContain('key=bundles/');
    expect(calls[0]).toContain('version=v1');
  });

  test('waits for its turn while another deployment or a rollback is in progress', () => {
    const refused =
      'An error occurred (DeploymentLimitExceededException) when calling the CreateDeployment operation: no';
    const { code, output } = run({
      '"create-deployment "*': `if [ "$n" -lt 3 ]; then echo "${refused}" >&2; exit 254; else echo d-3; fi`,
      [statusOf('d-3')]: 'echo Succeeded',
    });
    expect(output.match(/waits for its turn/g)).toHaveLength(2);
    expect(code).toBe(0);
  });

  test('ends at once, with what AWS says, when it is refused for another reason', () => {
    const { code, output, calls } = run({
      '"create-deployment "*': 'echo "An error occurred (AccessDenied): not authorized" >&2; exit 254',
    });
    expect(output).toContain('not authorized');
    expect([code, calls.length]).toEqual([1, 1]);
  });

  test('shows the last lines of a script that failed, and waits for the rollback', () => {
    const { code, output } = run({
      '"create-deployment "*': 'echo d-1',
      [statusOf('d-1')]: 'echo Failed',
      '"list-deployment-targets "*': 'echo i-1',
      '"batch-get-deployment-targets "*': "printf 'ApplicationStart\\tScript failed\\tthere is no such table\\n'",
      '"get-deployment "*rollbackDeploymentId*': 'echo d-2',
      [statusOf('d-2')]: 'if [ "$n" -lt 6 ]; then echo InProgress; else echo Succeeded; fi',
    });
    expect(output).toContain('there is no such table');
    expect(output).toContain('Deployment d-2: Succeeded');
    expect(output).toContain('::error::Deployment d-1 failed; its last lines are above. The server runs the last good');
    expect(code).toBe(1);
  });

  test('does not claim a rollback where there is none', () => {
    const { code, output } = run({
      '"create-deployment "*': 'echo d-1',
      [statusOf('d-1')]: 'echo Failed',
      '"get-deployment "*rollbackDeploymentId*': 'echo None',
    });
    expect(output).toContain('::error::Deployment d-1 failed; its last lines are above.\n');
    expect(code).toBe(1);
  });

  test('outlives an answer that does not come, and ends with a next step when none comes any more', () => {
    const back = run({
      '"create-deployment "*': 'echo d-1',
      [statusOf('d-1')]: 'if [ "$n" -lt 5 ]; then exit 255; else echo Succeeded; fi',
    });
    expect(back.output).toBe('Deployment d-1: Succeeded\n');
    expect(back.code).toBe(0);
    const gone = run({ '"create-deployment "*': 'echo d-1', [statusOf('d-1')]: 'exit 255' });
    expect(gone.output).toContain('`stepway deploys` shows its end');
    expect(gone.code).toBe(1);
  });
});
