import { describe, expect, test } from 'vitest';
import { findTopics } from '../../src/guide/search.ts';
import { topics } from '../../src/guide/topics.ts';

const found = (query: string) => findTopics(topics, query).map(({ id }) => id);

describe('a page is found', () => {
  test.each([
    ['vpc', 'vpc'],
    ['VPC', 'vpc'],
    ['Load Balancer', 'load-balancer'],
    ['elastic ip', 'elastic-ip'],
    ['route53', 'route-53'],
    ['로드밸런서', 'load-balancer'],
    ['탄력적 IP', 'elastic-ip'],
    ['인증서', 'certificate'],
    ['네임서버', 'name-servers'],
    ['보안그룹', 'security-group'],
    ['network acl', 'security-group'],
    ['역할', 'iam'],
    ['인스턴스 프로파일', 'instance-profile'],
    ['스푸핑', 'dns-spoofing'],
    ['NLB', 'load-balancer'],
    ['헬스 체크', 'health-check'],
    ['프리 티어', 'cost'],
    ['CodeDeploy', 'code-deploy'],
    ['S3', 's3'],
    ['ssh', 'session-manager'],
    ['가비아', 'domain'],
  ])('by %s', (query, id) => {
    expect(found(query)).toEqual([id]);
  });

  test('by a word that only its text has, with all others that have it', () => {
    expect(found('0.50 USD')).toEqual(['route-53']);
    expect(found('gateway').length).toBeGreaterThan(0);
  });
});

test('a word that no page has finds nothing', () => {
  expect(found('kubernetes')).toEqual([]);
  expect(found('')).toEqual([]);
  expect(found(' - ')).toEqual([]);
});
