import { expect, test } from 'vitest';
import { creditsAt } from '../../src/prices/credits.ts';
import { project, unbroken } from '../commands/support.ts';
import { run } from '../support/program.ts';

const now = Date.UTC(2026, 10, 26);
const day = (moment: Date | undefined) => moment?.toISOString().slice(0, 10);

test('credits last until they are used up, or until the plan ends', () => {
  const until = new Date(Date.UTC(2027, 4, 1));
  expect(day(creditsAt({ credits: 100, until }, 50, now)?.until)).toBe('2027-01-25');
  expect(day(creditsAt({ credits: 100, until }, 5, now)?.until)).toBe('2027-05-01');
  expect(day(creditsAt({ credits: 100, until: undefined }, 50, now)?.until)).toBe('2027-01-25');
});

test('nobody is told of credits that are not there, or that nothing uses', () => {
  expect(creditsAt({ credits: undefined, until: undefined }, 50, now)).toBeUndefined();
  expect(creditsAt({ credits: 0, until: undefined }, 50, now)).toBeUndefined();
  expect(creditsAt({ credits: 100, until: undefined }, 0, now)).toBeUndefined();
});

test('a plan on the Free plan says until when its credits last at this price, and any other says nothing', async () => {
  const cwd = project();
  const { stdout } = await run(['plan', '--rehearse', 'free-plan'], { cwd });
  expect(unbroken(stdout)).toMatch(/87\.40 USD of credits are left: at this price until \d{4}-\d\d-\d\d/);
  const json = await run(['plan', '--rehearse', 'free-plan', '--json'], { cwd });
  expect(JSON.parse(json.stdout)).toHaveProperty('price.credits.left', 87.4);
  const smooth = await run(['plan', '--rehearse'], { cwd: project() });
  expect(smooth.stdout).not.toContain('credits');
});
