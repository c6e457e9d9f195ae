import { stripVTControlCharacters } from 'node:util';
import { decoded, encodedName, inBothSpellings } from '../encoded-name.ts';
import type { Language, Words } from '../words.ts';

/** What those who are new to AWS or to DNS cannot know, in a few words: said once, where the word comes first. */
const terms: readonly { readonly word: string; readonly means: Words }[] = [
  {
    word: 'service-linked roles?|서비스 연결 역할',
    means: { en: 'what an AWS service may do in your account', ko: 'AWS 서비스가 이 계정에서 쓰는 권한' },
  },
  { word: 'vCPUs?', means: { en: 'virtual processors', ko: '가상 프로세서' } },
  { word: 'DNSSEC', means: { en: 'signed DNS answers', ko: 'DNS 응답에 서명하는 기능' } },
  { word: 'CAA(?: records?| 레코드)?', means: { en: 'who may issue certificates', ko: '인증서를 발급할 곳의 목록' } },
  {
    word: 'CNAME(?: records?| 레코드)?',
    means: { en: 'one name leads to another', ko: '다른 이름을 가리키는 레코드' },
  },
  { word: 'AAAA(?: records?| 레코드)?', means: { en: 'an IPv6 address', ko: 'IPv6 주소' } },
  { word: 'TTL', means: { en: 'how long an answer is kept', ko: '응답을 기억해 두는 시간' } },
  { word: 'ALB', means: { en: "AWS's load balancer for websites", ko: '웹사이트용 로드 밸런서' } },
  {
    word: 'AZs?',
    means: { en: 'availability zone, a data center of its own', ko: '가용 영역, 서로 떨어진 데이터 센터' },
  },
  {
    word: 'NAT(?: gateways?| 게이트웨이)?',
    means: { en: 'the way out for servers without a public address', ko: '공인 IP가 없는 서버가 인터넷으로 나가는 길' },
  },
  { word: 'CIDR', means: { en: 'a range of addresses, such as 203.0.113.0/24', ko: '203.0.113.0/24 같은 주소 범위' } },
  {
    word: 'IAM (?:roles?|역할)',
    means: { en: 'permissions that a program takes on', ko: '프로그램이 받아 쓰는 권한' },
  },
  { word: 'IAM (?:policy|policies|정책)', means: { en: 'a list of permissions', ko: '권한 목록' } },
  { word: 'IAM', means: { en: 'users and permissions', ko: '사용자와 권한 관리' } },
  { word: 'SCPs?', means: { en: 'what an organization lets its accounts do', ko: '조직이 계정에 허용하는 범위' } },
  { word: 'OIDC', means: { en: 'signing in without a key', ko: '키 없이 로그인하는 방식' } },
  { word: 'ARN', means: { en: "a resource's full name at AWS", ko: 'AWS 자원의 전체 이름' } },
];

/** A word that stands alone, unless it explains another one or is explained already. */
const alone = (word: string) => String.raw`(?<![\w./(-])(?:${word})(?![\w-]| ?\()`;
/** Commands are to be typed as they are. */
const command = '`[^`]*`';

const known = new RegExp([command, encodedName, ...terms.map(({ word }) => `(${alone(word)})`)].join('|'), 'g');

/** Lines that are further in are to be copied, but for those of a list. */
const isCopied = (line: string) => /^ {2,}(?![ •→✔✖◷!?])/.test(stripVTControlCharacters(line));

/** What stands before a bracket. */
const gap: Words = { en: ' ', ko: '' };

/** Explains each word, and each encoded name, where it comes first in what it is given. */
export function glossary(language: Language): (text: string) => string {
  const told = new Set<string>();
  const isFirst = (what: string) => !told.has(what) && Boolean(told.add(what));
  const explainedIn = (line: string) =>
    line.replace(known, (found: string, ...groups: unknown[]) => {
      if (found.startsWith('`')) return found;
      const term = terms[groups.findIndex((group) => group === found)];
      if (term) return isFirst(term.word) ? `${found}${gap[language]}(${term.means[language]})` : found;
      const isNew = isFirst(found.replace(/^.*?(?=xn--)/, ''));
      return isNew ? inBothSpellings(found, language) : decoded(found);
    });
  return (text) =>
    text
      .split('\n')
      .map((line) => (isCopied(line) ? line : explainedIn(line)))
      .join('\n');
}
