import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/questions/question.ts';
import { questions } from '../../src/steps/index.ts';
import { userData, type Site } from '../../src/steps/server/user-data.ts';

const script = (site: Site) => Buffer.from(userData(site), 'base64').toString();
const hasBash = spawnSync('bash', ['-c', 'exit 0']).status === 0;

const sites: readonly Site[] = [
  { port: 8080 },
  { port: 80 },
  { port: 3000, direct: { domain: 'app.example.com', www: false } },
  { port: 8080, direct: { domain: 'example.com', www: true } },
];

describe('the first start of a server', () => {
  test.skipIf(!hasBash).each(sites)('is a script that bash accepts, whole and in its parts: %o', (site) => {
    const whole = script(site);
    const inner = [...whole.matchAll(/<<'SH'\n([^]*?)\nSH\n/g)].map(([, part]) => part ?? '');
    for (const text of [whole, ...inner]) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    }
  });

  test.each(sites)('begins with its interpreter and stops at the first failure: %o', (site) => {
    expect(script(site)).toMatch(/^#!\/bin\/bash\nset -euo pipefail\n/);
  });

  test.each(sites)('fits into what EC2 takes, 16 KB, and closes all it opens: %o', (site) => {
    const text = script(site);
    expect(text.length).toBeLessThan(16_384);
    for (const [, word] of text.matchAll(/<<'(\w+)'/g)) expect(text, word).toMatch(new RegExp(`^${word}$`, 'm'));
  });

  test('serves the welcome page on the app port', () => {
    expect(script({ port: 3000 })).toContain('/opt/welcome/server.py 3000\n');
  });

  test('fetches a certificate only where the server answers visitors itself', () => {
    expect(script({ port: 8080 })).not.toMatch(/nginx|certbot/);
    const direct = script({ port: 3000, direct: { domain: 'example.com', www: true } });
    expect(direct).toContain('server_name example.com www.example.com;');
    expect(direct).toContain('-d example.com -d www.example.com');
    expect(direct).toContain('proxy_pass http://127.0.0.1:3000;');
    expect(script({ port: 3000, direct: { domain: 'example.com', www: false } })).not.toContain('www.example.com');
  });

  test('knows no secret: it is readable for everything that runs on the server', () => {
    for (const site of sites) expect(script(site)).not.toMatch(/AKIA|aws_secret|password|BEGIN [A-Z ]*KEY/i);
  });

  test('cannot be led astray by any answer', () => {
    const question = (key: string) => questions.find((one) => one.key === key);
    const taken = (key: string, raw: string): Answer | undefined => {
      try {
        return question(key)?.parse(raw, () => undefined) as Answer;
      } catch {
        return undefined;
      }
    };
    const raws = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.domain(),
      fc
        .domain()
        .chain((name) => fc.constantFrom(`${name};reboot`, `$(reboot).${name}`, `${name}\nreboot`, `"${name}`)),
    );
    const frame = script({ port: 1, direct: { domain: 'DOMAIN', www: false } });
    fc.assert(
      fc.property(raws, (raw) => {
        const domain = taken('domain', raw);
        if (domain === undefined) return;
        expect(domain).toMatch(/^[a-z0-9.-]+$/);
        const text = script({ port: 1, direct: { domain: String(domain), www: false } });
        expect(text).toBe(frame.replaceAll('DOMAIN', String(domain)));
      }),
      { numRuns: 500 },
    );
  });
});
