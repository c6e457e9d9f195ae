import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ground, type Ground } from './ground.ts';
import { groundMissing } from './missing.ts';

describe.skipIf(groundMissing()).each(['load-balancer', 'elastic-ip'])(
  'through the entry %s',
  { timeout: 300_000 },
  (entry) => {
    let site: Ground;
    beforeAll(async () => {
      site = await ground();
    });
    afterAll(() => site?.close());

    test('a new site shows its welcome page over https when `up` is done', async () => {
      await site.built('--database', 'none', '--entry', entry);
      const { status, body } = await site.ask('/');
      expect(status).toBe(200);
      expect(body).toContain('It works');
      const typed = await site.ask(`http://${site.domain}/`);
      expect(typed).toMatchObject({
        status: 301,
        headers: { location: expect.stringContaining(`https://${site.domain}`) as string },
      });
    });

    test('nothing but the site can be reached from the internet', async () => {
      const [server] = site.account.servers.all.keys();
      const here = Object.values(site.account.rehearsal.account.data.regions)[0];
      const port = here?.interfaces.find(({ instanceId }) => instanceId === server);
      const address =
        here?.addresses.find(({ association }) => association?.interfaceId === port?.id)?.ip ?? port?.publicIp;
      for (const open of [22, 8080, 18080, ...(entry === 'elastic-ip' ? [] : [80, 443])])
        await expect(site.ask(`http://${address}:${open}/`, { timeout: 500 })).rejects.toThrow('no answer');
    });
  },
);
