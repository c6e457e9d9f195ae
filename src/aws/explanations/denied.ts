import type { Words } from '../../words.ts';
import { isDenied } from '../error-names.ts';
import { projectRegions } from '../regions.ts';
import { goOn, sentence, type Explanation } from './explanation.ts';

/** "… is not authorized to perform: ec2:CreateVpc on resource: …", and the older wordings of it. */
const deniedAction = (message: string) => /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1];

/** The statement of an IAM policy that allows one action. */
const statement = (action: string) => JSON.stringify({ Effect: 'Allow', Action: action, Resource: '*' });

/** What kind of policy decides, and who can change it. */
interface Decider {
  readonly name: Words;
  readonly todo: Words;
}

const organization: Words = {
  en: `An Allow of yours does not lift it: ask whoever administers the AWS organization (its management account) to change the policy, or use an account that it does not cover. Many such policies leave only some regions: a new stack in another --region may be allowed (in an AWS project ${projectRegions.en}).`,
  ko: `내 정책에 허용을 추가해도 풀리지 않습니다. AWS 조직의 관리자(관리 계정)에게 정책을 바꿔 달라고 하거나, 이 정책이 적용되지 않는 계정을 쓰세요. 일부 리전만 허용하는 정책이 많으니, 다른 --region에 새 스택을 만들면 될 수도 있습니다(AWS 프로젝트는 ${projectRegions.ko}).`,
};

/**
 * Policies that deny although another allows, by AWS's names for them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const deciders: Readonly<Record<string, Decider>> = {
  'service control policy': {
    name: { en: 'a service control policy (SCP) of your organization', ko: '조직의 서비스 제어 정책(SCP)' },
    todo: organization,
  },
  'resource control policy': {
    name: { en: 'a resource control policy (RCP) of your organization', ko: '조직이 자원에 거는 정책(RCP)' },
    todo: organization,
  },
  'permissions boundary': {
    name: { en: 'the permissions boundary of your user or role', ko: '사용자나 역할의 권한 경계' },
    todo: {
      en: 'An Allow in another policy does not lift it: ask whoever administers IAM in this account to widen the boundary.',
      ko: '다른 정책에 허용을 추가해도 풀리지 않습니다. 이 계정의 IAM 관리자에게 권한 경계를 넓혀 달라고 하세요.',
    },
  },
  'session policy': {
    name: { en: 'the policy of your session', ko: '로그인 세션에 걸린 정책' },
    todo: {
      en: 'Sign in without the session policy, or have whoever gives you the session widen it.',
      ko: '세션 정책 없이 로그인하거나, 세션을 내주는 쪽에 정책을 넓혀 달라고 하세요.',
    },
  },
  'VPC endpoint policy': {
    name: {
      en: 'the policy of the VPC endpoint that you reach AWS through',
      ko: 'AWS에 연결하는 VPC 엔드포인트의 정책',
    },
    todo: {
      en: 'Run stepway from another network, or have whoever runs the network change the policy.',
      ko: '다른 네트워크에서 실행하거나, 네트워크 담당자에게 정책을 바꿔 달라고 하세요.',
    },
  },
  'resource-based policy': {
    name: { en: 'a policy on the resource itself', ko: '자원 자체에 걸린 정책' },
    todo: {
      en: 'Have whoever owns the resource change its policy.',
      ko: '자원의 주인에게 정책을 바꿔 달라고 하세요.',
    },
  },
  'identity-based policy': {
    name: { en: 'a Deny in one of your own IAM policies', ko: '내 IAM 정책의 명시적 거부(Deny)' },
    todo: {
      en: 'An Allow does not lift it: ask your account administrator to remove the Deny, or to except this action from it. It may depend on a condition, such as MFA, a region or an IP address.',
      ko: '허용을 추가해도 풀리지 않습니다. 계정 관리자에게 거부를 지우거나 이 작업을 빼 달라고 하세요. MFA, 리전, IP 주소 같은 조건에 걸린 것일 수도 있습니다.',
    },
  },
};

/** EC2 tells, decoded, that something denies, and not what. */
const someDeny: Decider = {
  name: {
    en: 'a Deny in a policy: your own, a boundary, or one of the organization',
    ko: '어떤 정책의 명시적 거부(내 정책, 권한 경계 또는 조직 정책)',
  },
  todo: {
    en: 'An Allow does not lift it: ask your account administrator which policy denies this (IAM policy simulator, CloudTrail), and to change that one.',
    ko: '허용을 추가해도 풀리지 않습니다. 계정 관리자에게 어떤 정책이 막는지(IAM 정책 시뮬레이터, CloudTrail) 확인해 바꿔 달라고 하세요.',
  },
};

