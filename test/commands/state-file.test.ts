import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { contentOf, expectCode, project, unbroken } from './support.ts';

/** A project with a state file that begins like this. */
function projectWith(name: string, events: readonly object[]): string {
  const cwd = project();
  mkdirSync(join(cwd, '.stepway'));
  const lines = [{ is: 'begun', version: 1, name, id: 'abc' }, ...events].map((event) => ({ at: 1, ...event }));
  writeFileSync(join(cwd, '.stepway', 'shop.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return cwd;
}

const commands = [
  ['up', '--yes', '--region', 'us-east-1', '--domain', 'example.com'],
  ['status'],
  ['outputs'],
  ['teardown', '--yes'],
];

describe.concurrent('a state file that is not for this program to work on is left as it is', () => {
  test.each(commands)('a copy of that of another stack: %s', async (...args) => {
    const cwd = projectWith('../../other', []);
    const before = contentOf(cwd);
    const { code, stderr } = await run(args, { cwd });
    expectCode(code, 5, stderr);
    expect(unbroken(stderr)).toContain('belongs to a stack called ../../other');
    expect(contentOf(cwd)).toEqual(before);
  });

  test.each(commands)('one with a step that only a newer stepway knows: %s', async (...args) => {
    const cwd = projectWith('shop', [
      { is: 'pinned', account: '123456789012', region: 'us-east-1', partition: 'aws' },
      { is: 'started', step: 'cache', needs: [], given: { needs: {}, answers: {} } },
    ]);
    const before = contentOf(cwd);
    const { code, stderr } = await run(args, { cwd });
    expectCode(code, 5, stderr);
    expect(unbroken(stderr)).toContain('does not know: "cache"');
    expect(contentOf(cwd)).toEqual(before);
  });
});
