import {
  ChangeTagsForResourceCommand,
  CreateHealthCheckCommand,
  DeleteHealthCheckCommand,
  GetHealthCheckCommand,
  ListTagsForResourceCommand,
  paginateListHealthChecks,
  UpdateHealthCheckCommand,
  type Route53Client,
  type Tag,
} from '@aws-sdk/client-route-53';
import type { Figure } from '../../aws/metrics.ts';
import { every, orNothing } from '../../aws/replies.ts';
import { carries, markList, tagList } from '../../aws/tags.ts';
import { defineStep, gone, there, type Context } from '../../engine/step.ts';
import { obstacle, ok } from '../../engine/verdict.ts';
import { allow, later, reads } from '../../permissions/allow.ts';
import { monthly } from '../../prices/prices.ts';
import { domain } from '../domain/questions.ts';
import { elasticIp } from '../elastic-ip/elastic-ip.ts';
import { elasticIpEntry } from '../elastic-ip/entry.ts';
import { addressElsewhere } from '../elastic-ip/site-elsewhere.ts';
import { addressRecords } from '../elastic-ip/site-records.ts';
import { entry, healthPath } from '../firewall/questions.ts';
import { serverSetup } from '../server/server-setup.ts';
import { checking, checkingHttps } from './prices.ts';
import { alarms } from './questions.ts';

/** Marks ours: a health check cannot be tagged at creation, and takes no more than 64 letters here. */
const mark = ({ tags }: Context) => `stepway ${tags['stepway:id']} `;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
const longestPath = 255;

const makeCheck = allow('A health check that does not exist yet has no ARN, and cannot be labeled at creation.', '*');
const inCheck = allow(
  'Route 53 does not support conditions on labels. A health check only looks.',
  'arn:*:route53:::healthcheck/*',
);

/** Whether so many places reach it: 1, or 0. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html */
export const reached = ({ healthCheckId }: { readonly healthCheckId: string }): Figure => ({
  namespace: 'AWS/Route53',
  name: 'HealthCheckStatus',
  dimensions: { HealthCheckId: healthCheckId },
});

