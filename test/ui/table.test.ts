import { describe, expect, test } from 'vitest';
import { table, wrap } from '../../src/ui/table.ts';

describe('a text', () => {
  test('is broken behind the sign that divides its parts, and not within a command', () => {
    expect(wrap('Network (VPC) · Subnet A · Subnet B', 20)).toEqual(['Network (VPC) ·', 'Subnet A · Subnet B']);
    expect(wrap('Run `stepway up --rehearse` and `stepway status` now', 30)).toEqual([
      'Run `stepway up --rehearse`',
      'and `stepway status` now',
    ]);
  });

  test('keeps an id whole, which begins further to the left for that', () => {
    const arn = 'arn:aws:iam::123456789012:user/rehearsal';
    expect(wrap(`✔ AWS account ${arn}`, 40)).toEqual(['✔ AWS account', arn]);
  });

  test('of many words takes no time', () => {
    const began = performance.now();
    expect(wrap('a `b '.repeat(20_000), 80).length).toBeGreaterThan(1000);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('a table', () => {
  const rows = [
    ['Server (EC2)', 'ready', 'i-0123456789abcdef0'],
    ['역할', 'ready', 'shop-eda0ba2b-server-role (not what it was)'],
  ];

  test('has columns as wide as their widest cell', () => {
    expect(table(rows)).toEqual([
      'Server (EC2)  ready  i-0123456789abcdef0',
      '역할          ready  shop-eda0ba2b-server-role (not what it was)',
    ]);
  });

  test('breaks no id where the screen is narrow', () => {
    expect(table(rows, 40)).toEqual([
      'Server (EC2)  ready  i-0123456789abcdef0',
      '역할          ready',
      '      shop-eda0ba2b-server-role (not',
      '      what it was)',
    ]);
  });

  test('stays one where a single row is too long for the screen', () => {
    expect(
      table(
        [
          ['Region', 'us-east-1', 'default'],
          ['Domain', '한글.한국 (xn--bj0bj06e.xn--3e0b707e)', 'flag'],
          ['Database', 'PostgreSQL', 'default'],
        ],
        48,
      ),
    ).toEqual([
      'Region    us-east-1   default',
      'Domain    한글.한국 (xn--bj0bj06e.xn--3e0b707e)',
      '      flag',
      'Database  PostgreSQL  default',
    ]);
  });

  test('has the last cells below where most rows are too long', () => {
    expect(
      table(
        [
          ['vpc', 'your own network inside AWS'],
          ['dns', 'how a browser finds your server'],
          ['s3', 'storage'],
        ],
        24,
      ),
    ).toEqual([
      'vpc',
      '      your own network',
      '      inside AWS',
      'dns',
      '      how a browser',
      '      finds your server',
      's3',
      '      storage',
    ]);
  });
});

describe('a text is broken into lines', () => {
  test('at spaces, Korean counted as it is shown', () => {
    expect(wrap('도메인을 등록한 업체에서', 16)).toEqual(['도메인을 등록한', '업체에서']);
  });

  test('and the other lines of an item stand under its text', () => {
    expect(wrap('  • 네임서버 설정하기', 14)).toEqual(['  • 네임서버', '    설정하기']);
    expect(wrap('  2. 네임서버 설정하기', 16)).toEqual(['  2. 네임서버', '     설정하기']);
  });

  test('but not within a command, unless it is longer than a line', () => {
    expect(wrap('Run `stepway teardown --rehearse` again.', 32)).toEqual([
      'Run',
      '`stepway teardown --rehearse`',
      'again.',
    ]);
    expect(wrap('Run `stepway teardown --rehearse`.', 20)).toEqual(['Run `stepway', 'teardown', '--rehearse`.']);
  });
});
