import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { screenOf } from '../../src/ui/screen.ts';
import { speech } from '../../src/ui/speech.ts';
import { showStatus, type StatusRow } from '../../src/ui/status-view.ts';
import { run } from '../support/program.ts';
import { project, unbroken } from './support.ts';

describe('somebody new', () => {
  test('hears of every wrong answer in a file at once, with its line', async () => {
    const cwd = project();
    const text = 'name: shop\nregion: ap-northeast-9\ndomain: app.example.com\napp-port: 70000\ninstance-type: big\n';
    writeFileSync(join(cwd, 'answers.yml'), text);
    const { code, stderr } = await run(['plan', '--rehearse', '--answers', 'answers.yml'], { cwd });
    expect(code).toBe(2);
    expect(unbroken(stderr)).toContain('region (answers file, line 2)');
    expect(unbroken(stderr)).toContain('app-port (answers file, line 4)');
    expect(unbroken(stderr)).toContain('instance-type (answers file, line 5)');
  });

  test.each([['up'], ['up', '--json']])(
    'hears at once what AWS does not have of the sizes that are given, and what it has (%s)',
    async (...command) => {
      const flags =
        '--yes --region us-east-1 --domain example.com --instance-type t3.micr0 --database-class db.t4g.micr0';
      const { code, stdout, stderr } = await run([...command, '--rehearse', ...flags.split(' ')], { cwd: project() });
      expect(code).toBe(2);
      const said = unbroken(stderr + stdout);
      expect(said).toMatch(
        /no instance type t3\.micr0 in us-east-1.*t3\.micro: 2 CPUs · 1 GiB of memory · about 7\.59 USD/,
      );
      expect(said).toMatch(
        /not offered on db\.t4g\.micr0.*db\.t4g\.micro: 2 CPUs · 1 GiB of memory · about 11\.68 USD/,
      );
      expect(said).toMatch(/Choose another --instance-type\..*Choose another --database-class\./);
      expect(said).not.toContain('zones');
    },
  );

  test('hears of every unknown key and wrong value in a file at once, with its line', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'answers.yml'), 'regoin: us-east-1\ndomain: shop\nport: 80\n');
    const { code, stderr } = await run(['plan', '--rehearse', '--answers', 'answers.yml'], { cwd });
    expect(code).toBe(2);
    expect(unbroken(stderr)).toContain('"regoin" on line 1');
    expect(unbroken(stderr)).toContain('"port" on line 3');
    expect(unbroken(stderr)).toContain('domain (answers file, line 2) must be a domain name');
  });

  test('hears in the same answer what only AWS refuses, with its line', async () => {
    const cwd = project();
    const wrong = 'region: us-east-1\ninstance-type: t3.micr0\ndomain: shop\n\ndatabase-class: db.t4g.micr0\n';
    writeFileSync(join(cwd, 'answers.yml'), wrong);
    const { code, stderr } = await run(['plan', '--rehearse', '--answers', 'answers.yml'], { cwd });
    expect(code).toBe(2);
    expect(unbroken(stderr)).toContain('3 things are wrong');
    expect(unbroken(stderr)).toContain('domain (answers file, line 3) must be a domain name');
    expect(unbroken(stderr)).toContain('no instance type t3.micr0 in us-east-1');
    expect(unbroken(stderr)).toContain('Choose another instance-type (answers file, line 2).');
    expect(unbroken(stderr)).toContain('Choose another database-class (answers file, line 5).');
  });

  test('hears in the same answer what is missing, without what follows from it', async () => {
    const cwd = project();
    const file = 'delivery: github\ninstance-type: 5\napp-port: x\n';
    writeFileSync(join(cwd, 'answers.yml'), file);
    const flags = ['--yes', '--answers', 'answers.yml', '--rehearse', '--name', 'shop-'];
    const { code, stderr } = await run(['plan', ...flags], { cwd });
    expect(code).toBe(2);
    const lines = stderr.match(/^ *\d+\. .*$/gm) ?? [];
    expect(lines.map((line) => /(?:--)?(name|domain|repository|instance-type|app-port)\b/.exec(line)?.[1])).toEqual([
      'name',
      'app-port',
      'instance-type',
      'domain',
      'repository',
    ]);
    expect(unbroken(stderr)).toContain('--domain is required. → Add --domain NAME');
  });

  test.each(['네', 'ㅛ', '예'])('may write %s for yes in a file', async (yes) => {
    const cwd = project();
    writeFileSync(join(cwd, 'answers.yml'), `domain: example.com\nwww: ${yes}\n`);
    const { code, stdout } = await run(['plan', '--rehearse', '--json', '--answers', 'answers.yml'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ answers: { www: { value: true } } });
  });

  test('gets JSON for an unknown command too, where JSON is asked for', async () => {
    const { code, stdout } = await run(['upp', '--json'], { cwd: project() });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ is: 'failed', what: expect.stringContaining('upp') });
  });

  test('can read the guide with --rehearse, too', async () => {
    const { code, stdout } = await run(['explain', '--rehearse', 'vpc'], { cwd: project() });
    expect(code).toBe(0);
    expect(stdout).toContain('(VPC)');
    const plain = await run(['explain', 'vpc'], { cwd: project() });
    expect(stdout).toBe(plain.stdout);
  });

  test('is told where the rehearsal is, and stays in it', async () => {
    const cwd = project();
    const built = await run(['up', '--rehearse', '--entry', 'elastic-ip', '--database', 'none'], { cwd });
    expect(built.code).toBe(0);
    // Nobody sets name servers here: it is said that somebody has to.
    expect(unbroken(built.stderr)).toContain('In a real run this is yours to do');
    const real = await run(['status'], { cwd });
    expect(real.code).toBe(2);
    expect(unbroken(real.stderr)).toContain('rehearsed is shown with --rehearse');
    const seen = await run(['status', '--rehearse'], { cwd });
    expect(unbroken(seen.stdout)).toContain('✔ All is there as stepway made it. Run `stepway doctor --rehearse`');
    expect((await run(['teardown', '--rehearse', '--yes', '--data', 'delete'], { cwd })).code).toBe(0);
    expect((await run(['outputs', '--rehearse'], { cwd })).stdout).toContain('`stepway up --rehearse`');
    for (const command of [['deploys'], ['doctor'], ['env'], ['run', '--', 'true']]) {
      const refused = await run(command.toSpliced(1, 0, '--rehearse'), { cwd });
      expect(refused.code, command[0]).toBe(2);
      expect(unbroken(refused.stderr), command[0]).toContain('has no resources now. Run `stepway up --rehearse`');
    }
    // There is nothing that a confirmation could be for.
    const again = await run(['teardown', '--rehearse'], { cwd });
    expect({ code: again.code, said: again.stderr.includes('nothing to delete') }).toEqual({ code: 0, said: true });
  }, 60_000);
});

