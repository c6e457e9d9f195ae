import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, fakeAws, jsonLines, korean, meddle, necessary, project, stateOf } from './support.ts';

const balanced = [...necessary, '--database', 'none'];
const built = project();

beforeAll(async () => {
  await run(['up', '--rehearse', ...balanced], { cwd: built });
}, 60_000);

interface Diagnosed {
  readonly healthy: boolean;
  readonly links: { id: string; is: string }[];
  readonly visit?: { is: string; status: number };
  readonly finding?: { link: string; cause: string; fix: string; command?: string };
}

async function diagnosed(cwd: string, code: number, ...args: string[]): Promise<Diagnosed> {
  const ended = await run(['doctor', '--json', ...args], { cwd });
  expectCode(ended.code, code, ended.stderr);
  return JSON.parse(ended.stdout) as Diagnosed;
}

/** Closes the way from the load balancer to the server behind the program's back. */
const closeTheWay = (cwd: string) =>
  meddle(cwd, ({ regions }) => {
    const here = regions['us-east-1']!;
    here.rules = here.rules.filter(({ referencedGroupId, from }) => !(referencedGroupId && from === 80));
  });

test('the doctor of a healthy stack says so and changes nothing', async () => {
  const before = stateOf(built);
  const { healthy, links, visit, finding } = await diagnosed(built, 0, '--rehearse');
  expect({ healthy, visit, finding }).toEqual({
    healthy: true,
    visit: { is: 'answered', status: 200, redirected: true },
    finding: undefined,
  });
  expect(links.every(({ is }) => is === 'whole')).toBe(true);
  expect(stateOf(built)).toBe(before);
});

test('both names of a site are visited by up and by the doctor', async () => {
  const cwd = project();
  const ended = await run(['up', '--rehearse', ...balanced, '--www', '--json'], { cwd });
  expectCode(ended.code, 0, ended.stderr);
  const answered = { is: 'answered', status: 200, redirected: true };
  expect(jsonLines(ended.stdout).at(-1)).toMatchObject({
    outputs: { url: 'https://app.example.com', www: 'https://www.app.example.com' },
    visit: answered,
    wwwVisit: answered,
  });
  expect(await diagnosed(cwd, 0, '--rehearse')).toMatchObject({ healthy: true, visit: answered, wwwVisit: answered });
}, 60_000);

test('what is broken is said in the language asked for, with what to type', async () => {
  const ended = await run(['doctor', '--rehearse', 'unhealthy-target', '--lang', 'ko'], { cwd: built });
  expectCode(ended.code, 4, ended.stderr);
  expect(ended.stdout).toMatch(korean);
  expect(ended.stdout).toContain('stepway shell --admin');
  expect(ended.stdout).not.toContain('stepway up');
});

test('--fix puts right what is ours, and looks again', async () => {
  const cwd = project(built);
  closeTheWay(cwd);
  const { finding } = await diagnosed(cwd, 4, '--rehearse');
  expect(finding).toMatchObject({ link: 'firewall', command: 'stepway up --name shop --rehearse' });
  expect(await diagnosed(cwd, 0, '--rehearse', '--fix')).toMatchObject({ healthy: true });
}, 60_000);

test('the first link is who asks: nothing else is judged when AWS does not know them', async () => {
  const cwd = project();
  mkdirSync(join(cwd, '.stepway'));
  writeFileSync(join(cwd, '.stepway', 'shop.jsonl'), stateOf(built));
  const aws = await fakeAws(
    403,
    '<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>The security token is invalid</Message></Error></ErrorResponse>',
  );
  try {
    const ended = await run(['doctor', '--json'], { cwd, env: aws.env });
    expectCode(ended.code, 4, ended.stderr);
    const { finding, links } = JSON.parse(ended.stdout) as Diagnosed;
    expect(finding).toMatchObject({
      link: 'sign-in',
      cause: expect.stringContaining('could not verify your credentials'),
    });
    expect(links.filter(({ is }) => is !== 'unjudged')).toMatchObject([{ id: 'sign-in', is: 'broken' }]);
  } finally {
    aws.stop();
  }
});

test('without a stack there is nothing to look at', async () => {
  const ended = await run(['doctor'], { cwd: project() });
  expectCode(ended.code, 2, ended.stderr);
  expect(ended.stderr).toContain('stepway up');
});
