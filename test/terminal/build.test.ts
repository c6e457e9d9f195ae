import { expect, test } from 'vitest';
import { interrupted } from '../../src/errors.ts';
import { chapters, questions, steps } from '../../src/steps/index.ts';
import { answered, lastYes, project, rehearse, stateOf, unbroken } from './support.ts';

const titleOf = (id: string) => {
  const step = steps.find((one) => one.id === id);
  if (!step) throw new Error(`there is no step ${id}`);
  return step.title;
};

test.each([
  { language: 'en', usual: 'of about', columns: 80, rows: 24 },
  { language: 'ko', usual: '보통', columns: 132, rows: 43 },
] as const)(
  'after the last yes everything that runs is shown with its time; Ctrl-C stops, and up goes on ($language)',
  async ({ language, usual, columns, rows }) => {
    const cwd = project();
    const first = rehearse(language, { args: ['up', ...answered], cwd, columns, rows });
    await first.waitFor(lastYes);
    first.press('enter');
    await first.waitFor(/ns-\d+\.awsdns-\d+\.org/);
    await first.waitFor(new RegExp(`${escaped(titleOf('load-balancer')[language])} · .*${usual}`));
    // A line a chapter, and beneath it what runs in it.
    expect(first.text()).toMatch(new RegExp(`^✔ ${chapters[1]?.title[language]} [\\d/]+ · `, 'm'));
    expect(first.text()).not.toContain(`✔ ${titleOf('vpc')[language]}`);
    first.press('ctrl-c');
    expect(await first.exited).toBe(130);
    expect(unbroken(first.text())).toContain(unbroken(interrupted().what[language]));
    expect(unbroken(first.text())).toContain(unbroken(interrupted().todo[language]));
    expect(stateOf(cwd)).not.toContain('"is":"ready","step":"load-balancer"');

    const second = rehearse(language, { args: ['up'], cwd, columns, rows });
    await second.waitFor(lastYes);
    for (const { message } of questions) expect(second.text()).not.toContain(`? ${message[language]}`);
    second.press('enter');
    expect(await second.exited).toBe(0);
    expect(second.screen()).toContain('https://app.example.com');
    expect(second.text()).not.toContain(`✔ ${titleOf('vpc')[language]}`);

    const third = rehearse(language, { args: ['up'], cwd, columns, rows });
    // There is nothing to agree to.
    expect(await third.exited).toBe(0);
    expect(third.text()).not.toMatch(lastYes);
    expect(third.screen()).toContain('https://app.example.com');
  },
);

const escaped = (text: string) => text.replace(/[()]/g, '\\$&');
