import type { Words } from '../../words.ts';
import { called, goOn, refused, sentence, type Explanation } from './explanation.ts';

/** What the account may have, and how much of it. */
export const ofTheAccount: readonly Explanation[] = [
  {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    is: called(/^PendingVerification$/),
    what: (_, title) => ({
      en: `AWS is still verifying this new account for the region (${title.en}).`,
      ko: `AWS가 이 새 계정을 아직 확인하고 있습니다(${title.ko}).`,
    }),
    todo: () => ({
      en: `Wait for AWS's e-mail: minutes mostly, up to 4 hours. After that write to aws-verification@amazon.com. ${goOn.en}`,
      ko: `AWS의 확인 메일을 기다리세요. 보통 몇 분, 길면 4시간 걸립니다. 그래도 오지 않으면 aws-verification@amazon.com 주소로 문의하세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^(Blocked|AccountProblem|NotSignedUp)$/),
    what: ({ message }) => ({
      en: `AWS has blocked this account, or its sign-up is not finished: ${sentence(message)}.`,
      ko: `AWS가 계정을 막았거나 가입이 끝나지 않았습니다: ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Sign in to the console: it shows what is missing, mostly a payment method. Otherwise write to aws-verification@amazon.com. ${goOn.en}`,
      ko: `콘솔에 로그인하면 빠진 것(대개 결제 수단)을 알려 줍니다. 아니라면 aws-verification@amazon.com 주소로 문의하세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^(OptInRequired|SubscriptionRequired(Exception)?)$/),
    what: (_, title) => ({
      en: `This account is not subscribed to the service yet (${title.en}): AWS activates new accounts within 24 hours.`,
      ko: `이 계정에서는 아직 이 서비스를 쓸 수 없습니다(${title.ko}). 새 계정은 24시간 안에 활성화됩니다.`,
    }),
    todo: () => ({
      en: `Complete the sign-up in the console (payment method, phone number, support plan), and wait for the e-mail that the account is active. ${goOn.en}`,
      ko: `콘솔에서 가입을 마치고(결제 수단, 전화번호, AWS Support 등급) 계정이 활성화되었다는 메일을 기다리세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^OperationNotPermitted/, /does not support creating load balancers/i),
    what: () => ({
      en: 'AWS does not let this account create load balancers yet, as happens with new accounts; no quota shows it.',
      ko: '새 계정이라 AWS가 아직 로드 밸런서를 만들지 못하게 합니다. 할당량에는 나타나지 않습니다.',
    }),
    todo: () => ({
      en: `Go on without one: \`stepway up --entry elastic-ip\`, which is cheaper as well. Or ask AWS Support (free: category Account and billing) to enable load balancers. ${goOn.en}`,
      ko: `로드 밸런서 없이 계속하세요. \`stepway up --entry elastic-ip\`, 비용도 더 적게 듭니다. 또는 AWS Support(무료, Account and billing 분류)에 로드 밸런서를 열어 달라고 요청하세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^(Throttl\w+|RequestLimitExceeded|RequestThrottled\w*|TooManyRequests\w*|SlowDown)$/),
    what: (_, title) => ({
      en: `AWS keeps throttling requests (${title.en}): this account is sending too many.`,
      ko: `AWS가 요청 속도를 계속 제한합니다(${title.ko}). 이 계정에서 보내는 요청이 너무 많습니다.`,
    }),
    todo: () => ({ en: `Wait a few minutes. ${goOn.en}`, ko: `몇 분 기다리세요. ${goOn.ko}` }),
  },
  {
    is: called(/^PriorRequestNotComplete$/),
    what: (_, title) => ({
      en: `Route 53 is still processing an earlier change to the zone (${title.en}).`,
      ko: `Route 53이 이 영역의 이전 변경을 아직 처리하고 있습니다(${title.ko}).`,
    }),
    todo: () => ({ en: `Wait a few minutes. ${goOn.en}`, ko: `몇 분 기다리세요. ${goOn.ko}` }),
  },
  {
    // At the start of a build, and for a project that is allowed one at a time.
    is: called(/./, /builds in queue for the account|concurrent build limit cannot exceed/),
    what: ({ message }, title) => ({
      en: `AWS does not let this account run builds yet (${title.en}): ${sentence(message)}.`,
      ko: `이 계정에서는 아직 빌드를 실행할 수 없습니다(${title.ko}): ${sentence(message)}.`,
    }),
    todo: () => ({
      en: 'Ask AWS Support for builds in CodeBuild, which a new account gets within days; or build on this machine: `stepway up --build here`.',
      ko: 'AWS Support에 CodeBuild 빌드를 허용해 달라고 요청하거나(새 계정은 며칠 걸립니다) `stepway up --build here`로 이 컴퓨터에서 빌드하세요.',
    }),
  },
  {
    is: called(/LimitExceeded|QuotaExceeded|^TooMany/),
    what: ({ message }, title) => ({
      en: `An AWS quota has been reached (${title.en}): ${sentence(message)}.`,
      ko: `AWS 할당량을 모두 사용했습니다(${title.ko}): ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Delete resources you no longer need, or request an increase in the Service Quotas console. ${goOn.en}`,
      ko: `쓰지 않는 자원을 삭제하거나 Service Quotas 콘솔에서 늘려 달라고 요청하세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^FreeTierRestrictionError$/),
    what: ({ message }, title) => ({
      en: `The account is on AWS's Free plan, which does not allow this (${title.en}): ${sentence(message)}.`,
      ko: `AWS 무료 플랜에서는 허용되지 않습니다(${title.ko}): ${sentence(message)}.`,
    }),
    todo: ({ message }) => {
      const flag = /backup/i.test(message) ? '--backup-days 1' : '--database-class db.t4g.micro';
      return {
        en: `Run \`stepway up ${flag}\` to continue, or upgrade the account to the paid plan in the Billing console.`,
        ko: `\`stepway up ${flag}\`로 이어서 하거나, 결제 콘솔에서 유료 플랜으로 바꾸세요.`,
      };
    },
  },
  {
    is: called(/^InvalidParameterCombination$/, /not eligible for Free Tier/i),
    what: (_, title) => ({
      en: `The account is on AWS's Free plan, which does not include this instance type (${title.en}).`,
      ko: `AWS 무료 플랜에서는 쓸 수 없는 인스턴스 유형입니다(${title.ko}).`,
    }),
    todo: () => ({
      en: 'Run `stepway up --instance-type t3.micro` to continue, or upgrade the account to the paid plan in the Billing console.',
      ko: '`stepway up --instance-type t3.micro`로 이어서 하거나, 결제 콘솔에서 유료 플랜으로 바꾸세요.',
    }),
  },
  {
    is: called(/^InsufficientInstanceCapacity/),
    what: refused,
    todo: ({ message }) => {
      const others = otherTypes(message);
      return {
        en: `AWS has no machine of it there right now. Choose another type with --instance-type${others.en}, or try again in some minutes. ${goOn.en}`,
        ko: `지금은 그곳에 여유분이 없습니다. --instance-type으로 다른 유형을 고르거나${others.ko} 몇 분 뒤 다시 시도하세요. ${goOn.ko}`,
      };
    },
  },
  {
    is: called(/^InsufficientDBInstanceCapacity/),
    what: refused,
    todo: () => ({
      en: `AWS has no capacity for this class in that zone right now. Try again later, or choose another class with --database-class. ${goOn.en}`,
      ko: `지금은 그 가용 영역에 이 클래스의 여유분이 없습니다. 잠시 뒤 다시 시도하거나 --database-class로 다른 클래스를 고르세요. ${goOn.ko}`,
    }),
  },
];

/** Near types of the same architecture and no less memory, so that nothing else has to change. */
const near: Readonly<Record<string, string>> = { t2: 't3', t3: 't3a', t3a: 't3', t8i: 't3' };
const larger: Readonly<Record<string, string>> = { nano: 'micro', micro: 'small', small: 'medium', medium: 'large' };

function otherTypes(message: string): Words {
  const [, family = '', size = ''] = /sufficient (\w+)\.(\w+) capacity/.exec(message) ?? [];
  const [other, more] = [near[family], larger[size]];
  const types = [other && `${other}.${size}`, more && `${family}.${more}`].filter(Boolean);
  const flags = types.map((type) => `\`stepway up --instance-type ${type}\``);
  return flags.length > 0
    ? { en: `, such as ${flags.join(' or ')}`, ko: `(예: ${flags.join(', ')})` }
    : { en: '', ko: '' };
}
