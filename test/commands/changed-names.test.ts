import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, jsonLines, meddle, necessary, project, small, stateOf, watch } from './support.ts';

const balanced = [...necessary, '--database', 'none'];
const built = { 'elastic-ip': project(), 'load-balancer': project() };

beforeAll(async () => {
  for (const [cwd, answers] of [
    [built['elastic-ip'], small],
    [built['load-balancer'], balanced],
  ] as const) {
    const { code, stderr } = await run(['up', '--rehearse', ...answers], { cwd });
    expectCode(code, 0, stderr);
  }
}, 120_000);

interface Told {
  readonly is: string;
  readonly receipt?: readonly { step: string; outcome: string; id: string; why?: string }[];
}

const lastOf = (stdout: string) => jsonLines(stdout).at(-1) as unknown as Told;

/** What is written down under an id that says that another one has taken its place. */
async function formerIn(cwd: string): Promise<readonly string[]> {
  const { code, stdout, stderr } = await run(['status', '--rehearse', '--json'], { cwd });
  expectCode(code, 0, stderr);
  const { steps } = JSON.parse(stdout) as { steps: readonly { id: string; recorded: string }[] };
  return steps.filter(({ id }) => id.includes('~')).map(({ id, recorded }) => `${id} ${recorded}`);
}

/** A stack with the former things of names that it had before, because the run that changed them was stopped. */
async function stopped(entry: keyof typeof built): Promise<string> {
  const cwd = project(built[entry]);
  const change = watch(['up', '--rehearse', '--yes', '--domain', 'shop.example.com', '--json'], cwd);
  await change.says('"is":"retired"');
  change.kill('SIGINT');
  const { code, said } = await change.ended;
  expectCode(code, 130, said);
  expect(stateOf(cwd)).toContain('"is":"retired"');
  return cwd;
}

describe.each(['elastic-ip', 'load-balancer'] as const)('a change of the domain that was stopped (%s)', (entry) => {
  test('is shown by status and plan, and the same up goes on with it', async () => {
    const cwd = await stopped(entry);
    expect(await formerIn(cwd)).not.toEqual([]);
    const { stdout } = await run(['status', '--rehearse'], { cwd });
    expect(stdout).toContain('to be deleted');
    const planned = await run(['plan', '--rehearse', '--json'], { cwd });
    expectCode(planned.code, 0, planned.stderr);
    const { steps } = JSON.parse(planned.stdout) as { steps: readonly { id: string; action: string }[] };
    const ids = steps.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(steps).toContainEqual(expect.objectContaining({ id: expect.stringContaining('~'), action: 'remove' }));
    const { code, stderr } = await run(['up', '--rehearse', '--yes'], { cwd });
    expectCode(code, 0, stderr);
    expect(await formerIn(cwd)).toEqual([]);
  }, 120_000);

  test('goes with a teardown, which names the former things', async () => {
    const cwd = await stopped(entry);
    const former = (await formerIn(cwd)).map((one) => one.split(' ', 1)[0]);
    const shown = await run(['teardown', '--rehearse', '--dry-run', '--json'], { cwd });
    expectCode(shown.code, 0, shown.stderr);
    for (const id of former) expect(shown.stdout).toContain(`"step":"${id}"`);
    const { code, stdout, stderr } = await run(['teardown', '--rehearse', '--yes', '--json'], { cwd });
    expectCode(code, 0, stderr);
    for (const step of former) expect(lastOf(stdout).receipt).toContainEqual(expect.objectContaining({ step }));
    expect(await formerIn(cwd)).toEqual([]);
  }, 120_000);
});

test('a former certificate that AWS does not delete is named with its reason, and the next up tries again', async () => {
  const cwd = project(built['load-balancer']);
  const users = (by: readonly string[]) =>
    meddle(cwd, ({ regions }) => {
      const [certificate] = Object.values(regions).flatMap(({ certificates }) => certificates);
      certificate!.released = by.map((arn) => ({ by: arn, until: Number.MAX_SAFE_INTEGER }));
    });
  users(['arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/blog/0123456789abcdef']);
  const kept = await run(['up', '--rehearse', '--yes', '--www', '--json'], { cwd });
  expectCode(kept.code, 3, kept.stderr);
  expect(lastOf(kept.stdout)).toMatchObject({
    is: 'waiting',
    receipt: [{ step: expect.stringMatching(/^certificate~/), why: expect.stringContaining('blog') as string }],
  });
  expect(await formerIn(cwd)).toEqual([expect.stringMatching(/^certificate~\d+ removing$/)]);
  users([]);
  const done = await run(['up', '--rehearse', '--yes'], { cwd });
  expectCode(done.code, 0, done.stderr);
  expect(await formerIn(cwd)).toEqual([]);
}, 120_000);
