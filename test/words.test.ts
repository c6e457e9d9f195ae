import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Words that are not used, since there is another for the same thing in docs/words.md. */
const unused: Readonly<Record<string, readonly RegExp[]>> = {
  자원: [/리소스/],
  // AWS's own plans are called so.
  계획: [/(?<!무료 |유료 |두 )플랜/],
  플래그: [/옵션(?! 그룹)/],
  명령: [/명령어/, /커맨드/],
  연습: [/리허설/],
  '모의 계정': [/가상 계정/],
  삭제: [/제거/],
  '등록 업체': [/등록업체/, /등록 기관/, /등록 대행/, /레지스트라/],
  네임서버: [/네임 서버/],
  '호스팅 영역': [/호스팅 존/],
  '로드 밸런서': [/로드밸런서/],
  '상태 확인': [/헬스 ?체크/],
  '인스턴스 유형': [/인스턴스 타입/],
  // That of CodeDeploy is called so in the console.
  앱: [/(?<!CodeDeploy )애플리케이션(?!\(CodeDeploy\))/, /서버 프로그램/],
  번들: [/아카이브/],
  후크: [/훅/],
  '보안 암호': [/시크릿/],
  셸: [/쉘/],
  '공인 IP': [/퍼블릭 IP/],
  '탄력적 IP': [/엘라스틱/],
  데이터베이스: [/디비/],
  리전: [/지역/],
  '가용 영역': [/가용영역/, /가용성/],
  할당량: [/쿼터/, /한도/],
  권한: [/퍼미션/],
  거부: [/거절/],
};

const korean = /[가-힣]/;
const src = join(import.meta.dirname, '..', 'src');
const lines = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    readFileSync(join(src, file), 'utf8')
      .split('\n')
      .map((text, index) => ({ where: `${file}:${index + 1}`, text: text.trim() })),
  )
  // By what else people look for a page is for them to say.
  .filter(({ text }) => korean.test(text) && !/^('[^']*',?|words: \[.*)$/.test(text));

const withAny = (pattern: RegExp) =>
  lines.filter(({ text }) => pattern.test(text)).map(({ where, text }) => `${where} ${text}`);

test('the Korean texts are read at all', () => {
  expect(lines.length).toBeGreaterThan(500);
});

describe('there is one word for one thing', () => {
  const page = readFileSync(join(src, '..', 'docs', 'words.md'), 'utf8');
  test.each(Object.entries(unused))('%s', (word, others) => {
    expect(page).toContain(word);
    for (const other of others) expect(withAny(other)).toEqual([]);
  });
});

describe('particles are right whatever name stands before them', () => {
  test('none leaves the choice to the reader', () => {
    expect(withAny(/[은을이과]\([는를가와]\)|\(으\)로|\(이\)/)).toEqual([]);
  });

  test('none that depends on the last letter follows a name that is put in', () => {
    expect(withAny(/\}["'`]?(은|는|이|가|을|를|과|와|으로|로|이라|라|이나|나|이며)(?=[\s.,"'`])/)).toEqual([]);
  });

  test('those after names that are always the same are right', () => {
    // As they are said: 스텝웨이, 에이더블유에스, 브이피시; but 아이엠, 에이시엠, 디엔에스섹.
    expect(withAny(/(stepway|AWS|IPv4|VPC|EC2|RDS|DNS|SSH|HTTPS)(은|을|과|이(?=\s))/)).toEqual([]);
    expect(withAny(/(IAM|ACM|DNSSEC)(는|를|와|가(?=\s))/)).toEqual([]);
  });
});

test('sentences end politely', () => {
  expect(withAny(/[가-힣](한다|된다|있다|없다|하라|해라|이다)\.?['`]/)).toEqual([]);
});
