import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { example } from '../init/projects.ts';
import { openTerminal } from '../support/terminal.ts';
import { project } from './support.ts';

const words = {
  en: { write: 'Create the new files?', more: 'more lines: ?', replace: 'differs. Replace it?' },
  ko: { write: '새 파일을 만들까요?', more: '줄 더 있음: ?', replace: '내용이 다릅니다. 바꿀까요?' },
} as const;

const copy = () => {
  const cwd = project();
  cpSync(example('node'), cwd, { recursive: true });
  return cwd;
};

test.each(['en', 'ko'] as const)(
  'init shows the files before it asks, and what would change (%s)',
  async (language) => {
    const cwd = copy();
    writeFileSync(join(cwd, 'appspec.yml'), 'version: 0.0\nos: windows\n');
    const terminal = openTerminal({ args: ['init', '--lang', language], cwd });
    await terminal.waitFor(words[language].write);
    // All of it would scroll away: it is there for one key, and the list of files stays in sight.
    expect(terminal.screen()).toContain('appspec.yml');
    expect(terminal.text()).not.toContain('release=/opt/stepway/release');
    // A screenful at a time: what was asked for does not scroll away either.
    terminal.type('?');
    await terminal.waitFor(words[language].more);
    expect(terminal.screen()).toContain('── appspec.yml');
    terminal.type('?');
    await terminal.waitFor('release=/opt/stepway/release');
    expect(terminal.text()).toMatch(/^- os: windows/m);
    expect(terminal.text()).toMatch(/^\+ os: linux/m);
    expect(terminal.text()).toContain('release=/opt/stepway/release');
    expect(existsSync(join(cwd, 'deploy'))).toBe(false);
    terminal.press('enter');
    await terminal.waitFor(words[language].replace);
    // Whoever just presses Enter keeps what is there.
    terminal.press('enter');
    expect(await terminal.exited).toBe(0);
    expect(existsSync(join(cwd, 'deploy/run.sh'))).toBe(true);
    expect(readFileSync(join(cwd, 'appspec.yml'), 'utf8')).toContain('windows');
  },
);

test('Ctrl-C before the yes writes nothing', async () => {
  const cwd = copy();
  const terminal = openTerminal({ args: ['init'], cwd });
  await terminal.waitFor(words.en.write);
  terminal.press('ctrl-c');
  expect(await terminal.exited).toBe(130);
  expect(terminal.text()).toContain('No file was written.');
  expect(existsSync(join(cwd, 'appspec.yml'))).toBe(false);
});

test('whoever wants none of the files is not told to review them', async () => {
  const cwd = copy();
  const terminal = openTerminal({ args: ['init'], cwd });
  await terminal.waitFor(words.en.write);
  terminal.type('n');
  terminal.press('enter');
  expect(await terminal.exited).toBe(0);
  expect(terminal.text()).toContain('The new files were not created.');
  expect(terminal.text()).not.toContain('Next: review the files');
  expect(existsSync(join(cwd, 'appspec.yml'))).toBe(false);
});

test('what each file is for stands below it where there is no room beside it', async () => {
  const terminal = openTerminal({ args: ['init'], cwd: copy(), columns: 40 });
  await terminal.waitFor(words.en.write);
  expect(terminal.text()).toMatch(/^ {2}deploy\/release\.sh \(new\)\n {4}\w.*$/m);
  terminal.press('ctrl-c');
  await terminal.exited;
});
