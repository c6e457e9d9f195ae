import { after } from '../../cli-commands/symbols.ts';
import type { AnyStep, OutputsOf } from '../../engine/step.ts';
import { issued } from '../certificate/issued.ts';
import { database } from '../database/instance.ts';
import { database as engine, databaseClass, databaseStorage } from '../database/questions.ts';
import { elasticIpEntry } from '../elastic-ip/entry.ts';
import { entry } from '../firewall/questions.ts';
import { loadBalancerEntry } from '../load-balancer/entry.ts';
import { healthy } from '../load-balancer/healthy.ts';
import { loadBalancer } from '../load-balancer/load-balancer.ts';
import { targetGroup } from '../load-balancer/target-group.ts';
import { isBurstable } from '../server/burstable.ts';
import { cpuCredits } from '../server/cpu-credits.ts';
import { instance } from '../server/instance.ts';
import { instanceType } from '../server/questions.ts';
import { alarmFor } from './alarm.ts';
import { connectionsBeyond } from './connections.ts';
import { healthCheck } from './health-check.ts';

const minute = 60;
const minutes = (count: number) => count * minute;

/** The end of an ARN, which is what CloudWatch calls a load balancer and a target group. */
const balancerOf = (arn: string) => ({ LoadBalancer: after(arn, ':loadbalancer/') });
const groupOf = (arn: string) => ({ TargetGroup: `targetgroup/${after(arn, ':targetgroup/')}` });

const behindBalancer = {
  needs: { loadBalancer, targetGroup },
  asks: { entry },
  wanted: ({ entry }: { readonly entry: string }) => entry === loadBalancerEntry.id,
  // Before the first visitor there is nothing to be told of.
  after: [healthy],
  dimensions: ({
    needs,
  }: {
    readonly needs: OutputsOf<{ loadBalancer: typeof loadBalancer; targetGroup: typeof targetGroup }>;
  }) => ({
    ...balancerOf(needs.loadBalancer.loadBalancerArn),
    ...groupOf(needs.targetGroup.targetGroupArn),
  }),
};

const ofDatabase = {
  needs: { database },
  wanted: ({ engine }: { readonly engine: string }) => engine !== 'none',
  dimensions: ({ needs }: { readonly needs: OutputsOf<{ database: typeof database }> }) => ({
    DBInstanceIdentifier: needs.database.identifier,
  }),
};

const ofServer = {
  needs: { instance },
  asks: { type: instanceType },
  dimensions: ({ needs }: { readonly needs: OutputsOf<{ instance: typeof instance }> }) => ({
    InstanceId: needs.instance.instanceId,
  }),
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
  watch: {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HealthyHostCount',
    statistic: 'Minimum',
    Period: minute,
    of: [1, 1],
    when: 'less',
    silence: 'breaching',
  },
  threshold: () => 1,
  says: 'The site is down: no server passes the health checks of the load balancer. Run `stepway doctor`. / 사이트가 멈췄습니다. `stepway doctor`로 원인을 찾으세요.',
});

/** Not a single visitor who left early, but several in two of three minutes. */
const refused = alarmFor({
  ...behindBalancer,
  id: 'alarm-refused',
  title: { en: 'the load balancer returns errors', ko: '로드 밸런서가 오류로 응답' },
  dimensions: ({ needs }) => balancerOf(needs.loadBalancer.loadBalancerArn),
  watch: {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_ELB_5XX_Count',
    statistic: 'Sum',
    Period: minute,
    of: [2, 3],
    when: 'more',
    silence: 'notBreaching',
  },
  threshold: () => 5,
  says: 'The load balancer answers visitors with errors (502, 503, 504): the server does not respond. Run `stepway doctor`. / 로드 밸런서가 방문자에게 오류(502, 503, 504)로 응답합니다. `stepway doctor`로 원인을 찾으세요.',
});

/** Ten minutes with more than ten errors each: a mistake in the app, and no single bad request. */
const failing = alarmFor({
  ...behindBalancer,
  id: 'alarm-errors',
  title: { en: 'app returns errors', ko: '앱이 오류로 응답' },
  watch: {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_Target_5XX_Count',
    statistic: 'Sum',
    Period: minutes(5),
    of: [2, 2],
    when: 'more',
    silence: 'notBreaching',
  },
  threshold: () => 10,
  says: 'The app answers with server errors (5xx). `stepway logs --source app` shows what it says. / 앱이 서버 오류(5xx)로 응답합니다. `stepway logs --source app`으로 로그를 보세요.',
});

