import type { AnyStep } from '../../engine/step.ts';
import { issued } from '../certificate/issued.ts';
import { database } from '../database/instance.ts';
import { connections, databaseCpu, storageLeft } from '../database/metrics.ts';
import { database as engine, databaseClass, databaseStorage } from '../database/questions.ts';
import { elasticIpEntry } from '../elastic-ip/entry.ts';
import { entry } from '../firewall/questions.ts';
import { loadBalancerEntry } from '../load-balancer/entry.ts';
import { healthy } from '../load-balancer/healthy.ts';
import { loadBalancer } from '../load-balancer/load-balancer.ts';
import { errorsOfApp, errorsOfBalancer, healthyServers, responseTime } from '../load-balancer/metrics.ts';
import { targetGroup } from '../load-balancer/target-group.ts';
import { isBurstable } from '../server/burstable.ts';
import { cpuCredits } from '../server/cpu-credits.ts';
import { instance } from '../server/instance.ts';
import { creditsLeft, serverCpu } from '../server/metrics.ts';
import { instanceType } from '../server/questions.ts';
import { figuresAgent } from './agent.ts';
import { alarmFor } from './alarm.ts';
import { connectionsBeyond } from './connections.ts';
import { certificateDays, diskUsed, memoryUsed } from './figures.ts';
import { healthCheck, reached } from './health-check.ts';
import { seenUp, seenUpDirect } from './seen-up.ts';

const minute = 60;
const minutes = (count: number) => count * minute;

const behindBalancer = {
  needs: { loadBalancer, targetGroup },
  asks: { entry },
  wanted: ({ entry }: { readonly entry: string }) => entry === loadBalancerEntry.id,
  // Before the first visitor there is nothing to be told of.
  after: [healthy],
};

const ofDatabase = {
  needs: { database },
  wanted: ({ engine }: { readonly engine: string }) => engine !== 'none',
};

const ofServer = {
  needs: { instance },
  asks: { type: instanceType },
};

/** What only the server knows of itself. */
const fromServer = {
  needs: { instance, figures: figuresAgent },
};

/**
 * No server passes the load balancer's checks. At the latest 25 seconds after it died it failed two of them, 10 seconds
 * apart and 5 long; the minute in which it did is over a minute later, and looked at within another: 145 seconds.
 * That none is there for minutes is told, too, where CloudWatch hears nothing at all.
 */
const siteDown = alarmFor({
  ...behindBalancer,
  id: 'alarm-site-down',
  title: { en: 'site is down', ko: '사이트가 멈춤' },
  after: [seenUp],
  figure: ({ needs }) => healthyServers({ ...needs.loadBalancer, ...needs.targetGroup }),
  watch: {
    statistic: 'Minimum',
    Period: minute,
    of: [1, 1],
    when: 'less',
    silence: 'breaching',
  },
  threshold: () => 1,
  says: {
    en: 'The site is down: no server passes the health checks of the load balancer. Run `stepway doctor`.',
    ko: '사이트가 멈췄습니다. `stepway doctor`로 원인을 찾으세요.',
  },
});

/** Not a single visitor who left early, but several in two of three minutes. */
const refused = alarmFor({
  ...behindBalancer,
  id: 'alarm-refused',
  title: { en: 'the load balancer returns errors', ko: '로드 밸런서가 오류로 응답' },
  figure: ({ needs }) => errorsOfBalancer(needs.loadBalancer),
  watch: {
    statistic: 'Sum',
    Period: minute,
    of: [2, 3],
    when: 'more',
    silence: 'notBreaching',
  },
  threshold: () => 5,
  says: {
    en: 'The load balancer answers visitors with errors (502, 503, 504): the server does not respond. Run `stepway doctor`.',
    ko: '로드 밸런서가 방문자에게 오류(502, 503, 504)로 응답합니다. `stepway doctor`로 원인을 찾으세요.',
  },
});

/** Ten minutes with more than ten errors each: a mistake in the app, and no single bad request. */
const failing = alarmFor({
  ...behindBalancer,
  id: 'alarm-errors',
  title: { en: 'app returns errors', ko: '앱이 오류로 응답' },
  figure: ({ needs }) => errorsOfApp(needs.loadBalancer),
  watch: {
    statistic: 'Sum',
    Period: minutes(5),
    of: [2, 2],
    when: 'more',
    silence: 'notBreaching',
  },
  threshold: () => 10,
  says: {
    en: 'The app answers with server errors (5xx). `stepway logs --source app` shows what it says.',
    ko: '앱이 서버 오류(5xx)로 응답합니다. `stepway logs --source app`으로 로그를 보세요.',
  },
});

/** One visitor in ten waits longer, for a quarter of an hour: an upload now and then does not count. */
const slow = alarmFor({
  ...behindBalancer,
  id: 'alarm-slow',
  title: { en: 'site is slow', ko: '사이트가 느림' },
  figure: ({ needs }) => responseTime(needs.loadBalancer),
  watch: {
    statistic: 'p90',
    Period: minutes(5),
    of: [3, 3],
    when: 'more',
    silence: 'notBreaching',
  },
  threshold: () => 3,
  says: {
    en: 'One visitor in ten waits longer than 3 seconds for the app.',
    ko: '방문자 열 명 중 한 명은 앱의 응답을 3초 넘게 기다립니다.',
  },
});