describe('status', () => {
  const shown = (rows: readonly StatusRow[], columns = 80, unbegun = 0) => {
    let text = '';
    const screen = { columns, write: (more: string) => Boolean((text += more)) } as unknown as NodeJS.WriteStream;
    showStatus(screenOf({ screen }, speech('en', false)), rows, unbegun);
    return text;
  };
  const row: StatusRow = { id: 'vpc', chapter: 'network', title: 'Network (VPC)', recorded: 'ready', now: 'ready' };

  test.each([
    ['what is missing', { ...row, now: 'gone' }, '1 of 1 are not as stepway made them'],
    ['what is the user’s turn', { ...row, now: 'pending', todo: 'Set these.' }, 'The next step is yours'],
    ['what was interrupted', { ...row, recorded: 'made', now: 'ready' }, '1 of 1 are not finished. Run `stepway up`'],
    ['all', row, 'All is there as stepway made it. Run `stepway doctor`'],
  ] as const)('ends with a verdict on %s, and what to do next: it does not scroll away', (_, one, verdict) => {
    const text = unbroken(shown([one]));
    expect(text).toContain(verdict);
    expect(text.indexOf(verdict)).toBeGreaterThan(text.indexOf(one.title));
  });

  test('counts what a run that has ended never came to', () => {
    expect(unbroken(shown([row], 80, 43))).toContain('43 of 44 are not finished. Run `stepway up`');
  });

  test('breaks no id and no word on 40 columns', () => {
    const resource = 'load-balancer/app/shop/0123456789abcd';
    const title = 'Rule: HTTPS from anywhere to the load balancer';
    const lines = shown([{ ...row, title, resource }], 40).split('\n');
    expect(lines.every((line) => line.length <= 40)).toBe(true);
    expect(lines.some((line) => line.trim() === resource)).toBe(true);
  });
});
