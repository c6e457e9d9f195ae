import { expect, test } from 'vitest';
import { setUpOf, tagFor } from '../../../src/steps/server/setup/tag.ts';

test('any path of the app is told by the server’s tag, in what every service takes in a tag', () => {
  for (const path of ['/', '/health', '/up?deep=1&a=%20', "/$~!*'(),;[]#"]) {
    const tag = tagFor({ version: '0123456789ab', port: 8080, path }, { command: 'c-1', since: 5 });
    expect(tag.Value).toMatch(/^[\w .:/=+\-@]{1,256}$/);
    const found = setUpOf([tag]);
    expect(found).toEqual({ version: '0123456789ab', port: 8080, path, underway: { command: 'c-1', since: 5 } });
  }
});
