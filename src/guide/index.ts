import { account } from './pages/account.ts';
import { acm } from './pages/acm.ts';
import { alb } from './pages/alb.ts';
import { appPort } from './pages/app-port.ts';
import { bundle } from './pages/bundle.ts';
import { ciCd } from './pages/ci-cd.ts';
import { cloudwatch } from './pages/cloudwatch.ts';
import { codedeploy } from './pages/codedeploy.ts';
import { costs } from './pages/costs.ts';
import { credentials } from './pages/credentials.ts';
import { delegation } from './pages/delegation.ts';
import { dns } from './pages/dns.ts';
import { dnsSpoofing } from './pages/dns-spoofing.ts';
import { ec2 } from './pages/ec2.ts';
import { elasticIp } from './pages/elastic-ip.ts';
import { entry } from './pages/entry.ts';
import { freePlan } from './pages/free-plan.ts';
import { githubOidc } from './pages/github-oidc.ts';
import { healthChecks } from './pages/health-checks.ts';
import { hostedZone } from './pages/hosted-zone.ts';
import { https } from './pages/https.ts';
import { iam } from './pages/iam.ts';
import { imdsv2 } from './pages/imdsv2.ts';
import { instanceProfile } from './pages/instance-profile.ts';
import { internetGateway } from './pages/internet-gateway.ts';
import { nameServers } from './pages/name-servers.ts';
import { movingDns } from './pages/moving-dns.ts';
import { natGateway } from './pages/nat-gateway.ts';
import { networkAcl } from './pages/network-acl.ts';
import { nlb } from './pages/nlb.ts';
import { overview } from './pages/overview.ts';
import { policies } from './pages/policies.ts';
import { rds } from './pages/rds.ts';
import { region } from './pages/region.ts';
import { registrarPages } from './pages/registrars/index.ts';
import { rehearsal } from './pages/rehearsal.ts';
import { roles } from './pages/roles.ts';
import { routeTables } from './pages/route-tables.ts';
import { s3 } from './pages/s3.ts';
import { secrets } from './pages/secrets.ts';
import { securityGroups } from './pages/security-groups.ts';
import { sessionManager } from './pages/session-manager.ts';
import { snapshot } from './pages/snapshot.ts';
import { ssh } from './pages/ssh.ts';
import { stopping } from './pages/stopping.ts';
import { subnets } from './pages/subnets.ts';
import { tags } from './pages/tags.ts';
import { teardown } from './pages/teardown.ts';
import { userData } from './pages/user-data.ts';
import { users } from './pages/users.ts';
import { vpc } from './pages/vpc.ts';
import { www } from './pages/www.ts';
import { search, type Found } from './search.ts';
import type { Topic } from './topic.ts';
import type { Words } from '../words.ts';

/** A group of related pages. */
export interface Section {
  readonly title: Words;
  readonly topics: readonly Topic[];
}

/** The guide, in list order. Load this file only when a page is needed: it contains every text. */
export const sections: readonly Section[] = [
  { title: { en: 'Start here', ko: '먼저 읽기' }, topics: [overview, account, region, costs, freePlan, rehearsal] },
  {
    title: { en: 'Network', ko: '네트워크' },
    topics: [vpc, subnets, internetGateway, natGateway, routeTables, securityGroups, networkAcl],
  },
  { title: { en: 'Entry point', ko: '입구' }, topics: [entry, alb, nlb, healthChecks, appPort, elasticIp] },
  { title: { en: 'Server', ko: '서버' }, topics: [ec2, userData, sessionManager, ssh, imdsv2] },
  { title: { en: 'Permissions', ko: '권한' }, topics: [iam, users, roles, policies, instanceProfile, credentials] },
  { title: { en: 'Database', ko: '데이터베이스' }, topics: [rds, secrets, snapshot] },
  {
    title: { en: 'Domain and certificate', ko: '도메인과 인증서' },
    topics: [dns, hostedZone, nameServers, delegation, movingDns, www, acm, https, dnsSpoofing],
  },
  { title: { en: 'Your registrar', ko: '등록 업체별 네임서버 변경' }, topics: registrarPages },
  {
    title: { en: 'Your app and operations', ko: '앱 배포와 운영' },
    topics: [ciCd, codedeploy, bundle, githubOidc, s3, cloudwatch],
  },
  { title: { en: 'stepway itself', ko: 'stepway 사용법' }, topics: [stopping, teardown, tags] },
];

/** Every page. */
export const topics: readonly Topic[] = sections.flatMap((section) => section.topics);

/** The pages that match a query, in either language. */
export const findTopics = (query: string): Found => search(topics, query);

/** The page that explains a chapter, a question or a step, by its id. */
export const topicAbout = (id: string): Topic | undefined => topics.find(({ about }) => about?.includes(id));
