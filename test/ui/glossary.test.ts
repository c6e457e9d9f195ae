import { describe, expect, test } from 'vitest';
import { glossary } from '../../src/ui/glossary.ts';

describe('a word that a newcomer cannot know', () => {
  test('is explained where it comes first, and only there', () => {
    const explained = glossary('en');
    expect(explained('• service-linked role for the load balancer, vCPUs, CAA records')).toBe(
      '• service-linked role (what an AWS service may do in your account) for the load balancer, ' +
        'vCPUs (virtual processors), CAA records (who may issue certificates)',
    );
    expect(explained('vCPUs, and a CAA record')).toBe('vCPUs, and a CAA record');
  });

  test('is explained in Korean too, before its particle', () => {
    const explained = glossary('ko');
    expect(explained('DNSSEC을 끄세요')).toBe('DNSSEC(DNS 응답에 서명하는 기능)을 끄세요');
    expect(explained('서비스 연결 역할(IAM)')).toBe('서비스 연결 역할(IAM)');
  });

  test.each([
    '`aws CNAME`',
    '    Type   CNAME',
    '  CNAME  www.example.com',
    'Load balancer (ALB)',
    'TTL (how long it is kept)',
    '--cidr-CIDR',
  ])('stays as it is where it is to be typed, copied, or explained already: %s', (text) =>
    expect(glossary('en')(text)).toBe(text),
  );
});

describe('a name with other letters', () => {
  test('is shown as it was typed, the first time beside what DNS knows it by', () => {
    const explained = glossary('ko');
    expect(explained('xn--bj0bj06e.kr 도메인의 _dmarc.xn--bj0bj06e.kr')).toBe(
      '한글.kr (DNS에서는 xn--bj0bj06e.kr) 도메인의 _dmarc.한글.kr',
    );
    expect(explained('https://xn--bj0bj06e.kr 접속')).toBe('https://한글.kr 접속');
  });

  test.each(['한글.kr (DNS에서는 xn--bj0bj06e.kr)', '`stepway up --domain xn--bj0bj06e.kr`', '    xn--bj0bj06e.kr'])(
    'is left alone in %s',
    (text) => expect(glossary('ko')(text)).toBe(text),
  );
});
