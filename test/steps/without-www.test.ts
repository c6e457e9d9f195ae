import { expect, test } from 'vitest';
import { newStack } from '../support/stack.ts';

const warnings = async (domain: string, more: Readonly<Record<string, string>> = {}) => {
  const { preflight } = await newStack().plan({ domain, ...more });
  return preflight.rows
    .filter(({ about }) => about.en === 'the name without www.')
    .map(({ what, fix }) => ({ what, fix }));
};

test.each(['load-balancer', 'elastic-ip'])(
  'whoever gives a name with www. learns that the site does not open without it, and how to have both (%s)',
  async (entry) => {
    expect(await warnings('www.example.com', { entry })).toMatchObject([
      {
        what: { en: expect.stringContaining('visitors who type example.com do not come'), ko: expect.any(String) },
        fix: { en: 'For both names: --domain example.com --www.' },
      },
    ]);
  },
);

test('other names are nothing to warn of', async () => {
  expect(await warnings('example.com')).toEqual([]);
  expect(await warnings('app.example.com')).toEqual([]);
  expect(await warnings('example.com', { www: 'true' })).toEqual([]);
});
