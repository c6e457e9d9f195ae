import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run, runAlone, type Ended } from '../support/program.ts';
import {
  expectCode,
  contentOf,
  fakeAws,
  jsonLines,
  korean,
  necessary,
  project,
  small,
  stateFile,
  stateOf,
  unbroken,
} from './support.ts';

/** A small stack that was rehearsed to the end, and one that waits for its name servers. */
const built = project();
const waiting = project();
let waited: Ended;

beforeAll(async () => {
  const [, second] = await Promise.all([
    run(['up', '--rehearse', ...small], { cwd: built }),
    run(['up', '--rehearse', 'name-servers-not-set', '--json', ...small], { cwd: waiting }),
  ]);
  waited = second;
}, 60_000);

/** A project with a state that says what this one says, for the real thing. */
function projectWithState(text: string): string {
  const cwd = project();
  mkdirSync(join(cwd, '.stepway'));
  writeFileSync(join(cwd, '.stepway', 'shop.jsonl'), text);
  return cwd;
}

describe.concurrent('waiting for the user', () => {
  test('ends with 3, says what to do, and what is there already', () => {
    expectCode(waited.code, 3, waited.stderr);
    const last = jsonLines(waited.stdout).at(-1) as { is: string; what: string; outputs: { nameServers: string[] } };
    expect(last.is).toBe('waiting');
    expect(last.outputs.nameServers).toHaveLength(4);
    for (const server of last.outputs.nameServers) {
      expect(last.what).toContain(server);
      expect(waited.stderr).toContain(server);
    }
    expect(waited.stderr).toContain('example.com');
  });

  test('is taken up again by the same command, and by nobody else’s impatience', async () => {
    const cwd = project(waiting);
    const still = await run(['up', '--rehearse', 'name-servers-not-set'], { cwd });
    expectCode(still.code, 3, still.stderr);
    const { code, stdout, stderr } = await run(['up', '--rehearse'], { cwd });
    expectCode(code, 0, stderr);
    expect(stdout).toContain('https://app.example.com');
    expect(stderr).not.toContain('✔ Server (EC2)');
  });

  test('is no error in status', async () => {
    const { code, stdout } = await run(['status', '--rehearse', 'name-servers-not-set', '--json'], { cwd: waiting });
    expect(code).toBe(0);
    const { steps } = JSON.parse(stdout) as { steps: { id: string }[] };
    expect(steps.find(({ id }) => id === 'delegated')).toMatchObject({ recorded: 'made', now: 'pending' });
  });
});

