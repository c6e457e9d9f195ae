import { expect, test } from 'vitest';
import { copyRecords } from '../../src/steps/domain/questions.ts';
import { openTerminal } from '../support/terminal.ts';
import { answered, lastYes, project, stateOf, unbroken } from './support.ts';

test.each([
  [
    'en',
    'no answer from ns.gabia.co.kr',
    'Yes looks again before anything is created',
    '❯ Change Copy present records',
  ],
  [
    'ko',
    '네임서버가 답하지 않습니다: ns.gabia.co.kr',
    '예를 고르면 만들기 전에 다시 조회합니다',
    '❯ 바꾸기 기존 레코드 복사',
  ],
] as const)(
  'what the old DNS refuses to tell is asked about; yes looks again, and no goes on to the last question (%s)',
  async (language, unknown, choice, change) => {
    const cwd = project();
    const flags = answered.filter((flag) => flag !== '--no-copy-records');
    const terminal = openTerminal({
      cwd,
      args: ['up', ...flags, '--rehearse', 'old-dns-refuses', '--lang', language],
    });
    await terminal.waitFor(`? ${copyRecords.message[language]}`);
    expect(unbroken(terminal.text())).toContain(unknown);
    expect(unbroken(terminal.text())).toContain(choice);
    terminal.press('enter');
    await terminal.waitFor(change);
    expect(unbroken(terminal.text())).toContain('--no-copy-records');
    expect(stateOf(cwd)).not.toContain('"is":"started"');
    terminal.press('ctrl-c');
    await terminal.exited;

    const again = openTerminal({
      cwd,
      args: ['up', '--no-copy-records', '--rehearse', 'old-dns-refuses', '--lang', language],
    });
    await again.waitFor(lastYes);
    expect(unbroken(again.text())).toContain(unknown);
    again.press('ctrl-c');
    await again.exited;
  },
);
