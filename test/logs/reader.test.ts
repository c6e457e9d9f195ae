import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readingScript } from '../../src/logs/journal.ts';
import { toolMissing } from '../support/tools.ts';
import { entry, loggingServer, timeOf } from './support.ts';

const sources = ['app', 'worker', 'web', 'setup', 'deploy'];

const visit = (index: number) =>
  `{"time":"${new Date(Date.UTC(2026, 10, 27, 10) + index).toISOString().replace(/\.\d+Z/, '+00:00')}","uri":"/${index}"}\n`;

/** Asks as stepway does, page by page, from where it was left. */
const asked = (server: ReturnType<typeof loggingServer>, given: object) => {
  const lines: string[] = [];
  let [page, position]: any[] = [];
  do {
    const script = readingScript({ last: 5, sources, ...given, ...(position && { position }) }).join('\n');
    const output = execFileSync('sh', ['-c', script], { env: server.env, encoding: 'utf8' });
    expect(output.length).toBeLessThan(24_000);
    page = JSON.parse(gunzipSync(Buffer.from(output.trim(), 'base64')).toString());
    ({ position } = page);
    lines.push(...page.lines.map((line: string[]) => line.join(' ')));
  } while (page.more);
  return { lines, position };
};

test.skipIf(toolMissing('python3'))('the last lines of all sources come in the order of their times', () => {
  const server = loggingServer();
  writeFileSync(server.journal, Array.from({ length: 9 }, (_, index) => entry(index * 1000, `n${index}`)).join(''));
  writeFileSync(join(server.nginx, 'access.log'), visit(6500) + visit(7500));
  const { lines } = asked(server, {});
  expect(lines.map((line) => line.split(' ').at(-1))).toEqual([
    'n6',
    expect.stringContaining('/6500'),
    'n7',
    expect.stringContaining('/7500'),
    'n8',
  ]);
});

test.skipIf(toolMissing('python3'))(
  'whoever goes on reading gets each line once, also when there are many and when nginx’s file is rotated',
  () => {
    const server = loggingServer();
    let index = 0;
    const more = (count: number) => {
      for (let text = ''; count > 0; count--, index++) {
        text = entry(index, `app ${index}`);
        appendFileSync(server.journal, text);
        appendFileSync(join(server.nginx, 'access.log'), visit(index));
      }
    };
    more(3);
    const since = Date.UTC(2026, 10, 27, 10) / 1000 - 1;
    const first = asked(server, { since });
    more(3000);
    renameSync(join(server.nginx, 'access.log'), join(server.nginx, 'access.log.1'));
    more(2000);
    const next = asked(server, { since, position: first.position });
    const rest = asked(server, { since, position: next.position });
    expect(rest.lines).toEqual([]);
    const all = [...first.lines, ...next.lines];
    const appLines = all.filter((line) => line.includes(' app web '));
    expect(appLines).toEqual(Array.from({ length: 5003 }, (_, at) => `${timeOf(at)} app web app ${at}`));
    const visits = all.flatMap((line) => /"uri":"\/(\d+)"/.exec(line)?.[1] ?? []).map(Number);
    expect(visits).toEqual(Array.from({ length: 5003 }, (_, at) => at));
  },
  60_000,
);

test.skipIf(toolMissing('python3'))('what has no end yet waits for it', () => {
  const server = loggingServer();
  const path = join(server.nginx, 'error.log');
  writeFileSync(path, '2026/11/27 10:00:00 [error] one\n2026/11/27 10:00:01 [err');
  const first = asked(server, {});
  expect(first.lines.map((line) => line.slice(-5))).toEqual(['] one']);
  appendFileSync(path, 'or] two\n');
  expect(asked(server, { position: first.position }).lines.map((line) => line.slice(-5))).toEqual(['] two']);
});
