import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regions } from '../../src/aws/regions.ts';
import { languages } from '../../src/words.ts';
import { inWords, Unsuitable, type Answer, type Answered } from '../../src/questions/question.ts';
import { questions } from '../../src/steps/index.ts';

/** What has been answered so far, by flag. */
const having =
  (answers: Readonly<Record<string, Answer>>): Answered =>
  ({ key }) =>
    answers[key] as never;
const nothing = having({});

const question = (key: string) => questions.find((one) => one.key === key) ?? expect.unreachable(`no --${key}`);

const good: readonly [key: string, raw: string, value: Answer, before?: Readonly<Record<string, Answer>>][] = [
  ['name', 'demo', 'demo'],
  ['name', '  my-app-2 ', 'my-app-2'],
  ['name', 'ab', 'ab'],
  ['name', 'a1234567890123456789', 'a1234567890123456789'],
  ['region', 'ap-northeast-2', 'ap-northeast-2'],
  ['network', 'own', 'own'],
  ['network', 'default', 'default'],
  ['entry', 'elastic-ip', 'elastic-ip'],
  ['app-port', '8080', 8080],
  ['app-port', '1024', 1024],
  ['app-port', '65535', 65_535],
  ['ssh', 'none', 'none'],
  ['ssh', 'my-ip', 'my-ip'],
  ['ssh', '203.0.113.25', '203.0.113.25/32'],
  ['ssh', '203.0.113.25/24', '203.0.113.0/24'],
  ['ssh', '10.1.2.3/8', '10.0.0.0/8'],
  ['ssh', '255.255.255.255/31', '255.255.255.254/31'],
  ['instance-type', 't3.micro', 't3.micro'],
  ['instance-type', 'u-6tb1.metal', 'u-6tb1.metal'],
  ['instance-type', 'c7gd.metal-48xl', 'c7gd.metal-48xl'],
  ['elastic-ip', 'yes', true],
  ['elastic-ip', 'false', false, { entry: 'load-balancer' }],
  ['database', 'postgres', 'postgres'],
  ['database', 'none', 'none'],
  ['database-class', 'db.t4g.micro', 'db.t4g.micro'],
  ['database-storage', '20', 20],
  ['database-standby', 'yes', true],
  ['domain', 'example.com', 'example.com'],
  ['domain', ' API.Example.COM. ', 'api.example.com'],
  ['domain', 'shop.example.co.kr', 'shop.example.co.kr'],
  ['domain', '한국.com', 'xn--3e0b707e.com'],
  ['domain', '한국.한국', 'xn--3e0b707e.xn--3e0b707e'],
  ['domain', `${'a'.repeat(60)}.com`, `${'a'.repeat(60)}.com`, { entry: 'load-balancer' }],
  ['domain', `${'a'.repeat(61)}.com`, `${'a'.repeat(61)}.com`, { entry: 'elastic-ip' }],
  ['www', 'yes', true, { domain: `${'a.'.repeat(122)}comxx` }],
  ['domain', 'bücher.com', 'xn--bcher-kva.com'],
  ['domain', 'shop.github.io', 'shop.github.io'],
  ['www', 'no', false, { domain: 'www.example.com' }],
  ['zone', 'example.com', 'example.com', { domain: 'api.example.com' }],
  ['zone', 'api.example.com', 'api.example.com', { domain: 'api.example.com' }],
  ['hosted-zone', 'auto', 'auto'],
  ['hosted-zone', 'create', 'create'],
  ['hosted-zone', 'Z0123456789ABC', 'Z0123456789ABC'],
  ['www', 'Y', true],
  ['www', 'no', false],
  ['health-path', '/', '/'],
  ['health-path', '/api/health?deep=1', '/api/health?deep=1'],
];

