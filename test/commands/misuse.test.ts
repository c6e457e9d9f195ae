import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { misuse } from '../../src/commands/misuse.ts';

const excess = (expected: string) =>
  misuse(
    new CommanderError(1, 'commander.excessArguments', `error: too many arguments for 'x'. Expected ${expected}.`),
  );

test('a command that takes a word says so when it is given more, and one that takes none says that', () => {
  expect(excess('0 arguments but got 1').what.en).toContain('Only flags');
  expect(excess('1 argument but got 2').what.en).toContain('One word');
});
