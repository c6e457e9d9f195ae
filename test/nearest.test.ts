import fc from 'fast-check';
import { expect, test } from 'vitest';
import { regions } from '../src/aws/regions.ts';
import { distance, nearest } from '../src/nearest.ts';

const words = ['up', 'plan', 'status', 'outputs', 'doctor', 'teardown'];

test.each([
  ['plna', 'plan'],
  ['PLAN', 'plan'],
  ['statsu', 'status'],
  ['out', 'outputs'],
  ['docter', 'doctor'],
  ['taerdonw', 'teardown'],
])('%s is near to %s', (typed, meant) => {
  expect(nearest(typed, words)).toBe(meant);
});

test.each([
  ['ap-north-2', 'ap-northeast-2'],
  ['us-e-1', 'us-east-1'],
  ['apnortheast2', 'ap-northeast-2'],
  ['ap_northeast_2', 'ap-northeast-2'],
  ['northeast-2', 'ap-northeast-2'],
  ['ap-northeast-2a', 'ap-northeast-2'],
  ['ap-south-1', 'ap-south-1'],
])('the region that is meant by %s is %s', (typed, meant) => {
  expect(nearest(typed, Object.keys(regions))).toBe(meant);
});

test.each(['', 'x', 'kubernetes', 'a'.repeat(100_000)])('nothing is near to %.20s', (typed) => {
  expect(nearest(typed, words)).toBeUndefined();
});

test('one slip is forgiven in any word of five letters, wherever it happens', () => {
  const word = fc.stringMatching(/^[a-z]{5,12}$/);
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom('left out', 'doubled', 'replaced', 'swapped'), (meant, where, slip) => {
      const at = where % (meant.length - 1);
      const rest = meant.slice(at + 1);
      const typed = {
        'left out': meant.slice(0, at) + rest,
        doubled: meant.slice(0, at + 1) + meant[at]! + rest,
        replaced: `${meant.slice(0, at)}0${rest}`,
        swapped: meant.slice(0, at) + rest[0]! + meant[at]! + rest.slice(1),
      }[slip];
      expect(nearest(typed, ['0123456789', meant, '98765'])).toBe(meant);
    }),
  );
});

test.for([
  ['', '', 0],
  ['abc', '', 3],
  ['kitten', 'sitting', 3],
  ['ns-1', 'ns-2', 1],
  ['ns-12', 'ns-21', 1],
] as const)('from "%s" to "%s" it is %d letters', ([from, to, far]) => {
  expect(distance(from, to)).toBe(far);
  expect(distance(to, from)).toBe(far);
});
