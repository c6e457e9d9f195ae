import type { Words } from '../words.ts';

export const scenarioNames = [
  'smooth',
  'name-servers-not-set',
  'access-denied',
  'unhealthy-target',
  'throttled',
  'address-limit',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** How an account differs from one in which everything goes well. */
export interface Scenario {
  readonly name: ScenarioName;
  readonly title: Words;
  /** Whether somebody sets the name servers at the registrar. */
  readonly nameServersSet: boolean;
  /** IAM actions that the caller may not take. */
  readonly denied: readonly string[];
  /** The HTTP status with which the user's program answers a health check. */
  readonly healthCheckAnswer: number;
  /** Share of the calls, 0 to 1, that are refused once for coming too fast. */
  readonly throttled: number;
  /** Elastic IPs that others use already; the quota is five. */
  readonly addressesTaken: number;
}

const smooth: Scenario = {
  name: 'smooth',
  title: { en: 'everything goes well', ko: '모든 일이 순조롭게 진행됩니다' },
  nameServersSet: true,
  denied: [],
  healthCheckAnswer: 200,
  throttled: 0,
  addressesTaken: 0,
};

/** All scenarios, the ordinary one first. */
export const scenarios: readonly Scenario[] = [
  smooth,
  {
    ...smooth,
    name: 'name-servers-not-set',
    title: {
      en: 'nobody sets the name servers at the registrar',
      ko: '등록 기관에 네임서버를 아무도 설정하지 않습니다',
    },
    nameServersSet: false,
  },
  {
    ...smooth,
    name: 'access-denied',
    title: { en: 'the user may not create databases', ko: '데이터베이스를 만들 권한이 없습니다' },
    denied: ['rds:CreateDBInstance'],
  },
  {
    ...smooth,
    name: 'unhealthy-target',
    title: { en: 'the program answers health checks with 500', ko: '서버 프로그램이 상태 확인에 500으로 응답합니다' },
    healthCheckAnswer: 500,
  },
  {
    ...smooth,
    name: 'throttled',
    title: { en: 'AWS asks to slow down again and again', ko: 'AWS가 요청을 줄이라고 거듭 거절합니다' },
    throttled: 0.3,
  },
  {
    ...smooth,
    name: 'address-limit',
    title: { en: 'all five Elastic IPs are taken', ko: '탄력적 IP 다섯 개를 이미 모두 쓰고 있습니다' },
    addressesTaken: 5,
  },
];

/** The scenario of that name. */
export const scenarioNamed = (name: ScenarioName): Scenario => scenarios.find((one) => one.name === name) ?? smooth;
