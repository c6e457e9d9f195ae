import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { choose } from '../../src/engine/choose.ts';
import { chapters, steps } from '../../src/steps/index.ts';
import type { Answer } from '../../src/questions/question.ts';
import { shortId } from '../../src/ui/table.ts';
import { run, type Ended } from '../support/program.ts';
import { expectCode, contentOf, jsonLines, korean, project, stateFile, stateOf, unbroken } from './support.ts';

/** One rehearsal each for people who read English, for those who read Korean, and for programs. */
const english = project();
const inKorean = project();
const forPrograms = project();

let up: Record<'english' | 'korean' | 'json', Ended>;
/** The same stacks taken away again, in copies of the folders. */
let teardown: Record<'english' | 'korean' | 'json', Ended>;
const emptied = project();
const emptiedInKorean = project();
const emptiedForPrograms = project();

beforeAll(async () => {
  const [first, second, third] = await Promise.all([
    run(['up', '--rehearse'], { cwd: english }),
    run(['up', '--rehearse', '--lang', 'ko'], { cwd: inKorean }),
    run(['up', '--rehearse', '--json'], { cwd: forPrograms }),
  ]);
  up = { english: first, korean: second, json: third };
}, 90_000);

interface Event {
  readonly is: string;
  readonly step?: string;
  readonly question?: string;
  readonly value?: Answer;
  readonly handle?: Record<string, unknown>;
  readonly output?: { readonly nameServers: readonly string[] };
}

const eventsOf = (folder: string) =>
  stateOf(folder)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Event);

/** The name servers of the stack's hosted zone, as they were written down. */
const nameServersOf = (folder: string) =>
  eventsOf(folder).find(({ is, step }) => is === 'ready' && step === 'zone')?.output?.nameServers ?? [];

/** The chapters of which the plan of a stack's answers has more than lookups. */
function built(folder: string) {
  const chosen = choose(steps, new Map(eventsOf(folder).map(({ question = '', value = '' }) => [question, value])));
  const found = chapters.filter((chapter) =>
    chapter.steps.some((step) => chosen.includes(step) && (step.create ?? step.check)),
  );
  expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining(['network', 'server', 'database']));
  return found;
}

const goes = new Set(steps.filter((step) => step.delete).map(({ id }) => id));

/** The id of each thing that was made and has to go: the first field of its handle. */
const idsMade = (folder: string) =>
  eventsOf(folder).flatMap(({ is, step, handle }) =>
    is === 'made' && handle && step && goes.has(step) ? [String(Object.values(handle)[0])] : [],
  );

