import { cpSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { example } from '../init/projects.ts';
import { temporaryFolder } from '../support/folder.ts';
import { run } from '../support/program.ts';
import { copyOf, lastingProject, rehearse, unbroken } from './support.ts';

/** A rehearsed stack that takes deployments, with an app to deploy. */
const built = lastingProject();

beforeAll(async () => {
  const flags = '--yes --region us-east-1 --domain app.example.com --entry elastic-ip --database none --delivery local';
  await run(['up', '--rehearse', ...flags.split(' ')], { cwd: built });
  cpSync(example('node'), built, { recursive: true });
  await run(['init', '--rehearse', '--yes'], { cwd: built });
}, 60_000);

const words = {
  en: { answers: 'no server runs your app', goesOn: 'continues in the background', found: 'already in progress' },
  ko: { answers: '서버가 앱을 실행하지 않으므로', goesOn: '계속 진행됩니다', found: '이미 시작된 배포' },
} as const;

test.each(['en', 'ko'] as const)('deploy shows every event with its time, then the address (%s)', async (language) => {
  const terminal = rehearse(language, { args: ['deploy'], cwd: copyOf(built) });
  expect(await terminal.exited).toBe(0);
  expect(terminal.text()).toMatch(/✔ ValidateService \d/);
  expect(unbroken(terminal.text())).toContain(words[language].answers);
  expect(terminal.text()).toContain('https://app.example.com');
});

test.each(['en', 'ko'] as const)(
  'Ctrl-C leaves the deployment alone, and the same command finds it (%s)',
  async (language) => {
    const cwd = copyOf(built);
    // What npm keeps in the user's folder would be part of the project, and be another version each time.
    const env = { HOME: temporaryFolder() };
    const terminal = rehearse(language, { args: ['deploy'], cwd, env });
    await terminal.waitFor('✔ ApplicationStop');
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
    expect(unbroken(terminal.text())).toContain(words[language].goesOn);
    expect(terminal.text()).toContain('--follow');
    expect(terminal.text()).not.toMatch(/Stopping|멈추는 중/);
    const again = rehearse(language, { args: ['deploy'], cwd, env });
    expect(await again.exited).toBe(0);
    expect(unbroken(again.text())).toContain(words[language].found);
  },
);
