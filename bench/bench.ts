import { cpus } from 'node:os';
import { expect, test } from 'vitest';
import { motoMissing } from '../test/support/moto.ts';
import { firstLine, following, runTrue } from './day-two.ts';
import { againstLongestChain, lateness } from './in-rehearsal.ts';
import { onMoto } from './on-moto.ts';
import { startUp } from './start-up.ts';
import { mean, quantile } from './statistics.ts';

type Row = readonly [what: string, measured: string, reach: string];

const runs = 200;

/** Prints one table of all that the project promises about speed, and of what it measured here and now. */
test('the figures', async () => {
  const rows: Row[] = [];

  if (!motoMissing()) {
    const { up, again, teardown } = await onMoto();
    rows.push(
      [
        '`up` on moto, default stack',
        `${up.seconds.toFixed(1)} s, ${up.calls} calls, ${up.megabytes.toFixed(0)} MB`,
        'under 10 s, at most 130 calls, under 200 MB',
      ],
      [
        'second `up` on moto',
        `${again.seconds.toFixed(2)} s, ${again.calls} calls, ${again.writes} writes`,
        'under 2 s, at most 50 calls, no write',
      ],
      ['`teardown` on moto', `${teardown.seconds.toFixed(1)} s, ${teardown.calls} calls`, 'under 10 s'],
    );
  }

  const { bare, help, version } = startUp();
  const ratio = (ms: number) => `${(ms / bare).toFixed(2)} × (${ms.toFixed(0)} ms to ${bare.toFixed(0)} ms)`;
  rows.push(
    ['`--help` against bare `node -e 0`', ratio(help), 'at most 1.5 ×'],
    ['`--version` against bare `node -e 0`', ratio(version), 'at most 1.5 ×'],
  );

  const marks = [100_000, 500_000, 1_000_000];
  const memory = await following(marks);
  rows.push(
    ['`run -- true`, where nothing takes time on its way', `${(await runTrue()).toFixed(2)} s`, 'under 3 s'],
    ['first line of `logs`, where AWS answers at once', `${(await firstLine()).toFixed(2)} s`, 'under 2 s'],
    [
      `memory of \`logs -f\` after ${marks.map((lines) => lines.toLocaleString('en')).join(', ')} lines`,
      memory.map((megabytes) => `${megabytes.toFixed(0)} MB`).join(', '),
      'flat',
    ],
  );

  const { up, chain } = await againstLongestChain();
  rows.push([
    '`up` in rehearsal, usual latencies, against the longest chain',
    `${(up / chain.seconds).toFixed(3)} × (${up.toFixed(1)} s to ${chain.seconds.toFixed(1)} s)`,
    'at most 1.05 ×',
  ]);

  for (const [kind, seconds] of await lateness(runs))
    rows.push([
      `late by: ${kind}`,
      `mean ${mean(seconds).toFixed(1)} s, p95 ${quantile(seconds, 0.95).toFixed(1)} s`,
      kind.includes('not AWS') ? '' : 'mean under 3 s',
    ]);

  expect(rows.flat().join(' ')).not.toContain('NaN');
  const lines = [
    '',
    `Node ${process.version} on ${cpus()[0]?.model.trim()} (${cpus().length} cores)`,
    '',
    '| what | measured | reach |',
    '|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    `Longest chain: ${chain.steps.join(' → ')}`,
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
});