describe('up --rehearse without a terminal', () => {
  test('goes to the end with example answers, within a minute', () => {
    expect(up.english).toMatchObject({ code: 0 });
    expect(stateOf(english)).toContain('"from":"example"');
  });

  test('says first that nothing real is touched', () => {
    expect(up.english.stderr.split('\n')[0]).toContain('Nothing real is touched');
  });

  test('shows the plan with its price before the first thing is made', () => {
    const said = up.english.stderr;
    expect(said).toMatch(/\d+\.\d\d USD a month/);
    expect(said.search(/USD a month/)).toBeLessThan(said.indexOf('✔ Network'));
    for (const { title } of built(english)) expect(said).toContain(`  ${title.en}\n`);
  });

  test('shows the name servers before the certificate is waited for', () => {
    const [server = ''] = nameServersOf(english);
    expect(server).toMatch(/awsdns/);
    expect(up.english.stderr).toContain(server);
    expect(up.english.stderr.indexOf(server)).toBeLessThan(up.english.stderr.indexOf('✔ Certificate'));
  });

  test('reports each step as it ends, and the outputs on stdout', () => {
    for (const title of ['Network (VPC)', 'Server (EC2)', 'Database (RDS)', 'Load balancer (ALB)'])
      expect(up.english.stderr).toContain(`✔ ${title}`);
    expect(up.english.stdout).toContain('https://app.example.com');
    expect(up.english.stdout).not.toContain('✔');
  });

  test('needs nothing but the simulated account: no profile, no credentials', () => {
    expect(stateOf(english)).toContain('"account":"123456789012"');
  });

  test('writes down nothing that looks like a secret', () => {
    for (const text of Object.values(contentOf(english)))
      expect(text).not.toMatch(/AKIA|ASIA|SecretAccessKey|SessionToken|MasterUserPassword|PRIVATE KEY|"password"/i);
  });

  test('has nothing to do the second time, and changes nothing', async () => {
    const cwd = project(english);
    const before = contentOf(cwd);
    const { code, stderr, stdout } = await run(['up', '--rehearse'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe(up.english.stdout);
    expect(stderr).not.toContain('✔ Network');
    expect(contentOf(cwd)).toEqual(before);
  });
});

describe('up --rehearse --json', () => {
  test('prints one event a line, and last that it is done, with the outputs', async () => {
    expect(up.json.code).toBe(0);
    const [preflight, ...events] = jsonLines(up.json.stdout);
    expect(preflight).toMatchObject({ at: expect.any(Number), is: 'preflight' });
    expect(preflight?.['rows']).toContainEqual({ step: 'vpc', about: 'VPCs', result: 'ok' });
    for (const event of events.slice(0, -1)) {
      expect(event).toMatchObject({ at: expect.any(Number), is: expect.any(String), step: expect.any(String) });
      expect(['started', 'waiting', 'made', 'ready', 'changing', 'changed']).toContain(event['is']);
    }
    const { stdout } = await run(['outputs', '--rehearse', '--json'], { cwd: forPrograms });
    expect(events.at(-1)).toEqual({
      is: 'done',
      outputs: JSON.parse(stdout),
      visit: { is: 'answered', status: 200, redirected: true },
    });
  });

  test('says to people on stderr that nothing real is touched', () => {
    expect(up.json.stderr).toContain('Nothing real is touched');
  });

  test('ends with one line that says what failed when the answers will not do', async () => {
    const { code, stdout, stderr } = await run(['up', '--rehearse', '--json', '--app-port', '0'], { cwd: project() });
    expect(code).toBe(2);
    const [failed, ...more] = jsonLines(stdout);
    expect(more).toEqual([]);
    expect(failed).toEqual({ is: 'failed', what: expect.stringContaining('--app-port'), todo: expect.any(String) });
    expect(unbroken(stderr)).toContain(String(failed?.['what']));
  });

  test('ends so, too, when it is misused', async () => {
    const { code, stdout } = await run(['up', '--json', '--colour'], { cwd: project() });
    expect(code).toBe(2);
    expect(jsonLines(stdout)).toEqual([
      { is: 'failed', what: expect.stringContaining('--colour'), todo: expect.any(String) },
    ]);
  });
});

describe('outputs', () => {
  test('has as JSON exactly what the stack has', async () => {
    const { code, stdout, stderr } = await run(['outputs', '--rehearse', '--json'], { cwd: english });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      url: 'https://app.example.com',
      nameServers: nameServersOf(english),
      hostedZoneId: expect.stringMatching(/^Z[A-Z0-9]+$/),
      certificateArn: expect.stringMatching(/^arn:aws:acm:/),
      loadBalancer: expect.stringMatching(/\.elb\.amazonaws\.com$/),
      instanceId: expect.stringMatching(/^i-/),
      vpcId: expect.stringMatching(/^vpc-/),
      database: {
        engine: 'postgres',
        host: expect.stringMatching(/\.rds\.amazonaws\.com$/),
        port: 5432,
        secretArn: expect.stringMatching(/^arn:aws:secretsmanager:/),
      },
    });
  });

  test('goes to stdout alone for people as well', async () => {
    const { code, stdout, stderr } = await run(['outputs', '--rehearse'], { cwd: english });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const text of [
      'https://app.example.com',
      'stepway shell --rehearse',
      'stepway db connect --rehearse',
      ...nameServersOf(english),
    ])
      expect(stdout).toContain(text);
  });
});

