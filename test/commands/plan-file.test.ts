import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, jsonLines, project, small, unbroken } from './support.ts';

const planned = async (cwd: string, ...flags: string[]) => {
  const { code, stdout, stderr } = await run(['plan', ...flags, '--out', 'plan.json', '--rehearse', '--json'], { cwd });
  expectCode(code, 0, stderr);
  return JSON.parse(stdout) as { hash: string; steps: { id: string; action: string }[] };
};
const build = (cwd: string, ...flags: string[]) =>
  run(['up', '--plan', 'plan.json', '--rehearse', '--json', ...flags], { cwd });

describe('a plan that was written down', () => {
  test('is done without a question, exactly; and a second time there is nothing left to do', async () => {
    const cwd = project();
    const { hash, steps } = await planned(cwd, ...small, '--www');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const built = await build(cwd);
    expectCode(built.code, 0, built.stderr);
    const events = jsonLines(built.stdout);
    expect(events.at(-1)).toMatchObject({ is: 'done', outputs: { www: 'https://www.app.example.com' } });
    const made = new Set(events.flatMap((event) => (event['is'] === 'created' ? String(event['step']) : [])));
    for (const id of made) expect(steps.find((one) => one.id === id)?.action).toBe('create');
    const again = await build(cwd);
    expectCode(again.code, 0, again.stderr);
  });

  test('is not done when something has changed since, and what has is named, in either language', async () => {
    const cwd = project();
    await planned(cwd, ...small);
    const other = await run(['up', ...small, '--www', '--rehearse'], { cwd });
    expectCode(other.code, 0, other.stderr);
    const { code, stderr } = await run(['up', '--plan', 'plan.json', '--rehearse'], { cwd });
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toMatch(/something has changed: • .*www\..*: keep → delete/);
    const korean = await run(['up', '--plan', 'plan.json', '--rehearse', '--lang', 'ko'], { cwd });
    expect(korean.stderr).toContain('계획을 저장한 뒤 달라진 것이 있습니다.');
  });

  test('that was changed by hand, or is none, is refused', async () => {
    const cwd = project();
    await planned(cwd, ...small);
    const file = join(cwd, 'plan.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('t3.micro', 't3.large'));
    const { code, stderr } = await run(['up', '--plan', 'plan.json', '--rehearse'], { cwd });
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toContain('plan.json is no plan of stepway, or was changed after it was written.');
    writeFileSync(file, 'my notes');
    const over = await run(['plan', ...small, '--out', 'plan.json', '--rehearse'], { cwd });
    expectCode(over.code, 2, over.stderr);
    expect(readFileSync(file, 'utf8')).toBe('my notes');
  });

  test('does not bring back what was removed since', async () => {
    const cwd = project();
    await planned(cwd, ...small, '--log-days', '7');
    const built = await build(cwd);
    expectCode(built.code, 0, built.stderr);
    const removed = await run(['remove', 'logs', '--rehearse', '--yes'], { cwd });
    expectCode(removed.code, 0, removed.stderr);
    const again = await run(['up', '--plan', 'plan.json', '--rehearse'], { cwd });
    expectCode(again.code, 2, again.stderr);
    expect(unbroken(again.stderr)).toMatch(/Days of logs: – → \w+/);
  });

  test('of another shape is none, whatever its hash; and so is what is no file', async () => {
    const cwd = project();
    const text = '{"is":"stepway plan 1"}';
    const hash = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(cwd, 'forged.json'), JSON.stringify({ is: 'stepway plan 1', hash }));
    mkdirSync(join(cwd, 'folder'));
    for (const [file, said] of [
      ['forged.json', 'forged.json is no plan of stepway'],
      ['folder', 'folder is no plan of stepway'],
      ['nothing.json', 'There is no file nothing.json.'],
    ] as const) {
      const { code, stderr } = await run(['up', '--plan', file, '--rehearse'], { cwd });
      expectCode(code, 2, stderr);
      expect(unbroken(stderr)).toContain(said);
    }
    for (const file of ['folder', '']) {
      const { code, stderr } = await run(['plan', ...small, '--out', file, '--rehearse'], { cwd });
      expectCode(code, 2, stderr);
    }
  });

  test('takes no other answer beside its own, but the same one', async () => {
    const cwd = project();
    await planned(cwd, ...small);
    const { code, stderr } = await run(['up', '--plan', 'plan.json', '--instance-type', 't3.small', '--rehearse'], {
      cwd,
    });
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toContain('--plan has all answers, so --instance-type cannot be used with it.');
    const same = await build(cwd, '--instance-type', 't3.micro');
    expectCode(same.code, 0, same.stderr);
  });

  test('says where it is, with the command that does it', async () => {
    const cwd = project();
    const { stdout, stderr } = await run(['plan', ...small, '--out', 'plan.json', '--rehearse'], { cwd });
    expect(unbroken(stdout + stderr)).toMatch(
      /Plan [0-9a-f]{12} is in plan\.json: `stepway up --plan plan\.json --rehearse` does exactly that\./,
    );
  });
});
