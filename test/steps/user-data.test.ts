import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/questions/question.ts';
import { questions } from '../../src/steps/index.ts';
import { userData, type Site } from '../../src/steps/server/user-data.ts';
import { certificateScript, newMachine, userDataPath } from '../shipped/first-boot.ts';
import { toolMissing } from '../support/tools.ts';

const script = (site: Site) => Buffer.from(userData(site), 'base64').toString();

const sites: readonly Site[] = [
  { port: 8080 },
  { port: 80 },
  { port: 3000, direct: { domain: 'app.example.com', www: false } },
  { port: 8080, direct: { domain: 'example.com', www: true } },
];

describe('the first start of a server', () => {
  test.each(sites)('begins with its interpreter and stops at the first failure: %o', (site) => {
    expect(script(site)).toMatch(/^#!\/bin\/bash\nset -euo pipefail\n/);
  });

  test.each(sites)('fits into what EC2 takes, 16 KB, and closes all it opens: %o', (site) => {
    const text = script(site);
    expect(text.length).toBeLessThan(16_384);
    for (const [, word] of text.matchAll(/<<'(\w+)'/g)) expect(text, word).toMatch(new RegExp(`^${word}$`, 'm'));
  });

  test('serves the welcome page on the app port', () => {
    expect(script({ port: 3000 })).toContain('/opt/welcome/server.py 0.0.0.0 3000\n');
  });

  test('shows the welcome page to nginx only, where nginx is in front', () => {
    expect(script({ port: 3000, direct: { domain: 'example.com', www: false } })).toContain(
      '/opt/welcome/server.py 127.0.0.1 3000\n',
    );
  });

  test('fetches a certificate only where the server answers visitors itself', () => {
    expect(script({ port: 8080 })).not.toMatch(/nginx|certbot/);
    const direct = script({ port: 3000, direct: { domain: 'example.com', www: true } });
    expect(direct).toContain('server_name example.com www.example.com;');
    expect(direct).toContain('names=(example.com www.example.com)');
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
        return question(key)?.parse(raw, () => undefined);
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

describe.skipIf(toolMissing('bash'))('a server that answers visitors itself', () => {
  const direct = script({ port: 8080, direct: { domain: 'example.com', www: true } });
  const nginxStarts = 'systemctl enable --now nginx certificate.timer';
  const live = '/etc/nginx/conf.d/site-tls.conf';

  test('is set up although its connections are cut meanwhile', () => {
    const machine = newMachine(direct);
    expect(machine.run(userDataPath, { FAILED_ATTEMPTS: '4' })).toEqual({ code: 0, said: '' });
    expect(machine.calls().slice(-1)).toEqual(['systemctl enable --now welcome.service']);
    expect(machine.calls()).toContain(nginxStarts);
  });

  test('says that its setup failed when nothing can be installed at all', () => {
    const machine = newMachine(direct);
    expect(machine.run(userDataPath, { FAILED_ATTEMPTS: '99' }).code).not.toBe(0);
    expect(machine.calls()).not.toContain(nginxStarts);
  });

  test('gets a certificate for every name once all of them lead to it, and from then on renews it', () => {
    const machine = newMachine(direct);
    machine.run(userDataPath);
    expect(machine.run(certificateScript, { ADDRESS: '198.51.100.1' })).toEqual({ code: 0, said: '' });
    expect(machine.calls().filter((call) => call.startsWith('certbot'))).toEqual([]);
    expect(machine.root.read(live)).toBe('');

    expect(machine.run(certificateScript)).toEqual({ code: 0, said: '' });
    expect(machine.calls().slice(-2)).toEqual([
      expect.stringMatching(/^certbot certonly .* --cert-name example\.com -dexample\.com -dwww\.example\.com$/),
      'systemctl reload nginx',
    ]);
    expect(machine.root.read(live)).toContain('ssl_certificate ');

    machine.run(certificateScript);
    expect(machine.calls().at(-1)).toMatch(/^certbot renew --quiet /);
  });

  test('serves with a certificate that an interrupted attempt had got already', () => {
    const machine = newMachine(direct);
    machine.run(userDataPath);
    machine.root.write('/etc/letsencrypt/live/example.com/fullchain.pem', '');
    expect(machine.run(certificateScript)).toEqual({ code: 0, said: '' });
    expect(machine.root.read(live)).toContain('ssl_certificate ');
  });
});