/**
 * Unhealthy at the latest 60 seconds after its death: two checks 30 seconds apart, failed at more than four of five
 * places; the minute in which it became so is over a minute later, and looked at within another: 180 seconds.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
const siteDownDirect = alarmFor({
  id: 'alarm-site-unreachable',
  title: { en: 'site is down, as seen from around the world', ko: '사이트가 멈춤(세계 곳곳에서 확인)' },
  needs: { healthCheck },
  asks: { entry },
  wanted: ({ entry }) => entry === elasticIpEntry.id,
  isGlobal: true,
  after: [seenUpDirect],
  figure: ({ needs }) => reached(needs.healthCheck),
  watch: {
    statistic: 'Minimum',
    Period: minute,
    of: [1, 1],
    when: 'less',
    silence: 'breaching',
  },
  threshold: () => 1,
  says: {
    en: 'The site is down: it does not respond to checks from around the world. Run `stepway doctor`.',
    ko: '사이트가 멈췄습니다. `stepway doctor`로 원인을 찾으세요.',
  },
});

/**
 * Half an hour without any: from then on it computes at a tenth of its speed. A new server begins without credits, and
 * has earned the first ones by then.
 */
const credits = alarmFor({
  ...ofServer,
  id: 'alarm-cpu-credits',
  title: { en: 'CPU credits are used up', ko: 'CPU 크레딧을 다 씀' },
  wanted: ({ type }) => isBurstable(type),
  after: [cpuCredits],
  figure: ({ needs }) => creditsLeft(needs.instance.instanceId),
  watch: {
    statistic: 'Maximum',
    Period: minutes(5),
    of: [6, 6],
    when: 'less',
    silence: 'missing',
  },
  threshold: () => 1,
  says: {
    en: 'The server has used up its CPU credits and is throttled. A larger type helps: `stepway up --instance-type`.',
    ko: '서버가 CPU 크레딧을 다 써서 느려졌습니다. 더 큰 유형으로 바꿔 보세요.',
  },
});

/** High on average in each of three periods of five minutes. */
const aQuarterOfAnHour = {
  statistic: 'Average',
  Period: minutes(5),
  of: [3, 3],
  when: 'more',
  silence: 'missing',
} as const;

/** A deployment, or a backup, takes minutes; a quarter of an hour is a load. */
const busy = alarmFor({
  ...ofServer,
  id: 'alarm-cpu',
  title: { en: 'server is busy', ko: '서버 CPU 사용량이 높음' },
  figure: ({ needs }) => serverCpu(needs.instance.instanceId),
  watch: aQuarterOfAnHour,
  threshold: () => 90,
  says: {
    en: 'The server’s CPU has been busy for a quarter of an hour.',
    ko: '서버 CPU를 15분 동안 90% 넘게 쓰고 있습니다.',
  },
});

/**
 * On the smallest disk a bit more than a gigabyte is left, which is two or three releases. What an installation needs for
 * a moment does not count, and old releases and logs are cleared away by then.
 */
const diskFull = alarmFor({
  ...fromServer,
  id: 'alarm-disk',
  title: { en: 'disk of the server fills up', ko: '서버 디스크 공간 부족' },
  figure: ({ needs }) => diskUsed(needs.instance.instanceId),
  watch: aQuarterOfAnHour,
  threshold: () => 85,
  says: {
    en: 'The disk of the server is more than 85 % full; when it is full, the app can write no more. In `stepway shell --admin`, `sudo du -xh -d 2 /` shows what takes the room.',
    ko: '서버 디스크를 85% 넘게 쓰고 있습니다. 가득 차면 앱이 파일을 쓰지 못합니다. `stepway shell --admin`에서 `sudo du -xh -d 2 /`로 무엇이 차지하는지 보세요.',
  },
});

/** Swap is in use by then, and Linux about to end a process. The start of an app, and a deployment beside it, take less long. */
const memoryFull = alarmFor({
  ...fromServer,
  id: 'alarm-memory',
  title: { en: 'server runs out of memory', ko: '서버 메모리 부족' },
  figure: ({ needs }) => memoryUsed(needs.instance.instanceId),
  watch: aQuarterOfAnHour,
  threshold: () => 90,
  says: {
    en: 'The memory of the server has been more than 90 % in use for a quarter of an hour. A larger type helps: `stepway up --instance-type`.',
    ko: '서버 메모리를 15분 동안 90% 넘게 쓰고 있습니다. `stepway up --instance-type`으로 더 큰 유형으로 바꿔 보세요.',
  },
});

const gibibyte = 2 ** 30;

