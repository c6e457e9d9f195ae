import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ground, type Ground } from './ground.ts';
import type { Machine } from './machine.ts';
import { groundMissing } from './missing.ts';
import { eventually } from './programs.ts';
import { filesWith, formsOf } from './secrets.ts';
import { sampled } from '../support/thorough.ts';

const welcome = /It works\./;
const service = 'stepway-certificate.service';
const program = '/opt/stepway/certificate';

describe.skipIf(groundMissing())(
  'the certificate of a server that answers visitors itself',
  { timeout: 300_000 },
  () => {
    let site: Ground;
    let machine: Machine;

    beforeAll(async () => {
      // Short-lived, so that certbot renews it whenever it looks.
      site = await ground({ validity: 3600 });
      await site.built('--entry', 'elastic-ip', '--database', 'none', '--www');
      machine = await site.machine();
    }, 240_000);
    afterAll(() => site?.close());

    const isSecure = (within = 90_000) =>
      eventually(
        'the site answers by HTTPS',
        async () => {
          const { status, body } = await site.ask('/');
          return status === 200 && welcome.test(body) ? true : undefined;
        },
        { within, every: 300 },
      );
    const serial = () => machine.must('openssl x509 -noout -serial -in /etc/nginx/stepway/tls.pem');

    test('is there soon after the domain leads to it, and visitors are led to it', async () => {
      await isSecure();
      expect(await site.ask(`http://${site.domain}/a?b=c`)).toMatchObject({
        status: 301,
        headers: { location: `https://${site.domain}/a?b=c` },
      });
      expect(machine.console()).toMatch(
        /stepway-certificate\[\d+\]: begin certificate[^]*stepway-certificate\[\d+\]: done/,
      );
    });

    test('is renewed when certbot says so, and no visitor notices', async () => {
      const before = await serial();
      // Before nginx 1.27.4, which Debian has, a reload closes connections that are kept: browsers ask again.
      const load = site.load({ kept: 0, fresh: 4, pause: 20, seconds: 60 });
      await machine.must(`systemctl restart ${service}`);
      await eventually('another certificate', async () => ((await serial()) === before ? undefined : true), {
        within: 60_000,
      });
      const { failed } = await load.stop(load.requests + 200);
      expect(failed).toEqual([]);
    });

    test('has nginx read it when it is another one, not each time that it is looked at', async () => {
      const reloads = () => machine.must('journalctl --sync; journalctl -u nginx -o cat | grep -c ^Reloaded');
      const before = await reloads();
      await machine.must(`${program} use`);
      expect(await reloads()).toBe(before);
      // nginx may not have heard of it before a death.
      await machine.must(`rm /run/stepway-tls; ${program} use`);
      expect(await reloads()).not.toBe(before);
    });

    test('is for the names of the site alone, also where there are fewer than before, once they lead nowhere', async () => {
      const names = async () => {
        const said = await machine.must('openssl x509 -noout -ext subjectAltName -in /etc/nginx/stepway/tls.pem');
        return [...said.matchAll(/DNS:([^,\s]+)/g)].map(([, name]) => name);
      };
      expect(await names()).toContain(`www.${site.domain}`);
      await site.built('--no-www');
      // It looks again after ten minutes: until then some remember where the name led.
      await machine.must(`systemctl restart ${service}`);
      await expect.poll(names, { timeout: 60_000 }).toEqual([site.domain]);
    });

    test('its key, and the one of the account at Let’s Encrypt, are seen by nobody but root', async () => {
      await machine.must(
        '. /opt/stepway/functions; keep; echo none >/etc/nginx/stepway/tls.pem; keep; nginx -t -q; ! ls /etc/nginx/stepway/*.pem.refused',
      );
      // What follows the first two lines is the public half (RFC 5915), which is in the certificate as well.
      const key = await machine.must(
        "sed -n '/PRIVATE KEY/,/PRIVATE KEY/p' /etc/nginx/stepway/tls.pem | sed '1d;$d' | head -n 2",
      );
      const account = await machine.must(
        `cat /etc/letsencrypt/accounts/*/*/*/private_key.json /etc/letsencrypt/accounts/*/*/private_key.json 2>/dev/null | grep -o '"d": *"[^"]*"' | cut -d '"' -f 4`,
      );
      const secrets = [key.trim(), account.trim()];
      for (const secret of secrets) expect(secret.length).toBeGreaterThan(40);
      const files = await filesWith(machine, secrets);
      expect(files.filter((one) => !/^[46]00 root:root /.test(one))).toEqual([]);
      expect(files.length).toBeGreaterThan(2);
      const told = [await machine.must('journalctl --no-pager --all'), machine.console(), site.account.known()].join();
      for (const form of secrets.flatMap(formsOf)) expect(told.includes(form)).toBe(false);
    });

    test('outlives a reboot and a power cut', async () => {
      await machine.reboot();
      expect(await isSecure(30_000)).toBe(true);
      await machine.cutPower();
      await machine.start();
      expect(await isSecure(30_000)).toBe(true);
    });

    test('is got in the end, whenever on the way the server dies', async () => {
      const forget = `systemctl stop ${service}; rm -rf /etc/letsencrypt/{live,archive,renewal}/* /etc/nginx/stepway/{tls.pem,tls.conf,https}; systemctl reload nginx`;
      // The program and all that it has started die before the command of the number DIE; its pause ends it.
      const mortal = `#!/bin/bash
set -o functrace
trap 'read -r n </run/count; n=$((n + 1)); echo "$n" >/run/count; [ "$n" != "\${DIE-}" ] || kill -9 0' DEBUG
sleep() { exit 7; }
. ${program} "$@"
`;
      await machine.write('/run/mortal', mortal);
      // The set-up of the last boot is over then: nobody else has nginx use what there is.
      await machine.must('systemctl start stepway-setup.service');
      const run = (die = '') =>
        machine.run(`echo 0 >/run/count; chmod +x /run/mortal; DIE=${die} setsid --wait /run/mortal`, {
          timeout: 60,
        });

      await machine.must(forget);
      expect((await run()).code).toBe(7);
      await isSecure(5000);
      const count = Number(await machine.must('cat /run/count'));
      expect(count).toBeGreaterThan(40);
      const deaths = Array.from({ length: count - 1 }, (_, one) => one + 1);
      for (const at of sampled(deaths, 24)) {
        await machine.must(forget);
        const { code } = await run(String(at));
        // It does not take as many commands each time.
        const ended = Number(await machine.must('cat /run/count')) < at;
        expect(code, `a death at ${at}`).toBe(ended ? 7 : 137);
        expect((await run()).code, `after a death at ${at}`).toBe(7);
        await isSecure(5000);
      }
    });
  },
);