const bad: readonly [key: string, raw: string, before?: Readonly<Record<string, Answer>>][] = [
  ...['', 'a', 'A', 'Demo', '1st', '-a', 'a-', 'a--b', 'a_b', 'a.b', 'a b', 'a1234567890123456789x', '한글'].map(
    (raw): [string, string] => ['name', raw],
  ),
  // A load balancer may not be called internal-…, a security group not sg-…, and AWS keeps its own prefix to itself.
  ...['internal', 'internal-app', 'sg-app', 'aws-app'].map((raw): [string, string] => ['name', raw]),
  ...['', 'seoul', 'us-east-9', 'US-EAST-1', 'constructor'].map((raw): [string, string] => ['region', raw]),
  ...['', 'both', 'Own'].map((raw): [string, string] => ['network', raw]),
  ...['', '0', '65536', '80.5', '-1', '8o80', '1e3', '0x50', '٨٠'].map((raw): [string, string] => ['app-port', raw]),
  // nginx's, and the system's.
  ...['80', '443', '22', '53', '111', '1', '1023'].map((raw): [string, string] => ['app-port', raw]),
  ...['', '0.0.0.0/0', '10.0.0.0/7', '1.2.3.4/33', '1.2.3', '256.1.1.1', '::/0', '::1', 'me', '1.2.3.4/'].map(
    (raw): [string, string] => ['ssh', raw],
  ),
  ...['', 't3', 'micro', 'db.t3.micro!', 'T3.micro', 't3.micro; reboot'].map((raw): [string, string] => [
    'instance-type',
    raw,
  ]),
  ['elastic-ip', 'no', { entry: 'elastic-ip' }],
  ['elastic-ip', 'maybe'],
  ['database', 'oracle'],
  ...['', 't4g.micro', 'db.', 'db.t4g'].map((raw): [string, string] => ['database-class', raw]),
  ...['19', '65537', 'many'].map((raw): [string, string] => ['database-storage', raw]),
  ...[
    '',
    'localhost',
    'com',
    'co.kr',
    'https://example.com',
    'example.com/',
    'example.com/path',
    'example.com?x',
    'example.com#x',
    'example.com\\x',
    'ex%61mple.com',
    'exa\tmple.com',
    'example.com:8080',
    'user@example.com',
    '192.0.2.1',
    '192.0.2',
    '[::1]',
    'exa mple.com',
    '-a.example.com',
    'a-.example.com',
    'a_b.example.com',
    'example..com',
    '.example.com',
    'example.x',
    'example.0x1',
    '*.example.com',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(126)}com`,
  ].map((raw): [string, string] => ['domain', raw]),
  ['domain', `${'a'.repeat(61)}.com`, { entry: 'load-balancer' }],
  ['www', 'yes', { domain: `${'a.'.repeat(124)}com` }],
  ['www', 'yes', { domain: 'www.example.com' }],
  ['domain', 'co.kr'],
  ['domain', 'github.io'],
  ['domain', 'nas.local'],
  ['domain', 'shop.example'],
  ['zone', 'example.org', { domain: 'api.example.com' }],
  ['zone', 'ample.com', { domain: 'api.example.com' }],
  ['zone', 'com', { domain: 'example.com' }],
  ['zone', 'x.api.example.com', { domain: 'api.example.com' }],
  ...['', 'Auto', 'z0123456789abc', '/hostedzone/Z0123456789ABC', 'example.com'].map((raw): [string, string] => [
    'hosted-zone',
    raw,
  ]),
  ...['health', '', '/a b', '/ü', 'https://example.com/'].map((raw): [string, string] => ['health-path', raw]),
];

describe('an answer is read as it is meant', () => {
  test.each(good)('--%s %s is %j', (key, raw, value, before = {}) => {
    expect(question(key).parse(raw, having(before))).toBe(value);
  });
});

describe('an answer that will not do is refused in both languages', () => {
  test.each(bad)('--%s %j', (key, raw, before = {}) => {
    let reason: unknown;
    try {
      question(key).parse(raw, having(before));
    } catch (error) {
      reason = error;
    }
    expect(reason).toBeInstanceOf(Unsuitable);
    const { why } = reason as Unsuitable;
    expect(why.en).toMatch(/^(must|does not|is not) /);
    expect(why.ko).toMatch(/[가-힣]/);
  });
});

describe('every question', () => {
  test.each(questions.map((one) => [one.key, one] as const))('--%s speaks both languages', (_, one) => {
    for (const language of languages) {
      expect(one.message[language]).toMatch(/\S/);
      expect(one.help[language]).toMatch(/\S/);
      for (const choice of one.choices ?? []) expect(choice.name[language]).toMatch(/\S/);
    }
    expect(one.message.ko).toMatch(/[가-힣]/);
    expect(one.help.ko).toMatch(/[가-힣]/);
  });

  test.each(questions.map((one) => [one.key, one] as const))('--%s reads what it wrote down', (key, one) => {
    for (const [, raw, , before] of good.filter(([of]) => of === key)) {
      const value = one.parse(raw, having(before ?? {}));
      expect(one.parse(String(value), having(before ?? {}))).toBe(value);
    }
    const fallback = one.fallback?.({ folder: 'demo', region: 'us-east-1' }, having({ domain: 'example.com' }));
    if (fallback !== undefined) expect(one.parse(String(fallback), nothing)).toBe(fallback);
    if (one.example !== undefined) expect(one.parse(String(one.example), nothing)).toBe(one.example);
  });

  test.each(questions.map((one) => [one.key, one] as const))('--%s never fails in any other way', (_, one) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        try {
          one.parse(raw, having({ domain: 'example.com', entry: 'elastic-ip' }));
        } catch (error) {
          expect(error).toBeInstanceOf(Unsuitable);
        }
      }),
    );
  });
});

describe('what follows from what', () => {
  const fallback = (key: string, answers: Readonly<Record<string, Answer>>, folder = 'demo') =>
    question(key).fallback?.({ folder, region: undefined }, having(answers)) as unknown;

  test('the zone is the registered part of the domain', () => {
    expect(fallback('zone', { domain: 'api.example.com' })).toBe('example.com');
    expect(fallback('zone', { domain: 'a.b.example.co.kr' })).toBe('example.co.kr');
    expect(fallback('zone', { domain: 'shop.me.uk.com' })).toBe('me.uk.com');
    expect(fallback('zone', {})).toBeUndefined();
  });

  test('the name is that of the folder, if it fits', () => {
    expect(fallback('name', {}, 'my-app')).toBe('my-app');
    expect(fallback('name', {}, 'My App')).toBeUndefined();
  });

  test('an elastic IP is needed where visitors come in by it', () => {
    expect(fallback('elastic-ip', { entry: 'elastic-ip' })).toBe(true);
    expect(fallback('elastic-ip', { entry: 'load-balancer' })).toBe(false);
  });

  test('what makes no sense is not asked', () => {
    const asked = (key: string, answers: Readonly<Record<string, Answer>>) => question(key).when?.(having(answers));
    expect(asked('database-class', { database: 'none' })).toBe(false);
    expect(asked('database-storage', { database: 'mysql' })).toBe(true);
    expect(asked('elastic-ip', { entry: 'elastic-ip' })).toBe(false);
  });
});

describe('any name that is taken', () => {
  const names = fc.stringMatching(/^[a-z][a-z0-9-]{1,19}$/).filter((raw) => {
    try {
      question('name').parse(raw, nothing);
      return true;
    } catch {
      return false;
    }
  });

  test('is one that AWS takes as well', () => {
    fc.assert(
      fc.property(names, (name) => {
        // RDS: no two hyphens in a row, none at the end. ELBv2: not internal-. EC2: groups are not called sg-.
        expect(name).toMatch(/^[a-z](-?[a-z0-9])*$/);
        expect(name).not.toMatch(/^(internal|sg|aws)-/);
        expect(name.length).toBeLessThanOrEqual(20);
      }),
    );
  });
});

test('an SSH range is always the shortest form of itself, never wider than /8', () => {
  const octet = fc.nat({ max: 255 });
  fc.assert(
    fc.property(fc.tuple(octet, octet, octet, octet), fc.integer({ min: 8, max: 32 }), (octets, bits) => {
      const value = question('ssh').parse(`${octets.join('.')}/${bits}`, nothing) as string;
      const [address = '', length] = value.split('/');
      expect(Number(length)).toBe(bits);
      const whole = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
      expect(whole % 2 ** (32 - bits)).toBe(0);
      expect(question('ssh').parse(value, nothing)).toBe(value);
    }),
  );
});

test('every region has a name in both languages', () => {
  for (const [code, name] of Object.entries(regions)) {
    expect(code).toMatch(/^[a-z]{2}-[a-z]+-\d$/);
    expect(name.en).toMatch(/\w/);
    expect(name.ko).toMatch(/[가-힣]/);
  }
});

test('a Korean domain is shown as it was typed, with what the DNS knows it by', () => {
  const domain = question('domain');
  const value = domain.parse('가게.kr', nothing);
  expect(value).toMatch(/^xn--/);
  expect(inWords(domain, value).ko).toBe(`가게.kr (DNS에서는 ${value})`);
});
