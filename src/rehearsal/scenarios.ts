import type { FailureReason } from '@aws-sdk/client-acm';
import type { BuildPhaseType } from '@aws-sdk/client-codebuild';
import type { LifecycleErrorCode } from '@aws-sdk/client-codedeploy';
import type { Words } from '../words.ts';
import { resourceOf, type Asked, type Denial } from './denials.ts';

export const scenarioNames = [
  'smooth',
  'name-servers-not-set',
  'access-denied',
  'unhealthy-target',
  'throttled',
  'address-limit',
  'small-quotas',
  'certificate-forbidden',
  'deployment-fails',
  'build-fails',
  'old-dns-refuses',
  'free-plan',
  'aws-project',
  'load-balancers-refused',
  'region-not-enabled',
  'explicit-deny',
  'no-capacity',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** A version that is tried on a server: where it is to answer, and whether none serves yet. */
export interface Tried {
  readonly port: number;
  readonly path: string;
  readonly isFirst: boolean;
}

/** How an account differs from one in which everything works. */
export interface Scenario {
  readonly name: ScenarioName;
  readonly title: Words;
  /** Whether somebody sets the name servers at the registrar, or the records at a DNS that is elsewhere. */
  readonly nameServersSet: boolean;
  /** Whether somebody reads the mails of AWS, and says yes where they ask. */
  readonly mailRead: boolean;
  /** IAM actions that the caller may not take. */
  readonly denied: readonly string[];
  /** What AWS refuses for other reasons than a missing permission. */
  readonly denials: readonly Denial[];
  /** The HTTP status with which the user's program answers a health check. */
  readonly healthCheckAnswer: number;
  /** Share of the calls, 0 to 1, that are refused once for coming too fast. */
  readonly throttled: number;
  /** Elastic IPs that others use already; the quota is five. */
  readonly addressesTaken: number;
  /** How much the account may have. */
  readonly quotas: Quotas;
  /** Builds of CodeBuild that may run at a time on the smallest machine. */
  readonly builds: number;
  /** What the account signed up for, USD of credits that are left, and for how many days. */
  readonly plan: { readonly type: 'FREE' | 'PAID'; readonly credits: number; readonly daysLeft: number };
  /** Who is signed in: the ARN without the account, as in `iam::user/rehearsal`. */
  readonly caller: string;
  /** Decisions of the policy simulator that rest on an organisation's policies, by action. */
  readonly organisationDenies: readonly string[];
  /** Whether the roles that AWS makes for itself are there from earlier. */
  readonly linkedRoles: 'there' | 'at the first use' | 'late';
  /** The certificate authorities that CAA records above the account's zones name; none there are none. */
  readonly issuers: readonly string[];
  /** Whether a DS record of an earlier DNS is left at the parent. */
  readonly signed: boolean;
  /** What goes wrong in every deployment but a rollback; absent, nothing. */
  readonly deploymentFails?: {
    /** The lifecycle event in which it does. */
    readonly at: string;
    readonly code: LifecycleErrorCode;
    readonly message: string;
    readonly scriptName?: string;
    /** What the script said last; that may depend on where it runs. */
    readonly logTail?: string | ((on: Tried) => string);
  };
  /** What goes wrong in every build; absent, nothing. */
  readonly buildFails?: {
    readonly at: BuildPhaseType;
    /** The command as CodeBuild quotes it, and what it ends with. */
    readonly command: string;
    readonly status: number;
    readonly lines: readonly string[];
  };
  /** The part of a server's set-up that fails again and again, and the last line before. */
  readonly setupFails?: { readonly at: string; readonly said: string };
  /** What a command of Systems Manager ends with, when it fails. */
  readonly commandFails?: string;
  /** Whether the installation of CodeDeploy's agent on a server fails. */
  readonly agentFails?: true;
  /** What servers say of themselves, where something on them does: percent of disk and memory, days of the certificate. */
  readonly figures: { readonly disk: number; readonly memory: number; readonly certificateDays: number };
  /** Whether domains have a DNS elsewhere, with mail in it, until their name servers are set. */
  readonly mailElsewhere: boolean;
  /** Whether that DNS refuses to tell what it has. */
  readonly dnsRefuses?: true;
  readonly fates: Fates;
}

/** What does not become what it should, in AWS's own words for it. */
export interface Fates {
  /** The status of a database once it is made. */
  readonly database?: string;
  readonly loadBalancer?: 'failed' | 'active_impaired';
  /** Why a certificate is refused as soon as it is requested. */
  readonly certificate?: FailureReason;
  /** There is no machine for it, or AWS shuts it down at once. */
  readonly server?: 'no capacity' | 'shut down';
  /** There is no machine of the smallest class for it. */
  readonly databaseClass?: 'no capacity';
}

/** What Service Quotas and the services themselves keep to, a region each. */
export interface Quotas {
  readonly vpcs: number;
  readonly addresses: number;
  /** Virtual CPUs of ordinary instances on demand. */
  readonly cpus: number;
  readonly loadBalancers: number;
  readonly databases: number;
}

const smooth: Scenario = {
  name: 'smooth',
  title: { en: 'everything works', ko: '모든 일이 순조롭게 진행됩니다' },
  nameServersSet: true,
  mailRead: true,
  denied: [],
  denials: [],
  healthCheckAnswer: 200,
  throttled: 0,
  addressesTaken: 0,
  quotas: { vpcs: 5, addresses: 5, cpus: 5, loadBalancers: 50, databases: 40 },
  builds: 60,
  plan: { type: 'PAID', credits: 0, daysLeft: 0 },
  caller: 'iam::user/rehearsal',
  organisationDenies: [],
  linkedRoles: 'at the first use',
  issuers: [],
  signed: false,
  figures: { disk: 20, memory: 40, certificateDays: 60 },
  fates: {},
  mailElsewhere: false,
};

/** How AWS says that an organization denies something, with the policy, as it does since January 2026. */
function denial(): Pick<Denial, 'code' | 'message' | 'status'> {
  return {
    code: 'AccessDenied',
    message: (caller: string, asked: Asked) =>
      `User: ${caller} is not authorized to perform: ${asked.action} on resource: ${resourceOf(asked)} ` +
      'with an explicit deny in a service control policy: ' +
      'arn:aws:organizations::999999999999:policy/o-exampleorgid/service_control_policy/p-example1',
    status: 403,
  };
}

/** All scenarios, the ordinary one first. */
export const scenarios: readonly Scenario[] = [
  smooth,
  {
    ...smooth,
    name: 'name-servers-not-set',
    title: {
      en: 'the name servers are never set at the registrar',
      ko: '등록 업체에 네임서버를 아무도 설정하지 않습니다',
    },
    nameServersSet: false,
  },
  {
    ...smooth,
    name: 'access-denied',
    title: { en: 'the user has no permission to create databases', ko: '데이터베이스를 만들 권한이 없습니다' },
    denied: ['rds:CreateDBInstance', 'rds:RestoreDBInstanceFromDBSnapshot', 'rds:RestoreDBInstanceToPointInTime'],
  },
  {
    ...smooth,
    name: 'unhealthy-target',
    title: { en: 'the app responds to health checks with 500', ko: '앱이 상태 확인에 500으로 응답합니다' },
    healthCheckAnswer: 500,
  },
  {
    ...smooth,
    name: 'throttled',
    title: { en: 'AWS keeps throttling requests', ko: 'AWS가 요청이 너무 많다며 거듭 거부합니다' },
    throttled: 0.3,
  },
  {
    ...smooth,
    name: 'address-limit',
    title: { en: 'all five Elastic IPs are in use', ko: '탄력적 IP 다섯 개를 이미 모두 쓰고 있습니다' },
    addressesTaken: 5,
  },
  {
    ...smooth,
    name: 'small-quotas',
    title: {
      en: 'the account is new and its quotas are close to zero',
      ko: '새 계정이라 쓸 수 있는 할당량이 거의 없습니다',
    },
    quotas: { vpcs: 1, addresses: 0, cpus: 1, loadBalancers: 0, databases: 0 },
    builds: 0,
  },
  {
    ...smooth,
    name: 'certificate-forbidden',
    title: {
      en: 'a CAA record in a parent domain allows only another certificate authority',
      ko: '상위 도메인의 CAA 레코드가 다른 인증 기관만 허용합니다',
    },
    issuers: ['letsencrypt.org'],
  },
  {
    ...smooth,
    name: 'deployment-fails',
    title: { en: 'every new version fails to start', ko: '새 버전을 배포할 때마다 앱이 시작되지 않습니다' },
    deploymentFails: {
      at: 'ApplicationStart',
      code: 'ScriptFailed',
      message: 'Script at specified location: deploy/release.sh failed with exit code 1',
      scriptName: 'deploy/release.sh',
      logTail: ({ port, path, isFirst }) =>
        [
          'LifecycleEvent - ApplicationStart',
          'Script - deploy/release.sh',
          `[stdout]Release 5f2b1c90d47ae613 starts on port ${port}.`,
          `[stderr]No response from http://127.0.0.1:${port}${path}.`,
          '[stderr]The app exited on its own. Restarts: 3.',
          "[stderr]The app's last log lines:",
          '[stderr]node:internal/modules/cjs/loader:1143',
          "[stderr]Error: Cannot find module 'express'",
          `[stderr]Release 5f2b1c90d47ae613 was stopped${isFirst ? '' : '; the one before it serves as before'}.`,
        ].join('\n'),
    },
  },
  {
    ...smooth,
    name: 'build-fails',
    title: { en: 'every build in CodeBuild fails', ko: 'CodeBuild 빌드가 매번 실패합니다' },
    buildFails: {
      at: 'BUILD',
      command: 'bash -euo pipefail',
      status: 1,
      lines: [
        '> shop@1.0.0 build',
        '> tsc -p .',
        "src/server.ts(12,7): error TS2304: Cannot find name 'prot'.",
        'npm error Lifecycle script `build` failed with error:',
        'npm error code 2',
      ],
    },
  },
  {
    ...smooth,
    name: 'old-dns-refuses',
    title: {
      en: "the domain's current name servers refuse to answer",
      ko: '지금 쓰는 네임서버가 조회를 거부합니다',
    },
    mailElsewhere: true,
    dnsRefuses: true,
  },
  {
    ...smooth,
    name: 'free-plan',
    title: {
      en: "the account is on AWS's Free plan, which refuses longer backups and larger sizes",
      ko: '계정이 AWS 무료 플랜이라 긴 백업과 큰 크기를 거부합니다',
    },
    plan: { type: 'FREE', credits: 87.4, daysLeft: 150 },
  },
  {
    ...smooth,
    name: 'aws-project',
    title: {
      en: 'the account is an AWS project: one region (us-east-2) and no identity providers',
      ko: '계정이 AWS 프로젝트라 리전 하나(us-east-2)만 쓰고 자격 증명 공급자를 만들 수 없습니다',
    },
    plan: { type: 'FREE', credits: 87.4, daysLeft: 150 },
    organisationDenies: ['iam:CreateOpenIDConnectProvider'],
    denials: [
      {
        refuses: ({ action }) => /^iam:\w*Provider/.test(action),
        ...denial(),
      },
      {
        refuses: ({ action, region }) =>
          region !== 'us-east-2' && !/^(iam|sts|route53|freetier|pricing|servicequotas):/.test(action),
        ...denial(),
      },
    ],
  },
  {
    ...smooth,
    name: 'load-balancers-refused',
    title: {
      en: 'the account is new, and AWS does not let it create load balancers yet',
      ko: '새 계정이라 AWS가 아직 로드 밸런서를 만들지 못하게 합니다',
    },
    denials: [
      {
        refuses: ({ action }) => action === 'elasticloadbalancing:CreateLoadBalancer',
        code: 'OperationNotPermitted',
        message:
          'This AWS account currently does not support creating load balancers. For more information, please contact AWS Support.',
      },
    ],
  },
  {
    ...smooth,
    name: 'region-not-enabled',
    title: {
      en: 'of all regions only us-east-1 is enabled in the account',
      ko: '계정에서 us-east-1 리전만 사용 설정되어 있습니다',
    },
    denials: [
      {
        refuses: ({ action, region }) =>
          region !== 'us-east-1' && !/^(iam|route53|freetier|pricing|servicequotas):/.test(action),
        code: 'InvalidClientTokenId',
        message: 'The security token included in the request is invalid.',
        status: 403,
      },
    ],
  },
  {
    ...smooth,
    name: 'explicit-deny',
    title: {
      en: 'a policy of the organization denies databases',
      ko: '조직의 정책이 데이터베이스를 막습니다',
    },
    organisationDenies: ['rds:CreateDBInstance'],
    denials: [{ refuses: ({ action }) => action === 'rds:CreateDBInstance', ...denial() }],
  },
  {
    ...smooth,
    name: 'no-capacity',
    title: {
      en: 'AWS has no machine of the smallest types left in a zone',
      ko: 'AWS의 가용 영역 한 곳에 가장 작은 유형의 여유분이 없습니다',
    },
    fates: { server: 'no capacity', databaseClass: 'no capacity' },
  },
];

export const scenarioNamed = (name: ScenarioName): Scenario => scenarios.find((one) => one.name === name) ?? smooth;