const kinds = Object.keys(deciders).join('|');
const explicit = new RegExp(`explicit deny in an? (${kinds})(?:: (arn:[^\\s,;]+))?`, 'i');
/** What an identity-based policy does not allow, an Allow helps with; none of the others. */
const implicit = new RegExp(`because no (${kinds.replace('|identity-based policy', '')}) allows`, 'i');

interface Denial extends Decider {
  /** The policy that denies, where AWS says so. */
  readonly policy: string | undefined;
}

function denialIn(message: string): Denial | undefined {
  if (/with an explicit deny\.?$/.test(message)) return { ...someDeny, policy: undefined };
  const [, kind = '', policy] = explicit.exec(message) ?? implicit.exec(message) ?? [];
  const decider = Object.entries(deciders).find(([name]) => name.toLowerCase() === kind.toLowerCase())?.[1];
  return decider && { ...decider, policy };
}

/** Whether a policy of the organization says no, which nobody in the account can lift. */
export const isDeniedByOrganization = (error: unknown): boolean =>
  isDenied(error) && /explicit deny in a service control policy/i.test((error as Error).message);

/** AWS projects have one for all: https://docs.aws.amazon.com/accounts/latest/reference/scps-and-rcps-for-projects.html */
const isProvider = (message: string) => /^iam:\w*OpenIDConnectProvider/.test(deniedAction(message) ?? '');

const withoutGithub: Words = {
  en: 'So it is in AWS projects: deploy from this computer instead, with `stepway up --delivery local`.',
  ko: 'AWS 프로젝트가 그렇습니다. 대신 이 컴퓨터에서 배포하세요: `stepway up --delivery local`.',
};

/** AWS knows who asks, and says no. */
export const ofDenials: readonly Explanation[] = [
  {
    is: (error) => isDenied(error) && denialIn(error.message) !== undefined,
    what({ message }, title) {
      const action = deniedAction(message);
      const { name, policy } = denialIn(message) ?? {};
      const said = [action, policy && sentence(policy)].filter(Boolean).join(', ');
      const more = said && ` (${said})`;
      return {
        en: `AWS denies this because of ${name?.en}: ${title.en}${more}.`,
        ko: `AWS가 거부했습니다. 막은 것: ${name?.ko}, 대상: ${title.ko}${more}.`,
      };
    },
    todo({ message }) {
      const todo = denialIn(message)?.todo;
      const first = isProvider(message) ? withoutGithub : undefined;
      return {
        en: [first?.en, todo?.en, goOn.en].filter(Boolean).join(' '),
        ko: [first?.ko, todo?.ko, goOn.ko].filter(Boolean).join(' '),
      };
    },
  },
  {
    is: isDenied,
    what: ({ message }, title) => {
      const action = deniedAction(message);
      return {
        en: `You do not have permission for this: ${title.en}${action ? ` (${action})` : ''}.`,
        ko: `만들거나 조회할 권한이 없습니다: ${title.ko}${action ? ` (${action})` : ''}.`,
      };
    },
    todo: ({ message }) => {
      const action = deniedAction(message);
      const line = action ? statement(action) : '`stepway plan --permissions`';
      return {
        en: `Ask your administrator to add this to your IAM policy: ${line}. ${goOn.en}`,
        ko: `IAM 정책에 다음 줄을 추가해 달라고 요청하세요: ${line}. ${goOn.ko}`,
      };
    },
  },
];