describe.concurrent('AWS says no', () => {
  test('an action that is denied is named, with the line of the policy that allows it', async () => {
    const cwd = project();
    const args = ['up', '--rehearse', 'access-denied', '--json', ...necessary];
    const { code, stdout, stderr } = await run(args, { cwd });
    expect(code).toBe(4);
    const last = jsonLines(stdout).at(-1);
    expect(last).toMatchObject({ is: 'failed', what: expect.stringContaining('rds:CreateDBInstance') });
    expect(last?.['todo']).toContain('{"Effect":"Allow","Action":["rds:CreateDBInstance"],"Resource":"*"}');
    expect(unbroken(stderr)).toContain('rds:CreateDBInstance');
    expect(stateOf(cwd)).not.toContain('"is":"started","step":"vpc"');
  });

  test('a used-up quota is known before anything is made', async () => {
    const cwd = project();
    const { code, stderr } = await run(['up', '--rehearse', 'address-limit', ...small], { cwd });
    expect(code).toBe(4);
    expect(unbroken(stderr)).toContain('is used up: 5 of 5');
    expect(stateOf(cwd)).not.toContain('"is":"started","step":"vpc"');
  });

  test.each([
    ['small-quotas', [], 4],
    ['smooth', ['--app-port', '3000', '--instance-type', 't3.nano', '--database-class', 'db.t4g.micr0'], 2],
  ] as const)('plan ends as up would, where something is in the way (%s)', async (scenario, more, expected) => {
    const cwd = project();
    const plan = await run(['plan', '--rehearse', scenario, ...necessary, ...more], { cwd });
    expectCode(plan.code, expected, plan.stderr);
    expect(unbroken(plan.stderr)).toContain(`\`stepway up --rehearse ${scenario}\` would create nothing`);
    expect(plan.stdout).toContain('✖');
    const json = await run(['plan', '--rehearse', scenario, '--json', ...necessary, ...more], { cwd });
    expect(json.code).toBe(expected);
    expect(JSON.parse(json.stdout)).toMatchObject({ blocked: true });
    const up = await run(['up', '--rehearse', scenario, ...necessary, ...more], { cwd });
    expect(up.code).toBe(expected);
  });

  test('what there is none of nobody is told to delete', async () => {
    const { code, stderr } = await run(['up', '--rehearse', 'small-quotas', ...necessary], { cwd: project() });
    expect(code).toBe(4);
    expect(unbroken(stderr)).toContain('quota of load balancers in us-east-1 is 0: the account may not have any yet');
    expect(unbroken(stderr)).toContain('Your quota of VPCs in us-east-1 is used up: 1 of 1.');
    expect(unbroken(stderr).match(/Delete one/g)).toHaveLength(1);
  });

  test('a database that was refused has no data to decide about, and doctor names it', async () => {
    const cwd = project();
    const refused = await run(['up', '--rehearse', 'explicit-deny', ...necessary], { cwd });
    expect(refused.code).toBe(4);
    const doctor = await run(['doctor', '--rehearse'], { cwd });
    expect(doctor.code).toBe(4);
    expect(unbroken(doctor.stdout)).toContain('The last run got no further than this: Database (RDS).');
    const without = await run(['up', '--rehearse', '--yes', '--database', 'none'], { cwd });
    expectCode(without.code, 0, without.stderr);
    const gone = await run(['teardown', '--rehearse', '--yes'], { cwd });
    expectCode(gone.code, 0, gone.stderr);
  });

  test('being asked to slow down is no trouble', async () => {
    const { code, stdout, stderr } = await run(['up', '--rehearse', 'throttled', ...small], { cwd: project() });
    expectCode(code, 0, stderr);
    expect(stdout).toContain('https://app.example.com');
  });
});

