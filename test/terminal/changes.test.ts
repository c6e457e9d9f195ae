import { beforeAll, describe, expect, test } from 'vitest';
import { questions } from '../../src/steps/index.ts';
import { run } from '../support/program.ts';
import { copyOf, lastingProject, lastYes, rehearse, unbroken } from './support.ts';

const living = lastingProject();
const small = '--yes --region us-east-1 --domain app.example.com --entry elastic-ip --database none'.split(' ');

beforeAll(async () => {
  const { code, stderr } = await run(['up', '--rehearse', ...small], { cwd: living });
  if (code !== 0) throw new Error(stderr);
}, 60_000);

const question = (key: string) => questions.find((one) => one.key === key) ?? expect.unreachable(key);

describe.each(['en', 'ko'] as const)('a living stack in a terminal (%s)', (language) => {
  test('that gets a domain of another zone is asked about the records there, as at first', async () => {
    const terminal = rehearse(language, {
      args: ['up', '--domain', 'shop.example.org'],
      cwd: copyOf(living),
      rows: 50,
    });
    await terminal.asked(question('copy-records'));
    expect(unbroken(terminal.text())).toMatch(/MX\s+example\.org/);
    terminal.press('enter');
    await terminal.waitFor(lastYes);
    expect(terminal.text()).not.toContain('--copy-records');
    terminal.type('n');
  });

  test('that gets a name of the same zone is not asked', async () => {
    const terminal = rehearse(language, { args: ['up', '--domain', 'new.example.com'], cwd: copyOf(living), rows: 50 });
    await terminal.waitFor(lastYes);
    expect(terminal.text()).not.toContain(question('copy-records').message[language]);
    terminal.type('n');
  });
});
