import { expect, test } from 'vitest';
import { findTopics, topicAbout } from '../../src/guide/index.ts';

test('what nothing explains has no page', () => {
  expect(topicAbout('no-such-question')).toBeUndefined();
  expect(findTopics('zzzzzzzz')).toEqual({ topics: [], near: [] });
});