/** One visitor in ten waits longer, for a quarter of an hour: an upload now and then does not count. */
const slow = alarmFor({
  ...behindBalancer,
  id: 'alarm-slow',
  title: { en: 'site is slow', ko: '사이트가 느림' },
  watch: {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'TargetResponseTime',
    statistic: 'p90',
    Period: minutes(5),
    of: [3, 3],
    when: 'more',
    silence: 'notBreaching',
  },
  threshold: () => 3,
  says: 'One visitor in ten waits longer than 3 seconds for the app. / 방문자 열 명 중 한 명은 앱의 응답을 3초 넘게 기다립니다.',
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
  dimensions: ({ needs }) => ({ HealthCheckId: needs.healthCheck.healthCheckId }),
  watch: {
    Namespace: 'AWS/Route53',
    MetricName: 'HealthCheckStatus',
    statistic: 'Minimum',
    Period: minute,
    of: [1, 1],
    when: 'less',
    silence: 'breaching',
  },
  threshold: () => 1,
  says: 'The site is down: it does not respond to checks from around the world. Run `stepway doctor`. / 사이트가 멈췄습니다. `stepway doctor`로 원인을 찾으세요.',
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
  watch: {
    Namespace: 'AWS/EC2',
    MetricName: 'CPUCreditBalance',
    statistic: 'Maximum',
    Period: minutes(5),
    of: [6, 6],
    when: 'less',
    silence: 'missing',
  },
  threshold: () => 1,
  says: 'The server has used up its CPU credits and is throttled. A larger type helps: `stepway up --instance-type`. / 서버가 CPU 크레딧을 다 써서 느려졌습니다. 더 큰 유형으로 바꿔 보세요.',
});

/** A deployment, or a backup, takes minutes; a quarter of an hour is a load. */
const busy = alarmFor({
  ...ofServer,
  id: 'alarm-cpu',
  title: { en: 'server is busy', ko: '서버 CPU 사용량이 높음' },
  watch: {
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    statistic: 'Average',
    Period: minutes(5),
    of: [3, 3],
    when: 'more',
    silence: 'missing',
  },
  threshold: () => 90,
  says: 'The server’s CPU has been busy for a quarter of an hour. / 서버 CPU를 15분 동안 90% 넘게 쓰고 있습니다.',
});

const gibibyte = 2 ** 30;

/** A tenth is left: a database whose disk is full stops. */
const databaseFull = alarmFor({
  ...ofDatabase,
  id: 'alarm-database-storage',
  title: { en: 'database storage runs out', ko: '데이터베이스 저장 공간 부족' },
  asks: { engine, storage: databaseStorage },
  watch: {
    Namespace: 'AWS/RDS',
    MetricName: 'FreeStorageSpace',
    statistic: 'Average',
    Period: minutes(5),
    of: [2, 2],
    when: 'less',
    silence: 'missing',
  },
  threshold: ({ answers }) => Math.round((answers.storage * gibibyte) / 10),
  says: 'Less than a tenth of the database’s storage is free; when it is full, the database stops. `stepway up --database-storage` adds some. / 데이터베이스 저장 공간이 10%도 남지 않았습니다. 가득 차면 데이터베이스가 멈춥니다. `stepway up --database-storage`로 늘리세요.',
});

const databaseCrowded = alarmFor({
  ...ofDatabase,
  id: 'alarm-database-connections',
  title: { en: 'database connections run out', ko: '데이터베이스 연결 수 부족' },
  asks: { engine, size: databaseClass },
  wanted: ({ engine, size }) => connectionsBeyond(engine, size) !== undefined,
  watch: {
    Namespace: 'AWS/RDS',
    MetricName: 'DatabaseConnections',
    statistic: 'Average',
    Period: minutes(5),
    of: [2, 2],
    when: 'more',
    silence: 'missing',
  },
  threshold: ({ answers }) => connectionsBeyond(answers.engine, answers.size) ?? 0,
  says: 'The database has nearly as many connections as it takes: the app may leave them open. / 데이터베이스 연결이 최대 개수에 가까워졌습니다. 앱이 연결을 닫지 않는지 확인하세요.',
});

const databaseBusy = alarmFor({
  ...ofDatabase,
  id: 'alarm-database-cpu',
  title: { en: 'database is busy', ko: '데이터베이스 CPU 사용량이 높음' },
  asks: { engine },
  watch: {
    Namespace: 'AWS/RDS',
    MetricName: 'CPUUtilization',
    statistic: 'Average',
    Period: minutes(5),
    of: [3, 3],
    when: 'more',
    silence: 'missing',
  },
  threshold: () => 90,
  says: 'The database’s CPU has been busy for a quarter of an hour: a slow query, or too small a class. / 데이터베이스 CPU를 15분 동안 90% 넘게 쓰고 있습니다. 느린 쿼리가 있거나 클래스가 작습니다.',
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
  dimensions: ({ needs }) => ({ CertificateArn: needs.issued.certificateArn }),
  watch: {
    Namespace: 'AWS/CertificateManager',
    MetricName: 'DaysToExpiry',
    statistic: 'Minimum',
    Period: 24 * 60 * minute,
    of: [1, 1],
    when: 'less',
    silence: 'notBreaching',
  },
  threshold: () => 30,
  says: 'The certificate expires in less than 30 days and was not renewed: its validation record is missing. Run `stepway doctor`. / 인증서가 30일 안에 만료되는데 갱신되지 않았습니다. 검증 레코드가 있는지 `stepway doctor`로 확인하세요.',
});

/** All alarms, those of the site itself first. */
export const watched: readonly AnyStep[] = [
  siteDown,
  siteDownDirect,
  refused,
  failing,
  slow,
  certificateOld,
  credits,
  busy,
  databaseFull,
  databaseCrowded,
  databaseBusy,
];
