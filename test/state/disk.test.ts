import { expect, test } from 'vitest';
import { diskTrouble } from '../../src/state/disk.ts';

const refused = (code: string) => Object.assign(new Error(`${code}: of the system`), { code, syscall: 'open' });

test('a path that is too long to be read is too long to be shown: its end says which it is', () => {
  const { what, todo } = diskTrouble('read', `/${'deep/'.repeat(1000)}file.txt`, refused('ENAMETOOLONG'));
  expect(what.en).toMatch(/^stepway cannot read ….{0,250}deep\/file\.txt: its path is too long\.$/);
  expect(todo.en).toContain('run the same command again.');
});

test.each([
  ['read', false],
  ['save', false],
  ['write', true],
] as const)('only who could not write down what was made is told that it is found (%s)', (deed, isTold) => {
  expect(diskTrouble(deed, 'a', refused('EACCES')).todo.en.includes('tags')).toBe(isTold);
});
