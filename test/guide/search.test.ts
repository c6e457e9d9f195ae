import { describe, expect, test } from 'vitest';
import { findTopics, topicAbout, topics } from '../../src/guide/index.ts';

const found = (query: string) => findTopics(query).topics.map(({ id }) => id);
const near = (query: string) => findTopics(query).near.map(({ id }) => id);

describe('a page is found', () => {
  test('by its id, before anything else that is called so', () => {
    for (const { id } of topics) expect(found(id)).toEqual([id]);
  });

  test.each([
    ['certificate', 'acm'],
    ['인증서', 'acm'],
    ['name servers', 'name-servers'],
    ['네임 서버', 'name-servers'],
    ['왜 4개', 'name-servers'],
    ['탄력적 IP', 'elastic-ip'],
    ['고정IP', 'elastic-ip'],
    ['보안 그룹', 'security-groups'],
    ['인바운드 규칙', 'security-groups'],
    ['NACL', 'network-acl'],
    ['로드밸런서', 'alb'],
    ['비밀번호', 'secrets'],
    ['password', 'secrets'],
    ['프리티어', 'free-plan'],
    ['요금', 'costs'],
    ['가용 영역', 'region'],
    ['Route 53', 'hosted-zone'],
    ['라우트 53', 'hosted-zone'],
    ['스푸핑', 'dns-spoofing'],
    ['헬스체크', 'health-checks'],
    ['502', 'health-checks'],
    ['인스턴스 프로파일', 'instance-profile'],
    ['자격증명', 'credentials'],
    ['t3.micro', 'ec2'],
    ['삭제', 'teardown'],
    ['ctrl-c', 'stopping'],
    ['프로젝트 이름', 'tags'],
    ['appspec.yml', 'codedeploy'],
    ['버킷', 's3'],
    ['깃허브 액션', 'github-oidc'],
  ])('by other words for it, in either language: %s', (query, id) => {
    expect(found(query)).toEqual([id]);
  });

  test('beside another one that is called so, too', () => {
    for (const query of ['배포', 'deploy'])
      expect(found(query)).toEqual(expect.arrayContaining(['codedeploy', 'releases']));
  });

  test.each([
    'Security Groups',
    'security_group',
    'SECURITYGROUP',
    '  security   groups ',
    'security group',
    '보안그룹',
    '보안-그룹',
  ])('whatever its case, hyphens, spaces and number: %s', (query) => {
    expect(found(query)).toEqual(['security-groups']);
  });

  test.each([
    ['what is a security group?', 'security-groups'],
    ['보안 그룹이 뭐예요?', 'security-groups'],
    ['why do I need an elastic IP', 'elastic-ip'],
    ['탄력적 IP는 언제 필요한가요', 'elastic-ip'],
    ['네임서버가 왜 필요해', 'name-servers'],
  ])('by a question that names it: %s', (query, id) => {
    expect(found(query)).toEqual([id]);
  });

  test.each([
    ['AWS-StartPortForwardingSessionToRemoteHost', 'db'],
    ['상파울루', 'name-servers'],
    ['envelope layer', 'nlb'],
  ])('by words in its text: %s', (query, id) => {
    expect(found(query)).toEqual([id]);
  });
});

test.each([
  ['gateway', ['internet-gateway', 'nat-gateway', 'health-checks']],
  ['게이트웨이', ['internet-gateway', 'nat-gateway']],
  ['권한', ['iam', 'policies']],
  ['가비아', ['gabia']],
])('where several pages may be meant, they are all offered: %s', (query, ids) => {
  expect(found(query)).toEqual(ids);
});

describe('what is not found', () => {
  test.each([
    ['securty group', 'security-groups'],
    ['보안그릅', 'security-groups'],
    ['tear-dwon', 'teardown'],
    ['인증섭', 'acm'],
    ['gatewya', 'nat-gateway'],
  ])('brings what is spelt nearly so: %s', (query, id) => {
    expect(found(query)).toEqual([]);
    expect(near(query)).toContain(id);
  });

  test.each(['zzzzzzzz', 'ㅋㅋㅋㅋㅋㅋ', '?', '', ' '.repeat(5000), 'x'.repeat(5000), '\u0000', '🙂'])(
    'is nothing, and no trouble: %j',
    (query) => {
      expect(findTopics(query)).toEqual({ topics: [], near: [] });
    },
  );
});

test('what nothing explains has no page', () => {
  expect(topicAbout('elastic-ip')?.id).toBe('elastic-ip');
  expect(topicAbout('instance-type')?.id).toBe('ec2');
  expect(topicAbout('delegated')?.id).toBe('delegation');
  expect(topicAbout('no-such-question')).toBeUndefined();
});
