import { describe, expect, test } from 'vitest';
import { Unsuitable } from '../../src/questions/question.ts';
import { domain } from '../../src/steps/domain/questions.ts';
import { newStack } from '../support/stack.ts';

describe('a domain that nobody can own is refused, with the reason', () => {
  test.each([
    ['nas.local', /\.local is no top-level domain/],
    ['shop.internal', /\.internal is no top-level domain/],
    ['co.kr', /co\.kr is a suffix.*shop\.co\.kr/],
    ['vercel.app', /vercel\.app is a suffix/],
    ['https://example.com', /without https/],
  ])('%s', (raw, why) => {
    const read = () => domain.parse(raw, () => undefined);
    expect(read).toThrow(Unsuitable);
    expect(read).toThrow(why);
  });

  test.each(['me.github.io', 'shop.vercel.app'])('%s is its company’s, and nothing is made', async (name) => {
    const stack = newStack({ otherwise: { mailElsewhere: true } });
    for (const dns of ['route53', 'manual']) {
      const trouble = await stack.up({ domain: name, dns, database: 'none' }).catch((error: unknown) => error);
      expect(trouble).toMatchObject({ kind: 'usage' });
      expect((trouble as Error & { what: { en: string } }).what.en).toMatch(
        new RegExp(`${name} belongs to whoever runs`),
      );
    }
    expect(stack.calls.filter(({ write }) => write)).toEqual([]);
  });

  test('one that has name servers of its own is its owner’s, whoever sold it', async () => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('shop.uk.com');
    const { url } = await stack.up({ domain: 'shop.uk.com', database: 'none' });
    expect(url).toBe('https://shop.uk.com');
  });
});

test('what stands in a site’s way in an existing zone is said at once: CAA records, an IPv6 address, a wildcard', async () => {
  const stack = newStack();
  const zone = stack.rehearsal.account.addHostedZone('example.com');
  const found = stack.rehearsal.account.data.zones.find(({ id }) => id === zone.id);
  const record = (name: string, type: 'AAAA' | 'CAA' | 'A', value: string) =>
    found?.records.push({ name, type, ttl: 300, values: [value], inSyncAt: 0 });
  record('app.example.com.', 'AAAA', '2001:db8::1');
  record('\\052.example.com.', 'A', '203.0.113.7');
  record('example.com.', 'CAA', '0 issue "letsencrypt.org"');
  const { preflight } = await stack.plan({ database: 'none', www: 'true' });
  const said = preflight.rows.filter(({ what }) => what).map(({ result, what }) => `${result} ${what?.en}`);
  expect(said).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^obstacle The CAA record of example\.com/),
      expect.stringMatching(/^obstacle app\.example\.com already has.*AAAA 2001:db8::1/),
    ]),
  );
});

test('a certificate that Amazon does not issue for minutes, because the world cannot see its record, says so', async () => {
  const blind = newStack({ otherwise: { nameServersSet: false } });
  await expect(blind.up({ database: 'none' }, { skip: new Set(['delegated']) })).rejects.toMatchObject({ kind: 'aws' });
  const { finding } = await blind.diagnose();
  expect(finding?.link).toBe('delegation');
  const seen = (await blind.status()).get('issued');
  expect(seen).toMatchObject({ is: 'pending' });
  if (seen?.is !== 'pending') throw new Error('not pending');
  expect(seen.note.en).toMatch(/Amazon cannot see its record in public DNS: /);
  expect(seen.fix?.en).toContain('name servers');
});
