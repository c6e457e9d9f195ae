import { Trouble } from '../errors.ts';
import { isGarbled } from './at-most-once.ts';
import { ProxyFailure } from '../https-agent.ts';
import { hasExpired, hasFailed, isDenied, isNetworkError, isUntrusted } from './error-names.ts';
import { oneLine } from '../plain.ts';
import { withoutSecrets } from '../secrets.ts';
import type { Words } from '../words.ts';

interface AwsError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

interface Explanation {
  is(error: AwsError): boolean;
  what(error: AwsError, title: Words): Words;
  todo(error: AwsError): Words;
}

const called =
  (name: RegExp, message = /^/): Explanation['is'] =>
  (error) =>
    name.test(error.name) && message.test(error.message);

const goOn = {
  en: 'Then run the same command again to continue.',
  ko: '그다음 같은 명령을 다시 실행하면 여기서부터 이어집니다.',
};

const signIn: Words = {
  en: 'Sign in with `aws login` or `aws configure sso`, or choose a profile with --profile; then run the command again.',
  ko: '`aws login` 또는 `aws configure sso`로 로그인하거나 --profile로 프로필을 지정한 뒤 다시 실행하세요.',
};

/** "… is not authorized to perform: ec2:CreateVpc on resource: …", and the older wordings of it. */
const deniedAction = (message: string) => /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1];

/** The statement of an IAM policy that allows one action. */
const statement = (action: string) => JSON.stringify({ Effect: 'Allow', Action: action, Resource: '*' });

/** AWS also says this to a computer whose clock is wrong; the SDK cannot always correct for that. */
const ifSignedIn: Words = {
  en: "If you are signed in, check that this computer's clock is right.",
  ko: '이미 로그인되어 있다면 이 컴퓨터의 시계가 맞는지 확인하세요.',
};

const clock: Omit<Explanation, 'is'> = {
  what: ({ message }) => ({
    en: `AWS rejects requests because this computer's clock is wrong: ${sentence(message)}.`,
    ko: `이 컴퓨터의 시계가 맞지 않아 AWS가 요청을 받지 않습니다: ${sentence(message)}.`,
  }),
  todo: () => ({
    en: `Correct the date and time, preferably by turning on automatic time. ${goOn.en}`,
    ko: `날짜와 시간을 맞추세요(자동 설정을 권합니다). ${goOn.ko}`,
  }),
};

const refused: Explanation['what'] = ({ name, message }, title) => ({
  en: `AWS rejected the request (${title.en}): ${oneLine(name)}: ${sentence(message)}.`,
  ko: `AWS가 거부했습니다(${title.ko}): ${oneLine(name)}: ${sentence(message)}.`,
});

const proxySettings: Words = {
  en: 'HTTPS_PROXY is where stepway has its address from; hosts in NO_PROXY are reached without it.',
  ko: '프록시 주소는 HTTPS_PROXY에서 읽습니다. NO_PROXY에 적은 호스트는 프록시 없이 연결합니다.',
};

const proxies: readonly Explanation[] = [
  {
    is: (error) => error instanceof ProxyFailure && error.status === 407,
    what: (error) => ({
      en: `The proxy ${proxyOf(error)} asks who you are (407), and was given no name and password that it accepts.`,
      ko: `프록시가 사용자 인증을 요구합니다(407). 받아들이는 이름과 암호를 주지 않았습니다: ${proxyOf(error)}.`,
    }),
    todo: () => ({
      en: `Put both into HTTPS_PROXY: http://<name>:<password>@<host>:<port>, with special characters as in URLs (@ is %40). ${goOn.en}`,
      ko: `HTTPS_PROXY에 함께 적으세요: http://<이름>:<암호>@<호스트>:<포트>. 특수 문자는 URL 방식으로 씁니다(@는 %40). ${goOn.ko}`,
    }),
  },
  {
    is: (error) => error instanceof ProxyFailure && error.status !== undefined,
    what: (error) => ({
      en: `The proxy ${proxyOf(error)} does not let this through to AWS: ${sentence(error.message)}.`,
      ko: `프록시가 AWS 연결을 막았습니다: ${proxyOf(error)}, ${sentence(error.message)}.`,
    }),
    todo: () => ({
      en: `Ask whoever runs it to allow *.amazonaws.com and *.api.aws, port 443. ${proxySettings.en} ${goOn.en}`,
      ko: `프록시 담당자에게 *.amazonaws.com, *.api.aws의 443 포트를 허용해 달라고 요청하세요. ${proxySettings.ko} ${goOn.ko}`,
    }),
  },
  {
    is: (error) => error instanceof ProxyFailure,
    what: (error) => ({
      en: `Could not connect to the proxy ${proxyOf(error)}: ${sentence(error.message)}.`,
      ko: `프록시에 연결할 수 없습니다: ${proxyOf(error)}, ${sentence(error.message)}.`,
    }),
    todo: () => ({
      en: `Check its address, and that you are in the network that it serves. ${proxySettings.en} ${goOn.en}`,
      ko: `주소가 맞는지, 그 프록시를 쓰는 네트워크에 있는지 확인하세요. ${proxySettings.ko} ${goOn.ko}`,
    }),
  },
];