describe('status', () => {
  test('has as JSON each step as recorded and as AWS shows it', async () => {
    const { code, stdout } = await run(['status', '--rehearse', '--json'], { cwd: english });
    const { steps: rows, ...rest } = JSON.parse(stdout) as { steps: Record<string, string>[] };
    expect(code).toBe(0);
    expect(rest).toEqual({ name: 'shop', account: '123456789012', region: 'ap-northeast-2' });
    expect(rows.length).toBeGreaterThan(40);
    for (const row of rows) {
      expect(row).toMatchObject({ id: expect.any(String), chapter: expect.any(String), title: expect.any(String) });
    }
    expect(rows.filter(({ recorded }) => recorded !== 'ready')).toEqual([]);
    expect(rows.filter(({ now }) => now !== undefined && now !== 'ready')).toEqual([]);
    const database = rows.find(({ id }) => id === 'database');
    expect(database).toMatchObject({ now: 'ready', resource: 'shop-database' });
  });

  test('prints a line for each step on stdout', async () => {
    const { code, stdout, stderr } = await run(['status', '--rehearse'], { cwd: english });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Database \(RDS\) +ready +shop-database/m);
    expect(stderr).not.toContain('shop-database');
  });

  test('shows what has gone missing', async () => {
    const cwd = project(english);
    // A stack of long ago, in an account in which nobody has done anything yet.
    writeFileSync(stateFile(cwd), stateOf(cwd).replaceAll(/"at":\d+/g, '"at":0'));
    rmSync(join(cwd, '.stepway', 'rehearsal', 'account.json'));
    const { code, stdout } = await run(['status', '--rehearse', '--json'], { cwd });
    const rows = (JSON.parse(stdout) as { steps: Record<string, string>[] }).steps;
    expect(code).toBe(0);
    expect(rows.find(({ id }) => id === 'vpc')).toMatchObject({ recorded: 'ready', now: 'gone' });
  });
});

