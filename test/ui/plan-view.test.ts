import { expect, test } from 'vitest';
import { aMonth } from '../../src/ui/plan-view.ts';
import { run } from '../support/program.ts';
import { expectCode, project } from '../commands/support.ts';

test('a cost of which not every part is known is called a least one, in both languages', () => {
  const price = { items: [], total: 0.5, asOf: '2026-11-20' };
  expect(aMonth({ ...price, complete: true })).toEqual({ en: 'about 0.50 USD a month', ko: '월 약 0.50달러' });
  const least = aMonth({ ...price, complete: false });
  expect(least.en).toMatch(/^at least 0\.50 USD a month/);
  expect(least.ko).toMatch(/^월 0\.50달러 이상/);
  // Where nothing is known, no sum is said.
  const unknown = aMonth({ ...price, total: 0, complete: false });
  expect(unknown).toEqual({ en: 'an amount that is not known yet', ko: '아직 알 수 없는 금액' });
});

test('how long credits last is not said where not every price is known', async () => {
  const plan = async (region: string) => {
    const flags = ['--name', 'shop', '--region', region, '--domain', 'app.example.com'];
    const { code, stdout, stderr } = await run(['plan', '--rehearse=free-plan', ...flags], { cwd: project() });
    expectCode(code, 0, stderr);
    return stdout;
  };
  expect(await plan('ap-northeast-2')).toContain('of credits are left');
  expect(await plan('sa-east-1')).not.toContain('of credits are left');
});
