import { test } from 'vitest';
import type { Flags } from '../support/stack.ts';
import { holds, limit } from './fuzz.ts';
import { change, play, story, usual } from './sequences.ts';

const direct: Flags = { ...usual, entry: 'elastic-ip', 'elastic-ip': 'true' };

test(
  'after any sequence of runs, mishaps, drifts and changed answers there is one of each thing, and then none: straight to the server',
  () =>
    holds(
      { sample: 10, thorough: 900 },
      story(
        [
          direct,
          { ...direct, delivery: 'local' },
          { ...direct, ssh: 'my-ip' },
          { ...direct, network: 'default', www: 'true' },
        ],
        change,
      ),
      play,
    ),
  limit,
);