describe('plan', () => {
  const planned = async (cwd: string, ...args: string[]) => {
    const before = contentOf(cwd);
    const { code, stdout, stderr } = await run(['plan', '--rehearse', '--json', ...args], { cwd });
    expect(contentOf(cwd)).toEqual(before);
    expectCode(code, 0, stderr);
    return JSON.parse(stdout) as {
      answers: Record<string, { value: unknown; from: string }>;
      steps: { id: string; chapter: string; title: string; action: string; note?: string }[];
      price: { currency: string; monthly: number; complete: boolean; items: { what: string; monthly: number }[] };
      todo: string[];
    };
  };
  const actions = (plan: { steps: { action: string }[] }) => new Set(plan.steps.map(({ action }) => action));

  test('of a new stack has every answer with its source, each step, the price and what only the user can do', async () => {
    const plan = await planned(project());
    expect(plan).toMatchObject({ name: 'shop', region: 'ap-northeast-2' });
    expect(plan.answers['name']).toEqual({ value: 'shop', from: 'default' });
    expect(plan.answers['domain']).toEqual({ value: 'app.example.com', from: 'example' });
    expect(plan.answers['app-port']).toEqual({ value: 8080, from: 'default' });
    expect(actions(plan)).toEqual(new Set(['create']));
    expect(plan.steps.find(({ id }) => id === 'vpc')).toEqual({
      id: 'vpc',
      chapter: 'network',
      title: 'Network (VPC)',
      action: 'create',
    });
    expect(plan.price).toMatchObject({ currency: 'USD', complete: true });
    const sum = plan.price.items.reduce((total, { monthly }) => total + monthly, 0);
    expect(plan.price.monthly).toBeCloseTo(sum, 2);
    expect(plan.price.monthly).toBeGreaterThan(30);
    expect(plan.todo).toEqual([expect.stringContaining('name servers')]);
  });

  test('of a stack that is there keeps everything, and leaves the user nothing to do', async () => {
    const plan = await planned(project(english));
    expect(actions(plan)).toEqual(new Set(['keep']));
    expect(new Set(Object.values(plan.answers).map(({ from }) => from))).toEqual(new Set(['saved']));
    expect(plan.todo).toEqual([]);
  });

  test('shows what a flag would change, and what the flag comes before', async () => {
    const plan = await planned(project(english), '--health-path', '/health');
    expect(plan.answers['health-path']).toEqual({ value: '/health', from: 'flag' });
    const changed = plan.steps.filter(({ action }) => action !== 'keep');
    const change = { action: 'change', note: 'Health check path: / → /health' };
    expect(changed).toMatchObject([
      { id: 'server', ...change, note: `set-up of the server, ${change.note}` },
      { id: 'target-group', ...change },
    ]);
  });

  test.each([
    ['en', 'Also at www.: No → Yes'],
    ['ko', 'www.로도 접속: 아니요 → 예'],
  ] as const)('says a change in the words of the review (%s)', async (language, words) => {
    const cwd = project(english);
    const { stdout } = await run(['plan', '--rehearse', '--www', '--lang', language], { cwd });
    expect(unbroken(stdout)).toContain(words);
    expect(stdout).not.toMatch(/\b(true|false)\b/);
  });

  test('shows what a flag would add and take away', async () => {
    const plan = await planned(project(english), '--ssh', '203.0.113.25/32', '--database', 'none');
    expect(plan.steps.find(({ id }) => id === 'server-ssh')).toMatchObject({ action: 'create' });
    expect(plan.steps.find(({ id }) => id === 'database')).toMatchObject({ action: 'remove' });
  });

  test('refuses a change that cannot be made, and says how to keep what is there', async () => {
    const cwd = project(english);
    const { code, stderr } = await run(['plan', '--rehearse', '--database', 'mysql'], { cwd });
    expect(code).toBe(2);
    expect(unbroken(stderr)).toContain('Database: PostgreSQL → MySQL');
    expect(unbroken(stderr)).toContain('--database postgres');
  });

  test('goes to stdout for people as well, and says on stderr that it is a rehearsal', async () => {
    const { stdout, stderr } = await run(['plan', '--rehearse'], { cwd: project() });
    expect(stdout).toMatch(/Domain +app\.example\.com +example/);
    expect(stdout).toContain('USD a month');
    expect(unbroken(stderr)).toMatch(
      /^Rehearsal.*touched\. Nothing was changed\. `stepway up --rehearse` with the same flags does it\.$/,
    );
  });

  test.each([
    { part: [], file: 'iam-policy.json' },
    { part: ['delivery'], file: 'iam-policy-delivery.json' },
  ])('--permissions $part prints $file of the repository, without credentials', async ({ part, file }) => {
    const { code, stdout, stderr } = await run(['plan', '--permissions', ...part], { cwd: project() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const policy = JSON.parse(stdout) as { Version: string; Statement: Record<string, unknown>[] };
    expect(policy.Version).toBe('2012-10-17');
    for (const statement of policy.Statement)
      expect(statement).toMatchObject({ Effect: 'Allow', Action: expect.anything(), Resource: expect.anything() });
    expect(policy).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});

describe('teardown', () => {
  beforeAll(async () => {
    cpSync(english, emptied, { recursive: true });
    cpSync(inKorean, emptiedInKorean, { recursive: true });
    cpSync(forPrograms, emptiedForPrograms, { recursive: true });
    const [first, second, third] = await Promise.all([
      run(['teardown', '--rehearse', '--data', 'snapshot'], { cwd: emptied }),
      run(['teardown', '--rehearse', '--data', 'delete', '--lang', 'ko'], { cwd: emptiedInKorean }),
      run(['teardown', '--rehearse', '--yes', '--data', 'delete', '--json'], { cwd: emptiedForPrograms }),
    ]);
    teardown = { english: first, korean: second, json: third };
  }, 90_000);

  test('ends with a receipt on stdout: what was deleted, and the last copy of the data', () => {
    const { code, stdout, stderr } = teardown.english;
    expectCode(code, 0, stderr);
    expect(idsMade(english).filter((id) => !stdout.includes(shortId(id)))).toEqual([]);
    expect(stdout).toMatch(/^ +kept +.*shop-database-final-/m);
    expect(stdout.match(/^ +deleted /gm)?.length).toBeGreaterThan(30);
  });

  test('reports on stderr only what was there to remove', () => {
    expect(teardown.english.stderr).toContain('Server (EC2)');
    const others = steps.filter(({ id }) => !goes.has(id));
    for (const { title } of others) expect(teardown.english.stderr).not.toContain(`✔ ${title.en}`);
  });

  test('leaves nothing of the stack', async () => {
    const [status, again] = await Promise.all([
      run(['status', '--rehearse', '--json'], { cwd: emptied }),
      run(['teardown', '--rehearse'], { cwd: emptied }),
    ]);
    expect(JSON.parse(status.stdout)).toMatchObject({ steps: [] });
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('nothing') });
  });

  test('prints as JSON one event a line, and last that it is done, with the receipt', () => {
    expectCode(teardown.json.code, 0, teardown.json.stderr);
    const events = jsonLines(teardown.json.stdout);
    const last = events.at(-1) as { is: string; receipt: Record<string, string>[] };
    expect(last.is).toBe('done');
    for (const row of last.receipt) {
      expect(row).toMatchObject({ step: expect.any(String), title: expect.any(String), id: expect.any(String) });
    }
    expect(last.receipt.filter(({ outcome }) => outcome !== 'deleted')).toEqual([]);
    const receipt = new Set(last.receipt.map(({ id }) => id));
    expect(idsMade(forPrograms).filter((id) => !receipt.has(id))).toEqual([]);
  });

  test('with a database, and without a word on its data, is refused and touches nothing', async () => {
    const cwd = project(english);
    const before = contentOf(cwd);
    const { code, stdout, stderr } = await run(['teardown', '--rehearse', '--yes'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(unbroken(stderr)).toContain('--data snapshot');
    expect(unbroken(stderr)).toContain('--data delete');
    expect(contentOf(cwd)).toEqual(before);
  });

  test('--dry-run shows what would go, and touches nothing', async () => {
    const cwd = project(english);
    const before = contentOf(cwd);
    const [people, programs] = await Promise.all([
      run(['teardown', '--rehearse', '--dry-run'], { cwd }),
      run(['teardown', '--rehearse', '--dry-run', '--json'], { cwd: project(english) }),
    ]);
    expect(people.code).toBe(0);
    expect(idsMade(english).filter((id) => !people.stdout.includes(shortId(id)))).toEqual([]);
    // Files on the server go without a question.
    expect(people.stdout).toContain('with all files on its disk, such as /var/lib/app');
    expect(jsonLines(programs.stdout)).toMatchObject([{ is: 'done' }]);
    expect(contentOf(cwd)).toEqual(before);
  });
});

describe('in Korean', () => {
  /** Titles that would be English leftovers. */
  const leftovers = (text: string) =>
    [...chapters, ...steps].map(({ title }) => title).filter(({ en, ko }) => en !== ko && text.includes(en));

  test('the same rehearsal is told in Korean', () => {
    expectCode(up.korean.code, 0, up.korean.stderr);
    for (const { title } of built(inKorean)) expect(up.korean.stderr).toContain(`  ${title.ko}\n`);
    expect(leftovers(up.korean.stderr + up.korean.stdout)).toEqual([]);
    expect(up.korean.stdout).toMatch(korean);
  });

  test('the receipt is Korean', () => {
    expectCode(teardown.korean.code, 0, teardown.korean.stderr);
    expect(teardown.korean.stdout).toContain('영수증');
    expect(leftovers(teardown.korean.stderr + teardown.korean.stdout)).toEqual([]);
  });

  test('status, outputs and plan are Korean', async () => {
    for (const command of ['status', 'outputs', 'plan']) {
      const { code, stdout, stderr } = await run([command, '--rehearse', '--lang', 'ko'], { cwd: english });
      expect(code).toBe(0);
      expect(stdout).toMatch(korean);
      expect(leftovers(stdout + stderr)).toEqual([]);
    }
  });

  test('the words in JSON are Korean, and the keys are not', async () => {
    const { stdout } = await run(['plan', '--rehearse', '--json', '--lang', 'ko'], { cwd: english });
    const { steps: rows } = JSON.parse(stdout) as { steps: { id: string; title: string; action: string }[] };
    expect(rows.find(({ id }) => id === 'server')).toMatchObject({ title: '서버(EC2)', action: 'keep' });
  });
});