const proxyOf = (error: Error): string => (error instanceof ProxyFailure ? oneLine(error.proxy) : '');

/** The first that fits counts. */
const explanations: readonly Explanation[] = [
  ...proxies,
  {
    is: isUntrusted,
    what: ({ message }, title) => ({
      en: `What answers in place of AWS has a certificate that this computer does not trust (${title.en}): ${sentence(message)}.`,
      ko: `AWS 대신 응답한 곳의 인증서를 이 컴퓨터가 신뢰하지 않습니다(${title.ko}): ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Your network reads TLS along, as many companies do: ask for the certificate file of its CA (PEM) and set AWS_CA_BUNDLE=/path/to/that-file.pem. Elsewhere it may be a Wi-Fi sign-in page, or somebody who listens: use another network. ${goOn.en}`,
      ko: `많은 회사처럼 네트워크가 TLS를 검사하고 있습니다. 그 CA의 인증서 파일(PEM)을 받아 AWS_CA_BUNDLE=/경로/파일.pem으로 지정하세요. 회사가 아니라면 와이파이 로그인 페이지이거나 누군가 엿보는 것일 수 있으니 다른 네트워크를 쓰세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/^AccessDenied/, /MultiFactorAuthentication failed/i),
    what: () => ({
      en: 'AWS did not accept the code of your MFA device.',
      ko: 'AWS가 MFA 기기의 코드를 받아들이지 않았습니다.',
    }),
    todo: () => ({
      en: 'Run the command again, and type the next code that the device shows: each works once. If none does, check the clock of the device.',
      ko: '다시 실행해 기기에 새로 표시되는 코드를 입력하세요. 코드는 한 번만 쓸 수 있습니다. 계속 안 되면 기기의 시계를 확인하세요.',
    }),
  },
  {
    is: (error) => isNetworkError(error) || error.name === 'OutcomeUnknown',
    what: ({ message }, title) => ({
      en: `Could not connect to AWS (${title.en}): ${sentence(message)}.`,
      ko: `AWS에 연결할 수 없습니다(${title.ko}): ${sentence(message)}.`,
    }),
    todo: () => ({ en: `Check your network connection. ${goOn.en}`, ko: `네트워크 연결을 확인하세요. ${goOn.ko}` }),
  },
  {
    is: isGarbled,
    what: (_, title) => ({
      en: `The response is not from AWS or is incomplete (${title.en}).`,
      ko: `응답을 이해할 수 없습니다(${title.ko}). 중간에 끊겼거나 AWS가 아닌 다른 곳에서 응답하고 있습니다.`,
    }),
    todo: () => ({
      en: `Check your network: a Wi-Fi sign-in page, a proxy, or AWS_ENDPOINT_URL. ${goOn.en}`,
      ko: `로그인이 필요한 와이파이, 프록시, AWS_ENDPOINT_URL 등 네트워크 연결을 확인하세요. ${goOn.ko}`,
    }),
  },
  { is: called(/^RequestTimeTooSkewed|^RequestInTheFuture/), ...clock },
  {
    is: called(/^(SignatureDoesNotMatch|InvalidSignatureException)$/, /Signature (expired|not yet current)/i),
    ...clock,
  },
  {
    is: hasExpired,
    what: ({ message }) => ({
      en: `Your AWS session has expired: ${sentence(message)}.`,
      ko: `AWS 로그인이 만료되었습니다: ${sentence(message)}.`,
    }),
    todo: ({ name }) => {
      const hint = name === 'RequestExpired' ? ifSignedIn : { en: '', ko: '' };
      return {
        en: `Nothing is lost. Sign in again with \`aws login\` or \`aws sso login\`. ${goOn.en} ${hint.en}`.trim(),
        ko: `잃은 것은 없습니다. \`aws login\` 또는 \`aws sso login\`으로 다시 로그인하세요. ${goOn.ko} ${hint.ko}`.trim(),
      };
    },
  },
  {
    is: called(
      /^(CredentialsProviderError|TokenProviderError|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|InvalidSignatureException|SignatureDoesNotMatch|AuthFailure|SSOTokenProviderFailure)$/,
    ),
    what: ({ message }) => ({
      en: `AWS could not verify your credentials: ${sentence(message)}.`,
      ko: `AWS 로그인 정보를 확인할 수 없습니다: ${sentence(message)}.`,
    }),
    todo: ({ name }) =>
      /^(AuthFailure|SignatureDoesNotMatch|InvalidSignatureException)$/.test(name)
        ? { en: `${signIn.en} ${ifSignedIn.en}`, ko: `${signIn.ko} ${ifSignedIn.ko}` }
        : signIn,
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
    is: called(/^Insufficient(DB)?InstanceCapacity/),
    what: refused,
    todo: () => ({
      en: `AWS has no capacity for this instance type in that zone right now. Try again later, or choose another type with --instance-type or --database-class. ${goOn.en}`,
      ko: `지금은 그 가용 영역에 이 유형의 여유분이 없습니다. 잠시 뒤 다시 시도하거나 --instance-type 또는 --database-class로 다른 유형을 고르세요. ${goOn.ko}`,
    }),
  },
  {
    is: called(/AlreadyExists|Duplicate|\.Conflict$/),
    what: ({ message }, title) => ({
      en: `A resource with this name already exists, and stepway did not create it (${title.en}): ${sentence(message)}.`,
      ko: `stepway가 만들지 않은 같은 이름의 자원이 이미 있습니다(${title.ko}): ${sentence(message)}.`,
    }),
    todo: () => ({
      en: 'It was left unchanged. Choose another --name, or delete that resource yourself.',
      ko: '그 자원은 건드리지 않았습니다. --name을 바꾸거나 그 자원을 직접 삭제하세요.',
    }),
  },
  {
    is: hasFailed,
    what: ({ $metadata }, title) => ({
      en: `AWS is having a problem (${title.en}): it keeps returning HTTP ${$metadata?.httpStatusCode}.`,
      ko: `AWS 쪽에 문제가 있습니다(${title.ko}). 다시 요청해도 계속 상태 코드 ${$metadata?.httpStatusCode} 응답이 옵니다.`,
    }),
    todo: () => ({
      en: `Nothing is lost. Wait a few minutes and check https://health.aws.amazon.com. ${goOn.en}`,
      ko: `잃은 것은 없습니다. 몇 분 기다리고 https://health.aws.amazon.com 을 확인하세요. ${goOn.ko}`,
    }),
  },
  {
    is: ({ $metadata }) => $metadata !== undefined,
    what: refused,
    todo: () => ({
      en: `Nothing is lost. Fix the problem AWS reports. ${goOn.en}`,
      ko: `잃은 것은 없습니다. AWS가 알려 준 문제를 해결하세요. ${goOn.ko}`,
    }),
  },
];

/** What the SDK says to whoever calls it. */
const forProgrammers =
  /\s*(Deserialization error: )?to see the raw response, inspect the hidden field \S+ on this object\.?/i;

/** AWS's own words, made fit for a sentence of ours. */
const sentence = (message: string) =>
  // Cut last: half a secret would not be known for one.
  withoutSecrets(oneLine(message)).replace(forProgrammers, '').slice(0, 400).replace(/\.$/, '');

/**
 * Says what went wrong in the user's words.
 *
 * @param title what was being made or looked at.
 * @returns undefined for what is no error of AWS or of the network: a defect of ours.
 */
export function explain(error: unknown, title: Words): Trouble | undefined {
  if (error instanceof Trouble) return error;
  if (!(error instanceof Error)) return undefined;
  const known = explanations.find(({ is }) => is(error));
  return known && new Trouble('aws', known.what(error, title), known.todo(error), { cause: error });
}
