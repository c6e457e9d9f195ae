import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, korean, necessary, project, small, unbroken } from './support.ts';

/** Rehearsed stacks: with alarms, behind a load balancer and reached directly, and without. */
const behind = project();
const direct = project();
const without = project();

beforeAll(async () => {
  const alarms = ['--alarms', 'you@example.com'];
  for (const [cwd, ...flags] of [
    [behind, ...necessary, '--database', 'none', ...alarms],
    [direct, ...small, ...alarms],
    [without, ...small],
  ] as const) {
    const { code, stderr } = await run(['up', ...flags, '--rehearse'], { cwd });
    expectCode(code, 0, stderr);
  }
}, 240_000);

const alarms = (cwd: string, ...args: string[]) => run(['alarms', ...args, '--rehearse'], { cwd });

describe.concurrent('stepway alarms', () => {
  test.each([
    ['behind a load balancer', behind, 'site is down'],
    ['that visitors reach directly', direct, 'site is down, as seen from around the world'],
  ])(
    'shows how each alarm of a server %s stands, and in the end all of them, and who is told',
    async (_, cwd, site) => {
      const { code, stdout, stderr } = await alarms(cwd);
      expectCode(code, 0, stderr);
      expect(stdout.trim().split('\n')[0]).toMatch(/Alarm +State +Since/);
      expect(stdout).toMatch(new RegExp(`^${site} +`, 'm'));
      expect(stdout).not.toContain('Alarm: ');
      expect(unbroken(stdout)).toMatch(/✔ None (of \d+ rings|rings)\./);
      expect(stdout.split('Last changes')[0]).not.toMatch(/RINGING|MISSING/);
      expect(stdout).toContain('✔ Mails go to you@example.com.');
    },
  );

  test('says the same in Korean', async () => {
    const { code, stdout } = await alarms(direct, '--lang', 'ko');
    expect(code).toBe(0);
    expect(stdout).toContain('사이트가 멈춤');
    expect(stdout).toContain('알림을 받는 주소: you@example.com');
  });

  test('has what another program reads', async () => {
    const { code, stdout } = await alarms(behind, '--json');
    expect(code).toBe(0);
    const seen = JSON.parse(stdout) as { alarms: { id: string; name: string; state: string }[]; mails: unknown };
    expect(seen.alarms[0]).toMatchObject({ id: 'alarm-site-down', name: 'shop-alarm-site-down' });
    for (const { state } of seen.alarms) expect(['ok', 'ringing', 'no-data']).toContain(state);
    expect(seen.mails).toEqual([{ address: 'you@example.com', confirmed: true }]);
  });

  test.each([[[]], [['test']]])('of a stack without alarms says how to get some (%j)', async (args) => {
    const said = await alarms(without, ...args);
    expectCode(said.code, 2, said.stderr);
    expect(said.stdout).toBe('');
    expect(unbroken(said.stderr)).toContain(
      'The stack shop has no alarms. Run `stepway up --alarms EMAIL --rehearse` to be told when the site is down.',
    );
    expect((await alarms(without, ...args, '--lang', 'ko')).stderr).toMatch(korean);
  });

  test('takes one word', async () => {
    const { code, stderr } = await alarms(behind, 'ring');
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toContain('alarms takes the word test or none, not "ring"');
  });

  test('needs a stack', async () => {
    expect((await alarms(project())).code).toBe(2);
  });
});

describe('stepway alarms test', () => {
  test('makes an alarm ring for each topic, and in a rehearsal does not say that a mail went out', async () => {
    const { code, stdout, stderr } = await alarms(direct, 'test');
    expectCode(code, 0, stderr);
    expect(unbroken(stderr).match(/” rings in the simulated account at/g)).toHaveLength(2);
    expect(unbroken(stdout).match(/A rehearsal sends no mail/g)).toHaveLength(2);
    expect(unbroken(stdout)).not.toMatch(/mail to \S+ went out/);
    expect((await alarms(direct, 'test', '--lang', 'ko')).stdout).toContain('연습에서는 메일을 보내지 않습니다');
  });

  test('tells programs which alarm rang when', async () => {
    const { code, stdout, stderr } = await alarms(behind, 'test', '--json');
    expectCode(code, 0, stderr);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string;
    expect(JSON.parse(stdout)).toEqual({
      rang: [{ id: 'alarm-site-down', address: 'you@example.com', at: time }],
    });
    const { changes } = JSON.parse((await alarms(behind, '--json')).stdout) as { changes: unknown[] };
    expect(changes).toContainEqual({ at: time, id: 'alarm-site-down', from: 'ok', to: 'ringing' });
  });
});
