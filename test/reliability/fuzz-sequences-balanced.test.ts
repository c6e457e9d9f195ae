import fc from 'fast-check';
import { test } from 'vitest';
import { holds, limit } from './fuzz.ts';
import { change, databaseChange, play, story, usual } from './sequences.ts';

test(
  'after any sequence of runs, mishaps, drifts and changed answers there is one of each thing, and then none: behind a load balancer',
  () =>
    holds(
      { sample: 6, thorough: 600 },
      story(
        [
          usual,
          { ...usual, database: 'postgres' },
          { ...usual, delivery: 'github', repository: 'octocat/shop' },
          { ...usual, database: 'mysql', www: 'true', ssh: 'my-ip' },
        ],
        fc.oneof({ weight: 3, arbitrary: change }, { weight: 2, arbitrary: databaseChange }),
      ),
      play,
    ),
  limit,
);
