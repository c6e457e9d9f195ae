import { cloudwatch } from './pages/cloudwatch.ts';
import { costs } from './pages/costs.ts';
import { credentials } from './pages/credentials.ts';
import { dnsSpoofing } from './pages/dns-spoofing.ts';
import { freePlan } from './pages/free-plan.ts';
import { iam } from './pages/iam.ts';
import { instanceProfile } from './pages/instance-profile.ts';
import { overview } from './pages/overview.ts';
import { parts } from './pages/parts.ts';
import { policies } from './pages/policies.ts';
import { report } from './pages/report.ts';
import { rehearsal } from './pages/rehearsal.ts';
import { roles } from './pages/roles.ts';
import { stopping } from './pages/stopping.ts';
import { tags } from './pages/tags.ts';
import { teardown } from './pages/teardown.ts';
import { users } from './pages/users.ts';
import { search, type Found } from './search.ts';
import type { Pages, Topic } from './topic.ts';
import { guides } from '../steps/guides.ts';
import type { Words } from '../words.ts';

/** A group of related pages. */
export interface Section {
  readonly title: Words;
  readonly topics: readonly Topic[];
}

/** The chapters' pages in a section. */
const of = (section: keyof Pages) => guides.flatMap((pages) => pages[section] ?? []);

/** The guide, in list order. Load this file only when a page is needed: it contains every text. */
export const sections: readonly Section[] = [
  { title: { en: 'Start here', ko: '먼저 읽기' }, topics: [overview, ...of('start'), costs, freePlan, rehearsal] },
  { title: { en: 'Network', ko: '네트워크' }, topics: of('network') },
  { title: { en: 'Entry point', ko: '입구' }, topics: of('entry') },
  { title: { en: 'Server', ko: '서버' }, topics: of('server') },
  { title: { en: 'Permissions', ko: '권한' }, topics: [iam, users, roles, policies, instanceProfile, credentials] },
  { title: { en: 'Database', ko: '데이터베이스' }, topics: of('database') },
  { title: { en: 'Domain and certificate', ko: '도메인과 인증서' }, topics: [...of('domain'), dnsSpoofing] },
  { title: { en: 'Your registrar', ko: '등록 업체별 네임서버 변경' }, topics: of('registrars') },
  { title: { en: 'Your app and operations', ko: '앱 배포와 운영' }, topics: [...of('app'), parts, cloudwatch, report] },
  { title: { en: 'stepway itself', ko: 'stepway 사용법' }, topics: [stopping, teardown, tags] },
];

export const topics: readonly Topic[] = sections.flatMap((section) => section.topics);

/** The pages that match a query, in either language. */
export const findTopics = (query: string): Found => search(topics, query);

/** The page that explains a chapter, a question or a step, by its id. */
export const topicAbout = (id: string): Topic | undefined => topics.find(({ about }) => about?.includes(id));
