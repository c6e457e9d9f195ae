import { expect, test } from 'vitest';
import { idsIn } from '../src/repository-ids.ts';

test('a repository’s ids are in what GitHub says of it, and in nothing else', () => {
  expect(idsIn('{"id":1296269,"name":"Hello-World","owner":{"login":"octocat","id":583231}}')).toEqual({
    owner: 583231,
    repository: 1296269,
  });
  for (const text of [undefined, '', '<html>', '{"message":"Not Found"}', '{"id":"1","owner":{"id":2}}', 'null'])
    expect(idsIn(text)).toBeUndefined();
});