describe.concurrent('whoever is not signed in', () => {
  test.each([
    { who: 'without credentials', args: [] },
    { who: 'with a profile that does not exist', args: ['--profile', 'nobody'] },
  ])('$who is told how to sign in, and nothing is lost', async ({ args }) => {
    const cwd = project();
    const { code, stdout, stderr } = await runAlone(['up', ...necessary, ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(unbroken(stderr)).toContain('aws login');
    expect(unbroken(stderr)).toContain('aws configure sso');
    expect(unbroken(stderr)).toContain('--profile');
  });

  test('with credentials that have expired is told the same', async ({ onTestFinished }) => {
    const aws = await fakeAws(
      403,
      '<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The token has expired</Message></Error></ErrorResponse>',
    );
    onTestFinished(() => aws.stop());
    const { code, stderr } = await run(['up', ...necessary, '--lang', 'ko'], { cwd: project(), env: aws.env });
    expect(code).toBe(4);
    expect(unbroken(stderr)).toContain('aws login');
    expect(stderr).toMatch(korean);
  });

  test('is not in the way of plan --permissions, outputs and help', async () => {
    const cwd = projectWithState(stateOf(built));
    for (const args of [['plan', '--permissions'], ['outputs'], ['up', '--help']])
      expect(await run(args, { cwd })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe.concurrent('the state', () => {
  const damaged = () => {
    const lines = stateOf(built).split('\n');
    lines[3] = `${lines[3]?.slice(0, 20)}`;
    return lines.join('\n');
  };

  test.each(['up', 'plan', 'status', 'outputs', 'teardown'])('that is damaged stops %s', async (command) => {
    const cwd = project(built);
    writeFileSync(stateFile(cwd), damaged());
    const before = contentOf(cwd);
    const { code, stdout, stderr } = await run([command, '--rehearse'], { cwd });
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(unbroken(stderr)).toContain('line 4');
    expect(contentOf(cwd)).toEqual(before);
  });

  test('of a newer version is left alone', async () => {
    const cwd = project(built);
    writeFileSync(stateFile(cwd), stateOf(cwd).replace('"version":2', '"version":99'));
    const { code, stderr } = await run(['up', '--rehearse'], { cwd });
    expect(code).toBe(5);
    expect(unbroken(stderr)).toMatch(/newer.*Update/);
  });

  test('whose last line was cut off in the middle is as good as before that line', async () => {
    const cwd = project(built);
    writeFileSync(stateFile(cwd), `${stateOf(cwd)}{"at":17952221`);
    const { code, stderr } = await run(['up', '--rehearse'], { cwd });
    expectCode(code, 0, stderr);
    expect(stateOf(cwd)).toBe(stateOf(built));
  });

  test.each(['up', 'teardown'])('that a living process works on is locked for %s', async (command) => {
    const cwd = project(built);
    const lock = join(dirname(stateFile(cwd)), 'shop.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() }));
    const before = contentOf(cwd);
    const { code, stderr } = await run([command, '--rehearse', '--data', 'delete'], { cwd });
    expect(code).toBe(5);
    expect(unbroken(stderr)).toContain(`process ${process.pid}`);
    expect(contentOf(cwd)).toEqual(before);
  });

  test('is not locked by a process that has ended', async () => {
    const cwd = project(built);
    const { pid } = spawnSync(process.execPath, ['--version']);
    const lock = join(dirname(stateFile(cwd)), 'shop.lock');
    writeFileSync(lock, JSON.stringify({ pid, host: hostname(), since: new Date().toISOString() }));
    const { code, stderr } = await run(['up', '--rehearse'], { cwd });
    expectCode(code, 0, stderr);
    expect(Object.keys(contentOf(cwd))).toEqual(Object.keys(contentOf(built)));
  });

  test('may be looked at while somebody works on it', async () => {
    const cwd = project(built);
    const lock = join(dirname(stateFile(cwd)), 'shop.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() }));
    for (const command of ['status', 'plan', 'outputs'])
      expect(await run([command, '--rehearse'], { cwd })).toMatchObject({ code: 0 });
  });

  test.for(['up', 'plan', 'status', 'teardown'])(
    'pinned to a region stops %s in another one before AWS is asked anything',
    async (command, { onTestFinished }) => {
      const aws = await fakeAws(500, '');
      onTestFinished(() => aws.stop());
      const cwd = projectWithState(stateOf(built));
      const before = contentOf(cwd);
      const flags = command === 'up' || command === 'teardown' ? ['--yes'] : [];
      const args = [command, '--region', 'eu-west-1', ...flags];
      const { code, stderr } = await run(args, { cwd, env: aws.env });
      expectCode(code, 5, stderr);
      expect(unbroken(stderr)).toContain('us-east-1');
      expect(unbroken(stderr)).toContain('--region us-east-1');
      expect(aws.calls()).toBe(0);
      expect(stepsIn(contentOf(cwd))).toBe(stepsIn(before));
    },
  );

  test.for(['up', 'plan', 'status', 'teardown'])(
    'pinned to an account stops %s in another one',
    async (command, { onTestFinished }) => {
      const aws = await fakeAws(
        200,
        `<GetCallerIdentityResponse><GetCallerIdentityResult>
        <Arn>arn:aws:iam::999999999999:user/me</Arn><UserId>AIDA</UserId><Account>999999999999</Account>
      </GetCallerIdentityResult></GetCallerIdentityResponse>`,
      );
      onTestFinished(() => aws.stop());
      const cwd = projectWithState(stateOf(built));
      const flags = command === 'up' || command === 'teardown' ? ['--yes'] : [];
      const { code, stderr } = await run([command, ...flags], { cwd, env: aws.env });
      expectCode(code, 5, stderr);
      expect(unbroken(stderr)).toContain('123456789012');
      expect(unbroken(stderr)).toContain('999999999999');
      expect(aws.calls()).toBe(1);
    },
  );
});

/** The lines of a state that are about things, not about answers. */
const stepsIn = (content: Record<string, string>) =>
  Object.values(content)
    .join('')
    .split('\n')
    .filter((line) => line.includes('"step"'))
    .join('\n');

test('the help of a damaged state names the file', async () => {
  const cwd = projectWithState('{"is":"begun"\nnonsense\n');
  const { stderr } = await run(['outputs'], { cwd });
  expect(unbroken(stderr).replaceAll(' ', '')).toContain(join(cwd, '.stepway', 'shop.jsonl'));
  expect(readFileSync(join(cwd, '.stepway', 'shop.jsonl'), 'utf8')).toContain('nonsense');
});