/** A tenth is left: a database whose disk is full stops. */
const databaseFull = alarmFor({
  ...ofDatabase,
  id: 'alarm-database-storage',
  title: { en: 'database storage runs out', ko: '데이터베이스 저장 공간 부족' },
  asks: { engine, storage: databaseStorage },
  figure: ({ needs }) => storageLeft(needs.database.identifier),
  watch: {
    statistic: 'Average',
    Period: minutes(5),
    of: [2, 2],
    when: 'less',
    silence: 'missing',
  },
  threshold: ({ answers }) => Math.round((answers.storage * gibibyte) / 10),
  says: {
    en: 'Less than a tenth of the database’s storage is free; when it is full, the database stops. `stepway up --database-storage` adds some.',
    ko: '데이터베이스 저장 공간이 10%도 남지 않았습니다. 가득 차면 데이터베이스가 멈춥니다. `stepway up --database-storage`로 늘리세요.',
  },
});

const databaseCrowded = alarmFor({
  ...ofDatabase,
  id: 'alarm-database-connections',
  title: { en: 'database connections run out', ko: '데이터베이스 연결 수 부족' },
  asks: { engine, size: databaseClass },
  wanted: ({ engine, size }) => connectionsBeyond(engine, size) !== undefined,
  figure: ({ needs }) => connections(needs.database.identifier),
  watch: {
    statistic: 'Average',
    Period: minutes(5),
    of: [2, 2],
    when: 'more',
    silence: 'missing',
  },
  threshold: ({ answers }) => connectionsBeyond(answers.engine, answers.size) ?? 0,
  says: {
    en: 'The database has nearly as many connections as it takes: the app may leave them open.',
    ko: '데이터베이스 연결이 최대 개수에 가까워졌습니다. 앱이 연결을 닫지 않는지 확인하세요.',
  },
});

const databaseBusy = alarmFor({
  ...ofDatabase,
  id: 'alarm-database-cpu',
  title: { en: 'database is busy', ko: '데이터베이스 CPU 사용량이 높음' },
  asks: { engine },
  figure: ({ needs }) => databaseCpu(needs.database.identifier),
  watch: aQuarterOfAnHour,
  threshold: () => 90,
  says: {
    en: 'The database’s CPU has been busy for a quarter of an hour: a slow query, or too small a class.',
    ko: '데이터베이스 CPU를 15분 동안 90% 넘게 쓰고 있습니다. 느린 쿼리가 있거나 클래스가 작습니다.',
  },
});

/**
 * Amazon renews 45 days before the end. Who has less than 30 left has waited for two weeks, and AWS itself begins to warn
 * then: https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
 */
const certificateOld = alarmFor({
  id: 'alarm-certificate',
  title: { en: 'certificate is not renewed', ko: '인증서가 갱신되지 않음' },
  needs: { issued },
  asks: { entry },
  wanted: ({ entry }) => entry === loadBalancerEntry.id,
  figure: ({ needs }) => ({
    namespace: 'AWS/CertificateManager',
    name: 'DaysToExpiry',
    dimensions: { CertificateArn: needs.issued.certificateArn },
  }),
  watch: {
    statistic: 'Minimum',
    Period: 24 * 60 * minute,
    of: [1, 1],
    when: 'less',
    silence: 'notBreaching',
  },
  threshold: () => 30,
  says: {
    en: 'The certificate expires in less than 30 days and was not renewed: its validation record is missing. Run `stepway doctor`.',
    ko: '인증서가 30일 안에 만료되는데 갱신되지 않았습니다. 검증 레코드가 있는지 `stepway doctor`로 확인하세요.',
  },
});

/**
 * certbot renews when Let's Encrypt says so, with a third of its life left: 30 days of 90 now, 15 of the 45 that they get
 * by 2028. Who has less than 10 has failed for days, twice a day.
 * https://letsencrypt.org/2025/12/02/from-90-to-45
 */
const certificateOldDirect = alarmFor({
  ...fromServer,
  id: 'alarm-server-certificate',
  title: { en: 'certificate on the server is not renewed', ko: '서버의 인증서가 갱신되지 않음' },
  asks: { entry },
  wanted: ({ entry }) => entry === elasticIpEntry.id,
  figure: ({ needs }) => certificateDays(needs.instance.instanceId),
  watch: {
    statistic: 'Minimum',
    Period: 24 * 60 * minute,
    of: [1, 1],
    when: 'less',
    silence: 'missing',
  },
  threshold: () => 10,
  says: {
    en: 'The certificate expires in less than 10 days and was not renewed; after that, browsers warn every visitor. Run `stepway doctor`.',
    ko: '인증서가 10일 안에 만료되는데 갱신되지 않았습니다. 만료되면 브라우저가 방문자에게 경고를 띄웁니다. `stepway doctor`로 원인을 찾으세요.',
  },
});

/** All alarms, those of the site itself first. */
export const watched: readonly AnyStep[] = [
  siteDown,
  siteDownDirect,
  refused,
  failing,
  slow,
  certificateOld,
  certificateOldDirect,
  credits,
  busy,
  diskFull,
  memoryFull,
  databaseFull,
  databaseCrowded,
  databaseBusy,
];
