import { expect, test } from 'vitest';
import { finding } from '../../src/questions/finding.ts';
import { oftenChosen, region, regionNamed } from '../../src/steps/account/questions.ts';

const all = [...oftenChosen.map(regionNamed), ...(region.more ?? [])];
const found = (typed: string) => finding(all, typed).map(({ value }) => value);

test.each(['Seoul', 'seoul', '서울', '서우', '서', 'ap-northeast-2', 'northeast-2'])(
  'Seoul is found by %s, and nothing else is',
  (typed) => {
    expect(found(typed)).toEqual(['ap-northeast-2']);
  },
);

test('what begins with what was typed comes first, then words that do', () => {
  expect(found('us')[0]).toBe('us-east-1');
  expect(found('vir')).toEqual(['us-east-1']);
  expect(found('california')).toEqual(['us-west-1']);
  expect(found('sao')).toEqual(['sa-east-1']);
  expect(found('Paris')).toEqual(['eu-west-3']);
  expect(found('atlantis')).toEqual([]);
});
