import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { likelyCause } from '../../../src/deploy/causes.ts';
import { newAuthority } from '../../ground/certificates.ts';
import { startPostgres, type DatabaseServer } from '../../ground/database.ts';
import { full } from '../../support/thorough.ts';
import { broken, type Broken } from './broken.ts';
import { fail, isAsRecorded, isHere, record, recorded } from './failing.ts';

const port = 25_432;
const environment = {
  DATABASE_PORT: `${port}`,
  DATABASE_URL: `postgres://shop:right@127.0.0.1:${port}/shop`,
};
const recording = process.env['STEPWAY_RECORD'] !== undefined;
const again = recording
  ? broken.filter(isHere)
  : broken.filter((one, at) => (full || at % 4 === 0) && isAsRecorded(one));
let postgres: DatabaseServer | undefined;
const folder = mkdtempSync(join(tmpdir(), 'broken-'));

beforeAll(async () => {
  if (!again.some(({ takes }) => takes.includes('postgres'))) return;
  chmodSync(folder, 0o755);
  const authority = await newAuthority(folder);
  const database = { address: '127.0.0.1', port, host: 'localhost', user: 'shop', password: 'right', database: 'shop' };
  postgres = await startPostgres(folder, authority, database);
}, 60_000);
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true });
});

/** What is made of a text that was printed. */
const causeOf = ({ event }: Broken, text: string) => likelyCause({ event, code: 'ScriptFailed', text });

// Makes the records anew: STEPWAY_RECORD=1 STEPWAY_TOOLS=FOLDER npx vitest run test/deploy/causes
describe.runIf(recording)('records', () => {
  test.each(again)('$name', { timeout: 180_000 }, (one) => {
    mkdirSync(join(import.meta.dirname, 'recorded'), { recursive: true });
    expect(record(one, environment)).not.toBe(0);
  });
});

describe('what failed, and how it was printed, has one cause and one way out, in both languages', () => {
  test.each(broken)('$name: $cause', (one) => {
    const { code, output } = recorded(one);
    expect(code).not.toBe(0);
    const { cause, fix, line } = causeOf(one, output);
    expect(`${cause.en} (${line})`).toMatch(one.cause);
    expect(line).toMatch(one.line);
    for (const { en, ko } of [cause, fix]) {
      expect(en).toMatch(/^[^가-힣]+[.:]?$/);
      expect(ko).toMatch(/[가-힣]/);
    }
  });

  test('there are enough of them', () => {
    const causes = new Set(broken.map((one) => causeOf(one, recorded(one).output).cause.en));
    expect(causes.size).toBeGreaterThanOrEqual(40);
  });
});

describe('and fails the same way here', () => {
  test.each(again)('$name', { timeout: 60_000 }, (one) => {
    const { code, output } = fail(one, environment);
    expect(code).not.toBe(0);
    const { cause, line } = causeOf(one, output);
    expect(`${cause.en} (${line}) of ${output}`).toMatch(one.cause);
    expect(line).toMatch(one.line);
  });
});
