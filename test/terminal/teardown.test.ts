import { beforeAll, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { copyOf, lastingProject, project, rehearse, stateOf, unbroken } from './support.ts';

/** A stack with a database that was rehearsed to the end. */
const built = lastingProject();

beforeAll(async () => {
  await run(['up', '--rehearse', '--entry', 'elastic-ip'], { cwd: built });
}, 60_000);

const words = {
  en: { data: 'What about the data', type: '? Type shop', receipt: 'Receipt', wrong: 'nothing was deleted' },
  ko: {
    data: '데이터는 어떻게',
    type: '스택 이름(shop)을 입력',
    receipt: '영수증',
    wrong: '아무것도 삭제하지 않았습니다',
  },
} as const;

test.each(['en', 'ko'] as const)(
  'teardown shows what goes, asks about the data and for the name, and ends with a receipt (%s)',
  async (language) => {
    const cwd = copyOf(built);
    const { data, type, receipt } = words[language];
    const terminal = rehearse(language, { args: ['teardown'], cwd });
    await terminal.waitFor(data);
    expect(terminal.text()).toContain('shop-database');
    terminal.press('down');
    await terminal.waitFor(/❯ (Delete|완전히)/);
    terminal.press('enter');
    await terminal.waitFor(type);
    expect(stateOf(cwd)).not.toContain('"is":"removing"');
    terminal.type('shop');
    terminal.press('enter');
    expect(await terminal.exited).toBe(0);
    expect(terminal.text()).toContain(receipt);
    expect(stateOf(cwd)).toContain('"is":"removed","step":"vpc"');
  },
);

test.each(['en', 'ko'] as const)('a wrong name takes nothing away, and is asked for again (%s)', async (language) => {
  const cwd = copyOf(built);
  const { type, wrong } = words[language];
  const terminal = rehearse(language, { args: ['teardown', '--data', 'delete'], cwd });
  await terminal.waitFor(type);
  terminal.type('shop2');
  terminal.press('enter');
  await terminal.waitFor(new RegExp(`shop2[^]*shop2[^]*${type.replace(/[?()]/g, '\\$&')}`));
  expect(unbroken(terminal.text())).toContain(wrong);
  expect(stateOf(cwd)).toBe(stateOf(built));
  terminal.press('ctrl-c');
  expect(await terminal.exited).toBe(130);
});

test.each([
  ['en', 'This is lost for good', 'with all data', 'mail (MX)'],
  ['ko', '되돌릴 수 없는 것', '모든 데이터 포함', '메일(MX)'],
] as const)(
  'what is lost for good is said right where the name is asked for (%s)',
  async (language, head, ...losses) => {
    const cwd = project();
    await run(['up', '--rehearse', '--entry', 'elastic-ip', '--copy-records'], { cwd });
    const terminal = rehearse(language, { args: ['teardown', '--data', 'delete'], cwd });
    await terminal.waitFor(words[language].type);
    const last = terminal.text().slice(terminal.text().lastIndexOf(head));
    expect(last).toContain(head);
    for (const lost of losses) expect(unbroken(last)).toContain(lost);
    terminal.press('ctrl-c');
    await terminal.exited;
  },
  60_000,
);

test('Ctrl-C at the name takes nothing away', async () => {
  const cwd = copyOf(built);
  const terminal = rehearse('en', { args: ['teardown', '--data', 'snapshot'], cwd });
  await terminal.waitFor(words.en.type);
  terminal.press('ctrl-c');
  expect(await terminal.exited).toBe(130);
  expect(stateOf(cwd)).toBe(stateOf(built));
});
