import { expect, test } from 'vitest';
import { exitCodes } from '../src/errors.ts';
import { main } from '../src/main.ts';
import type { World } from '../src/world.ts';

/** A run in a world whose output is broken, which nobody has thought of. */
async function broken(...argv: string[]) {
  let said = '';
  const screen = { isTTY: false, write: (text: string) => ((said += text), true) };
  const world = {
    env: {},
    screen,
    get output(): never {
      throw new TypeError('no such stream');
    },
  } as unknown as World;
  return { code: await main(argv, world), said };
}

test.each([
  ['en', 'Internal error in stepway', 'Run it again with --verbose'],
  ['ko', 'stepway의 결함', '--verbose를 붙여 다시 실행하고'],
])('a defect of ours is told in the user’s language: %s', async (language, what, todo) => {
  const { code, said } = await broken('explain', '--lang', language);
  expect(code).toBe(exitCodes.defect);
  expect(said).toContain(`\n✖ ${what}: TypeError: no such stream\n  ${todo}`);
  expect(said).not.toContain('    at ');
});

test('with --verbose it says where it is instead', async () => {
  const { said } = await broken('explain', '--verbose');
  expect(said).toMatch(/^TypeError: no such stream\n +at /);
});
