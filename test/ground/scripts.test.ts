import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toolMissing } from '../support/tools.ts';

const scripts = readdirSync('test/ground', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name))
  .filter((path) => readFileSync(path, 'utf8').startsWith('#!/bin/bash'));

test.skipIf(toolMissing('bash', 'shellcheck'))('shellcheck has nothing to say on the scripts of the ground', () => {
  expect(scripts).toContain('test/ground/image/build');
  const { stdout } = spawnSync('shellcheck', scripts, { encoding: 'utf8' });
  expect(stdout).toBe('');
});
