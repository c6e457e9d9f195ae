import { describe, expect, test } from 'vitest';
import type { AtName, Dns } from '../../src/dns/dns.ts';
import { allSet } from '../../src/steps/domain/elsewhere/gate.ts';
import type { Wanted } from '../../src/steps/domain/elsewhere/wanted.ts';
import { newStack } from '../support/stack.ts';
import { troubleOf } from '../support/trouble.ts';

const manual = { dns: 'manual', database: 'none' };

describe('a domain whose DNS stays where it is', () => {
  test('gets its site behind a load balancer, with no hosted zone, once somebody has set the records', async () => {
    const stack = newStack();
    const outputs = await stack.up({ ...manual, www: 'true' });
    expect(outputs).toMatchObject({ url: 'https://app.example.com', www: 'https://www.app.example.com' });
    expect(outputs.nameServers).toBeUndefined();
    expect(outputs.certificateRecords).toHaveLength(2);
    expect(outputs.siteRecords).toEqual([
      expect.stringMatching(/^app\.example\.com CNAME demo-.*\.elb\.amazonaws\.com$/),
      expect.stringMatching(/^www\.app\.example\.com CNAME demo-/),
    ]);
    expect(stack.calls.filter(({ service, write }) => service === 'route53' && write)).toEqual([]);
    for (const host of ['app.example.com', 'www.app.example.com'])
      expect(await stack.rehearsal.visit(host)).toMatchObject({ is: 'answered', status: 200, redirected: true });
    expect((await stack.plan()).plan.filter(({ action }) => action !== 'keep')).toEqual([]);
    expect((await stack.diagnose()).finding).toBeUndefined();
  });

  test('gets its site on the server itself', async () => {
    const stack = newStack();
    const { url, siteRecords, publicIp } = await stack.up({ ...manual, entry: 'elastic-ip' });
    expect(url).toBe('https://app.example.com');
    expect(siteRecords).toEqual([`app.example.com A ${publicIp}`]);
    // The server asks for its certificate once its name leads to it.
    await stack.clock.sleep(60_000);
    expect(await stack.rehearsal.visit('app.example.com')).toMatchObject({ is: 'answered', status: 200 });
  });

  test.each(['elastic-ip', 'load-balancer'])(
    'keeps the zone of a site that is served from it (%s): nothing of it goes before the name servers do',
    async (entry) => {
      const stack = newStack();
      await stack.up({ entry, database: 'none' });
      const trouble = await troubleOf(stack.up({ dns: 'manual' }));
      expect(trouble).toMatchObject({ kind: 'usage' });
      expect(trouble.what.en).toMatch(/The DNS of example\.com is in this account already/);
      expect(stack.calls.some(({ operation }) => operation === 'DeleteHostedZone')).toBe(false);
      // The server's own certificate takes some minutes.
      await stack.clock.sleep(30 * 60_000);
      expect(await stack.rehearsal.visit('app.example.com')).toMatchObject({ is: 'answered' });
    },
  );

  test('costs no zone', async () => {
    const [here, elsewhere] = await Promise.all([newStack().plan({ database: 'none' }), newStack().plan(manual)]);
    expect(here.price.total - elsewhere.price.total).toBeCloseTo(0.5);
  });

  test('a script that nobody waits for is told every record at once, and goes on from there', async () => {
    const stack = newStack({ otherwise: { nameServersSet: false } });
    const trouble = await stack.up(manual, { patience: 0 }).catch((error: unknown) => error);
    expect(trouble).toMatchObject({ kind: 'waiting' });
    const { what } = trouble as { what: { en: string; ko: string } };
    for (const text of [what.en, what.ko])
      expect(text).toMatch(/_[0-9a-f]{32}[^]*acm-validations\.aws[^]*\.elb\.amazonaws\.com/);
    expect(what.en).toContain('ns.gabia.co.kr');
    expect(what.en).toContain('My가비아');
    const made = stack.calls.length;
    await stack.under({ otherwise: {} }).up({}, {});
    expect(stack.calls.slice(made).filter(({ operation }) => /^(Request|Create)/.test(operation))).not.toContainEqual(
      expect.objectContaining({ operation: 'RequestCertificate' }),
    );
  });

  test('a record that was taken away is seen by the doctor: the certificate could not be renewed', async () => {
    const stack = newStack();
    await stack.up(manual);
    const { finding } = await stack.under({ otherwise: { nameServersSet: false } }).diagnose();
    expect(finding).toMatchObject({ users: true, link: 'certificate' });
    expect(finding?.fix.en).toContain('acm-validations.aws');
  });

  test('the receipt says which records nobody else can remove', async () => {
    const stack = newStack();
    const { certificateRecords = [], siteRecords = [] } = await stack.up(manual);
    const receipt = await stack.teardown();
    const said = receipt.filter(({ outcome }) => outcome === 'kept').map(({ why }) => why?.en);
    for (const record of [...certificateRecords, ...siteRecords]) expect(said.join('\n')).toContain(record);
    await stack.clock.sleep(600_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('a state that is lost is taken up with its DNS where it is', async () => {
    const stack = newStack();
    await stack.up(manual);
    const again = stack.under({ folder: undefined as never });
    await again.up({ database: 'none' }, { recover: true });
    expect(again.state.answers.get('dns')?.value).toBe('manual');
    expect(again.calls.filter(({ service, write }) => service === 'route53' && write)).toEqual([]);
  });

  test('the domain itself cannot lead to a load balancer at most hosts: the ways out are said, and nothing is made', async () => {
    const stack = newStack({ otherwise: { mailElsewhere: true } });
    const trouble = await stack.up({ ...manual, domain: 'example.com' }).catch((error: unknown) => error);
    expect(trouble).toMatchObject({ kind: 'usage' });
    const { todo } = trouble as { todo: { en: string } };
    expect(todo.en).toMatch(/--domain www\.example\.com.*--entry elastic-ip.*Cloudflare/);
    expect(stack.calls.filter(({ write }) => write)).toEqual([]);
    await expect(stack.up({ ...manual, domain: 'example.com', entry: 'elastic-ip' })).resolves.toHaveProperty('url');
  });

  test('a domain whose zone is in this account is led to by stepway itself', async () => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('example.com');
    const trouble = await stack.up(manual).catch((error: unknown) => error);
    expect(trouble).toMatchObject({ kind: 'usage', todo: { en: expect.stringContaining('--dns route53') } });
  });

  test('from a DNS elsewhere to Route 53, and nothing stops', async () => {
    const stack = newStack();
    await stack.up(manual);
    await stack.up({ dns: 'route53' });
    expect(stack.state.steps.has('alias-elsewhere')).toBe(false);
    expect(await stack.rehearsal.visit('app.example.com')).toMatchObject({ is: 'answered', status: 200 });
    expect((await stack.plan()).plan.filter(({ action }) => action !== 'keep')).toEqual([]);
  });
});

describe('what is wrong with a record is named', () => {
  const proof: Wanted = { name: '_a.example.com', type: 'CNAME', value: '_b.acm-validations.aws' };
  const site: Wanted = { name: 'app.example.com', type: 'CNAME', value: 'lb.elb.amazonaws.com' };
  const address: Wanted = { name: 'app.example.com', type: 'A', value: '203.0.113.9' };
  const apex: Wanted = { name: 'example.com', type: 'ALIAS', value: 'lb.elb.amazonaws.com' };

  const place = { zone: 'example.com', nameServers: ['a.ns.cloudflare.com', 'b.ns.cloudflare.com'] };
  const alias = (to: string) => ({ alias: to, addresses: [], addresses6: [] });
  const leads = (addresses: string[], addresses6: string[] = []) => ({ alias: undefined, addresses, addresses6 });

  const look = (record: Wanted, names: Record<string, Omit<AtName, 'zone' | 'nameServers'>>) =>
    allSet(
      {
        at: async (name: string) => ({ ...place, ...(names[name] ?? leads([])) }),
        addresses: async (name: string) => (name === 'lb.elb.amazonaws.com' ? ['198.51.100.1', '198.51.100.2'] : []),
      } as unknown as Dns,
      { names: record.name, zoneName: 'example.com', records: [record] },
    );

  const right: readonly (readonly [Wanted, Parameters<typeof look>[1]])[] = [
    [proof, { '_a.example.com': alias('_b.acm-validations.aws') }],
    [site, { 'app.example.com': alias('lb.elb.amazonaws.com') }],
    [site, { 'app.example.com': leads(['198.51.100.2']) }],
    [address, { 'app.example.com': leads(['203.0.113.9']) }],
    [apex, { 'example.com': leads(['198.51.100.1', '198.51.100.7']) }],
  ];
  test.each(right)('%o is right: %o', async (record, names) => {
    expect(await look(record, names)).toMatchObject({ is: 'ready' });
  });

  const wrong: readonly (readonly [what: string, Wanted, Parameters<typeof look>[1], RegExp, RegExp])[] = [
    ['set at another company', proof, {}, /no CNAME record at Cloudflare/, /Name {3}_a /],
    [
      'the domain twice in the name',
      proof,
      { '_a.example.com.example.com': alias('_b.acm-validations.aws') },
      /twice/,
      /without it/,
    ],
    ['a wildcard in its place', proof, { '_a.example.com': leads(['203.0.113.1']) }, /no CNAME record/, /Name {3}_a /],
    [
      'the domain after the value',
      proof,
      { '_a.example.com': alias('_b.acm-validations.aws.example.com') },
      /added to the value/,
      /with a dot/,
    ],
    ['another value', proof, { '_a.example.com': alias('_c.acm-validations.aws') }, /leads to _c/, /Change the CNAME/],
    ['a proof behind the orange cloud', proof, { '_a.example.com': leads(['104.21.5.5']) }, /orange cloud/, /DNS only/],
    ['a site behind the orange cloud', site, { 'app.example.com': leads(['172.67.1.1']) }, /orange cloud/, /DNS only/],
    [
      'an old A record',
      site,
      { 'app.example.com': leads(['203.0.113.1']) },
      /still has the A record/,
      /Delete the A record 203/,
    ],
    [
      'an old A record beside the new',
      address,
      { 'app.example.com': leads(['203.0.113.1', '203.0.113.9']) },
      /still has/,
      /Delete the A record 203.0.113.1 of/,
    ],
    [
      'an old AAAA record',
      address,
      { 'app.example.com': leads(['203.0.113.9'], ['2001:db8::1']) },
      /AAAA/,
      /Delete the AAAA/,
    ],
    [
      'a CNAME at the top of the zone',
      apex,
      { 'example.com': alias('lb.elb.amazonaws.com') },
      /hides the mail/,
      /ALIAS or ANAME/,
    ],
  ];
  test.each(wrong)('%s', async (_, record, names, note, fix) => {
    const seen = await look(record, names);
    if (seen.is !== 'pending') throw new Error(`it is ${seen.is}`);
    expect(seen.note.en).toMatch(note);
    expect(seen.fix?.en).toMatch(fix);
    expect(seen.note.ko).toMatch(/[가-힣]/);
    expect(seen.fix?.ko).toMatch(/[가-힣]/);
  });
});