/** The address by its number: who looks is not led astray by the DNS. HTTPS, since port 80 redirects whatever the app does. */
export const healthCheck = defineStep({
  id: 'health-check',
  title: { en: 'Health check from around the world (Route 53)', ko: '세계 곳곳의 상태 확인(Route 53)' },
  needs: { address: elasticIp },
  asks: { email: alarms, entry, domain, path: healthPath },
  allows: [
    reads('route53:GetHealthCheck', 'route53:ListHealthChecks'),
    makeCheck('route53:CreateHealthCheck'),
    later(inCheck('route53:DeleteHealthCheck', 'route53:UpdateHealthCheck')),
  ],
  when: ({ email, entry }) => email !== 'none' && entry === elasticIpEntry.id,
  follows: { live: ['address', 'domain', 'path'], initial: ['email', 'entry'] },
  making: { after: [serverSetup, ...Object.values(addressRecords), addressElsewhere] },

  preflight: [
    {
      about: { en: 'health check', ko: '상태 확인' },
      ask: async ({ answers: { path } }) =>
        path.length <= longestPath
          ? ok
          : obstacle(
              {
                en: `Route 53 checks no path longer than ${longestPath} characters; --health-path has ${path.length}.`,
                ko: `Route 53은 ${longestPath}자보다 긴 경로를 확인할 수 없는데, --health-path는 ${path.length}자입니다.`,
              },
              {
                en: 'Use a shorter --health-path, or --alarms none.',
                ko: '더 짧은 --health-path를 쓰거나 --alarms none을 쓰세요.',
              },
              'usage',
            ),
    },
  ],

  settings: {
    IPAddress: { title: { en: 'address', ko: '주소' }, wanted: ({ needs }) => needs.address.publicIp },
    Port: { title: { en: 'port', ko: '포트' }, wanted: 443 },
    ResourcePath: { title: { en: 'path', ko: '경로' }, wanted: ({ answers }) => answers.path },
    FullyQualifiedDomainName: { title: { en: 'domain', ko: '도메인' }, wanted: ({ answers }) => answers.domain },
    FailureThreshold: { title: { en: 'failures in a row', ko: '연속 실패 횟수' }, wanted: 2 },
    EnableSNI: { title: { en: 'the name in TLS', ko: 'TLS의 서버 이름' }, wanted: true },
    Disabled: { title: { en: 'switched off', ko: '꺼 둠' }, wanted: false },
    Inverted: { title: { en: 'turned around', ko: '결과 뒤집기' }, wanted: false },
  },

  async find(given) {
    const pages = paginateListHealthChecks({ client: given.route53 }, {});
    const all = await every(pages, ({ HealthChecks }) => HealthChecks);
    const ours = all.find(({ CallerReference }) => CallerReference?.startsWith(mark(given)));
    return ours?.Id === undefined ? undefined : { healthCheckId: ours.Id };
  },

  async create(given) {
    const { Disabled: _disabled, ...wanted } = given.wanted;
    const made = await given.route53.send(
      new CreateHealthCheckCommand({
        CallerReference: `${mark(given)}${given.token}`,
        HealthCheckConfig: { ...wanted, Type: 'HTTPS', RequestInterval: 30 },
      }),
    );
    return { healthCheckId: made.HealthCheck?.Id ?? '' };
  },

  async check({ route53 }, { healthCheckId }) {
    const found = await orNothing(route53.send(new GetHealthCheckCommand({ HealthCheckId: healthCheckId })));
    const config = found?.HealthCheck?.HealthCheckConfig;
    if (!config) return gone;
    const { IPAddress, Port, ResourcePath, FullyQualifiedDomainName, FailureThreshold, EnableSNI } = config;
    const { Disabled = false, Inverted = false } = config;
    const plain = { IPAddress, Port, ResourcePath, FullyQualifiedDomainName, FailureThreshold, EnableSNI };
    return there({ settings: { ...plain, Disabled, Inverted } });
  },

  async change({ route53, wanted }, { healthCheckId }) {
    await route53.send(new UpdateHealthCheckCommand({ HealthCheckId: healthCheckId, ...wanted }));
  },

  async delete({ route53 }, { healthCheckId }) {
    await route53.send(new DeleteHealthCheckCommand({ HealthCheckId: healthCheckId }));
  },

  says: {
    price: () => [
      monthly({ en: 'Health check from around the world', ko: '세계 곳곳의 상태 확인' }, checking),
      monthly({ en: 'Health check by HTTPS', ko: '상태 확인에 HTTPS 사용' }, checkingHttps),
    ],
  },
});

export const healthCheckTags = defineStep({
  id: 'health-check-tags',
  title: { en: 'Health check tagged', ko: '상태 확인의 태그' },
  needs: { healthCheck },
  allows: [reads('route53:ListTagsForResource'), inCheck('route53:ChangeTagsForResource')],

  async find(given) {
    const { healthCheckId } = given.needs.healthCheck;
    return carries(await tagsOf(given.route53, healthCheckId), given) ? { healthCheckId } : undefined;
  },

  async create({ route53, tags, needs: { healthCheck } }) {
    await putTags(route53, healthCheck.healthCheckId, tagList(tags));
    return { healthCheckId: healthCheck.healthCheckId };
  },

  async check({ route53, tags }, { healthCheckId }) {
    const are = await tagsOf(route53, healthCheckId);
    return are ? there({ tags: { are, restore: () => putTags(route53, healthCheckId, markList(tags)) } }) : gone;
  },
});

const putTags = (route53: Route53Client, ResourceId: string, AddTags: Tag[]) =>
  route53.send(new ChangeTagsForResourceCommand({ ResourceType: 'healthcheck', ResourceId, AddTags }));

async function tagsOf(route53: Route53Client, ResourceId: string) {
  const found = await orNothing(
    route53.send(new ListTagsForResourceCommand({ ResourceType: 'healthcheck', ResourceId })),
  );
  return found && (found.ResourceTagSet?.Tags ?? []);
}
