import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/questions/question.ts';
import { questions } from '../../src/steps/index.ts';
import { commands, userData, type Site } from '../../src/steps/server/setup/index.ts';
import {
  certificateScript,
  newMachine,
  paused,
  setupScript,
  userDataPath,
  type Machine,
} from '../shipped/first-boot.ts';
import { toolMissing } from '../support/tools.ts';

const script = (site: Site) => Buffer.from(userData(site), 'base64').toString();

const balanced: Site = {
  domain: 'app.example.com',
  www: false,
  port: 8080,
  healthPath: '/',
  entry: 'load-balancer',
};
const direct: Site = { ...balanced, domain: 'example.com', www: true, entry: 'elastic-ip' };
const sites: readonly Site[] = [balanced, { ...balanced, www: true, port: 3000 }, direct, { ...direct, www: false }];

const question = (key: string) => questions.find((one) => one.key === key);

/** What of a raw answer the program takes. */
const taken = (key: string, raw: string): Answer | undefined => {
  try {
    return question(key)?.parse(raw, () => undefined);
  } catch {
    return undefined;
  }
};

describe('the first start of a server', () => {
  test.each(sites)('begins with its interpreter and stops at the first failure: %o', (site) => {
    expect(script(site)).toMatch(/^#!\/bin\/bash\nset -e\n/);
    expect(script(site)).toContain('\nset -euo pipefail\n');
  });

  test.each(sites)('fits into what EC2 takes, 16 KB, and closes all it opens: %o', (site) => {
    const label = (letter: string, length: number) => letter.repeat(length);
    const longest = {
      ...site,
      domain: [label('a', 63), label('b', 63), label('c', 63), label('d', 57), 'com'].join('.').slice(-253),
      healthPath: `/${'$'.repeat(1023)}`,
    };
    const text = script(longest);
    expect(longest.domain).toHaveLength(253);
    expect(Buffer.byteLength(text)).toBeLessThan(16_384);
    expect(Buffer.byteLength(script(site))).toBeLessThan(13_700);
    for (const [, word] of text.matchAll(/<<'(\w+)'/g)) expect(text, word).toMatch(new RegExp(`^${word}$`, 'm'));
  });

  test('fetches a certificate only where the server answers visitors itself', () => {
    expect(script(balanced)).not.toMatch(/certbot|listen 443/);
    expect(script(direct)).toContain('NAMES="example.com www.example.com"');
    expect(script({ ...direct, www: false })).not.toContain('www.');
  });

  test('knows no secret: it is readable for everything that runs on the server', () => {
    for (const site of sites) expect(script(site)).not.toMatch(/AKIA|aws_secret|password|BEGIN [A-Z ]*KEY/i);
  });

  test('cannot be led astray by any domain', () => {
    const raws = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.domain(),
      fc
        .domain()
        .chain((name) => fc.constantFrom(`${name};reboot`, `$(reboot).${name}`, `${name}\nreboot`, `"${name}`)),
    );
    fc.assert(
      fc.property(raws, (raw) => {
        const domain = taken('domain', raw);
        expect(domain ?? 'none').toMatch(/^[a-z0-9.-]+$/);
      }),
      { numRuns: 500 },
    );
  });

  test.skipIf(toolMissing('bash'))('has every answer as it was given, whatever it looks like', () => {
    const machine = newMachine('');
    const paths = fc
      .stringMatching(/^\/[\w./~@%&?=:+$,;!*'()#-]{0,60}$/)
      .filter((raw) => taken('health-path', raw) === raw);
    fc.assert(
      fc.property(paths, (healthPath) => {
        machine.root.write('/opt/text', script({ ...balanced, healthPath }));
        const { said } = machine.type(`eval "$(grep ^HEALTH_PATH= /opt/text)"; printf %s "$HEALTH_PATH"`);
        expect(said).toBe(healthPath);
      }),
      { numRuns: 20, examples: [["/it's"], ["/'$(reboot)'"], ['/$HOME;reboot']] },
    );
  });
});

/** A server that has been started for a site. */
function booted(site: Site): Machine {
  const machine = newMachine(script(site));
  expect(machine.run(userDataPath)).toEqual({ code: 0, said: '' });
  return machine;
}

/** Without what nginx had before. */
const filesOf = ({ root }: Machine) => root.files().filter((path) => !path.startsWith('/var/lib/stepway/'));

const wellDone = { code: 0, said: expect.stringMatching(/^begin swap\n(?:begin \w+\n)+done\n$/) };
const upstream = '/etc/nginx/stepway/upstream.conf';

describe.skipIf(toolMissing('bash'))('the set-up of a server', () => {
  test('is laid down for a unit to run at every boot until it succeeds, and begun at once', () => {
    const machine = booted(balanced);
    expect(machine.root.read('/etc/systemd/system/stepway-setup.service')).toMatch(
      /Restart=on-failure\nRestartSec=15\n[^]*StandardOutput=journal\+console\n[^]*WantedBy=multi-user.target/,
    );
    expect(machine.calls()).toEqual([
      'systemctl daemon-reload',
      'systemctl enable -q stepway-setup.service',
      'systemctl restart --no-block stepway-setup.service',
    ]);
  });

  test.each(sites)('succeeds in the end where installing fails at first, and says what failed: %o', (site) => {
    const machine = booted(site);
    for (let attempt = 1; attempt <= 3; attempt++)
      expect(machine.run(setupScript, { FAILED_ATTEMPTS: '3' })).toEqual({
        code: 1,
        said: expect.stringMatching(/begin nginx\nError: no mirror\nfailed nginx\n$/),
      });
    expect(machine.root.read('/opt/stepway/done')).toBe('');
    expect(machine.run(setupScript, { FAILED_ATTEMPTS: '3' })).toEqual(wellDone);
    expect(machine.calls()).toContain('systemctl reload-or-restart nginx');
    expect(machine.root.read('/opt/stepway/done')).toMatch(/^[0-9a-f]{12}\n$/);
  });

  test.each(sites)('changes nothing the second time: %o', (site) => {
    const machine = booted(site);
    machine.run(setupScript);
    const files = () => filesOf(machine).map((path) => [path, machine.root.read(path)]);
    const before = files();
    const calls = machine.calls().length;
    expect(machine.run(setupScript)).toEqual(wellDone);
    expect(files()).toEqual(before);
    expect(machine.calls().slice(calls).join('\n')).not.toMatch(/^(dnf|dd|mkswap|python3|systemd-run)/m);
  });

  test('makes room for memory on the disk of a small server, and of no other', () => {
    const small = booted(balanced);
    small.run(setupScript);
    expect(small.calls()).toContain('swapon /var/swapfile');
    const large = booted(balanced);
    large.root.write('/proc/meminfo', 'MemTotal:         3946448 kB\n');
    large.run(setupScript);
    expect(large.calls().filter((call) => /swap|^dd/.test(call))).toEqual([]);
  });

  test('keeps the connections of the load balancer through a reload, where nginx knows how', () => {
    for (const [version, is] of [
      ['1.22.1', ''],
      ['1.27.3', ''],
      ['1.27.4', 'keepalive_min_timeout 125s;\n'],
      ['1.28.0', 'keepalive_min_timeout 125s;\n'],
    ] as const) {
      const machine = booted(balanced);
      expect(machine.run(setupScript, { NGINX: version })).toEqual(wellDone);
      expect(machine.root.read('/etc/nginx/stepway/since-1.27.4.conf')).toBe(is);
    }
  });

  test('has no nginx that warns of its configuration: HTTP/2 in the words of its version', () => {
    for (const [version, is] of [
      ['1.25.0', 'listen 443 ssl http2 default_server;\n'],
      ['1.25.1', 'listen 443 ssl default_server; http2 on;\n'],
      ['1.28.0', 'listen 443 ssl default_server; http2 on;\n'],
    ] as const) {
      const machine = booted(direct);
      expect(machine.run(setupScript, { NGINX: version })).toEqual(wellDone);
      expect(machine.root.read('/etc/nginx/stepway/tls-listen.conf')).toBe(is);
    }
  });

  test('shows the welcome page until something is deployed, which it leaves as it is', () => {
    const machine = booted(balanced);
    machine.run(setupScript);
    expect(machine.root.read(upstream)).toBe('server 127.0.0.2:80;\n');
    machine.root.write(upstream, 'server 127.0.0.1:18080;\n');
    machine.root.write('/opt/app/slots/18080', '');
    machine.listen();
    machine.run(setupScript);
    expect(machine.root.read(upstream)).toBe('server 127.0.0.1:18080;\n');
  });

  test('takes over what was started by hand on the app’s port', () => {
    const machine = booted(balanced);
    machine.run(setupScript);
    machine.listen();
    machine.run(setupScript);
    expect(machine.root.read(upstream)).toBe('server 127.0.0.1:8080;\n');
  });

  test('puts an end to what version 0.1.0 had set up, once nginx is there in its place', () => {
    // As it is sent to a server that is there already.
    const machine = newMachine(`#!/bin/bash\n${commands(direct).join('\n').split('\ntries=0')[0]}\n`);
    machine.run(userDataPath);
    machine.root.write('/etc/systemd/system/welcome.service', '');
    machine.root.write('/etc/systemd/system/certificate.timer', '');
    machine.root.write('/etc/nginx/conf.d/site.conf', '');
    machine.root.write('/etc/nginx/conf.d/site-tls.conf', '');
    expect(machine.run(setupScript)).toEqual(wellDone);
    expect(
      filesOf(machine).filter((path) => /site\.conf|site-tls|welcome.service|certificate.timer/.test(path)),
    ).toEqual([]);
    // The load balancer may still lead to it.
    expect(machine.calls()).toContain('systemd-run -q --on-active=5min systemctl stop welcome.service');
    expect(machine.calls()).toContain('systemctl disable -q --now certificate.timer');
  });
});

describe.skipIf(toolMissing('bash'))('a server that answers visitors itself', () => {
  const set = () => {
    const machine = booted(direct);
    expect(machine.run(setupScript)).toEqual(wellDone);
    return machine;
  };
  const asked = (machine: Machine) => machine.calls().filter((call) => call.startsWith('certbot'));
  const pause = (machine: Machine) => machine.calls().findLast((call) => call.startsWith('sleep'));
  const live = '/etc/nginx/stepway/tls.conf';
  const away = '/etc/nginx/stepway/https';

  test('asks for no certificate as long as a name leads elsewhere, and sends nobody to HTTPS', () => {
    const machine = set();
    expect(machine.run(certificateScript, { ADDRESS: '198.51.100.1' })).toEqual({
      code: paused,
      said: 'begin names\nwaiting example.com 198.51.100.1 203.0.113.7\n',
    });
    expect(asked(machine)).toEqual([]);
    expect(pause(machine)).toBe('sleep 10');
    expect(machine.root.files()).not.toContain(away);
  });

  test('gets a certificate for every name once all of them lead to it, and from then on renews it', () => {
    const machine = set();
    expect(machine.run(certificateScript)).toEqual({ code: paused, said: 'begin names\nbegin certificate\ndone\n' });
    expect(asked(machine)).toEqual([
      expect.stringMatching(/^certbot certonly .* --cert-name site .* -dexample\.com -dwww\.example\.com$/),
    ]);
    expect(machine.root.read(live)).toContain('ssl_certificate ');
    expect(machine.root.files()).toContain(away);
    expect(pause(machine)).toBe('sleep 12h');

    expect(machine.run(certificateScript, { ADDRESS: '198.51.100.1' }).code).toBe(paused);
    expect(asked(machine).at(-1)).toBe('certbot renew -q --no-random-sleep-on-renew --cert-name site');
    expect(pause(machine)).toBe('sleep 12h');
  });

  test('asks again after a quarter of an hour when the authority refuses: it allows five failures an hour', () => {
    const machine = set();
    expect(machine.run(certificateScript, { CERTBOT_FAILS: 'yes' })).toEqual({
      code: paused,
      said: 'begin names\nbegin certificate\nThe authority says no.\nfailed certificate\n',
    });
    expect(pause(machine)).toBe('sleep 15m');
    expect(machine.root.files()).not.toContain(away);
  });

  test('gets another one for a name that came later, and serves with the one it has until then', () => {
    const machine = newMachine(script({ ...direct, www: false }));
    machine.run(userDataPath);
    machine.run(setupScript);
    machine.run(certificateScript);
    machine.root.write(
      '/etc/stepway/site.env',
      machine.root.read('/etc/stepway/site.env').replace('"example.com"\nAPP', '"example.com www.example.com"\nAPP'),
    );
    expect(machine.run(certificateScript, { CERTBOT_FAILS: 'yes' }).code).toBe(paused);
    expect(machine.root.files()).toContain(away);
    expect(machine.run(certificateScript).code).toBe(paused);
    expect(asked(machine).at(-1)).toMatch(/ -dexample\.com -dwww\.example\.com$/);
  });

  test('serves by a name that the site had before as long as it leads here, and looks every ten minutes', () => {
    const machine = set();
    machine.run(certificateScript);
    const env = machine.root.read('/etc/stepway/site.env');
    machine.root.write('/etc/stepway/site.env', env.replace('example.com www.example.com', 'shop.example.com'));
    expect(machine.run(certificateScript).code).toBe(paused);
    expect(asked(machine).at(-1)).toMatch(/ -dshop\.example\.com -dexample\.com -dwww\.example\.com$/);
    expect(pause(machine)).toBe('sleep 10m');
    machine.run(certificateScript, { LED: 'shop.example.com' });
    expect(asked(machine).at(-1)).toMatch(/ -dshop\.example\.com$/);
    expect(pause(machine)).toBe('sleep 12h');
  });

  test.each([
    ['only the certificate', '/etc/letsencrypt/live/site/privkey.pem', ''],
    ['a key that belongs to another one', '/etc/letsencrypt/live/site/privkey.pem', 'another'],
    ['no memory of how it was got', '/etc/letsencrypt/renewal/site.conf', ''],
  ])('gets another one where a death has left %s', (_, path, content) => {
    const machine = set();
    machine.run(certificateScript);
    machine.root.write(path, content);
    expect(machine.run(certificateScript)).toEqual({ code: paused, said: 'begin names\nbegin certificate\ndone\n' });
    expect(asked(machine).filter((call) => call.startsWith('certbot certonly'))).toHaveLength(2);
    expect(machine.root.read(live)).toContain('ssl_certificate ');
  });

  test.each(['/etc/nginx/stepway/tls.pem', '/etc/nginx/stepway/tls.conf', '/etc/nginx/stepway/https'])(
    'puts right what nginx reads when a death has spoiled %s',
    (path) => {
      const machine = set();
      machine.run(certificateScript);
      const before = machine.root.read(path);
      machine.root.write(path, 'half');
      expect(machine.run(setupScript)).toEqual(wellDone);
      expect(machine.root.read(path)).toBe(path.endsWith('https') ? 'half' : before);
    },
  );

  test('starts without HTTPS when the certificate is lost altogether', () => {
    const machine = set();
    machine.run(certificateScript);
    for (const path of ['/etc/nginx/stepway/tls.pem', '/etc/letsencrypt/live/site/privkey.pem'])
      machine.root.write(path, '');
    expect(machine.run(setupScript)).toEqual(wellDone);
    expect(machine.root.files().filter((path) => [live, away].includes(path))).toEqual([]);
  });

  test('goes on serving with the certificate that version 0.1.0 had got', () => {
    const machine = set();
    machine.run(certificateScript);
    const former = '/etc/letsencrypt/live/example.com';
    for (const file of ['fullchain.pem', 'privkey.pem']) {
      machine.root.write(`${former}/${file}`, machine.root.read(`/etc/letsencrypt/live/site/${file}`));
      machine.root.write(`/etc/letsencrypt/live/site/${file}`, '');
    }
    machine.root.write('/etc/nginx/stepway/tls.pem', '');
    expect(machine.run(setupScript)).toEqual(wellDone);
    expect(machine.root.read('/etc/nginx/stepway/tls.pem')).toContain('BEGIN CERTIFICATE');
    expect(machine.root.files()).toContain(away);
  });
});
