import { Trouble } from '../errors.ts';
import { isNetworkError } from './error-names.ts';
import { oneLine } from '../plain.ts';
import { withoutSecrets } from '../secrets.ts';
import type { Words } from '../words.ts';

interface AwsError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
}

interface Explanation {
  readonly name: RegExp;
  what?(error: AwsError, title: Words): Words;
  todo(error: AwsError): Words;
}

const goOn = {
  en: 'Then run `stepway up` again: it goes on from here.',
  ko: '그다음 `stepway up`을 다시 실행하면 여기서부터 이어집니다.',
};

const signIn: Words = {
  en: 'Sign in with `aws login` or `aws configure sso`, or name a profile with --profile; then run the command again.',
  ko: '`aws login` 또는 `aws configure sso`로 로그인하거나 --profile로 프로필을 지정한 뒤 다시 실행하세요.',
};

/** "… is not authorized to perform: ec2:CreateVpc on resource: …", and the older wordings of it. */
const deniedAction = (message: string) => /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1];

/** The statement of an IAM policy that allows one action. */
const statement = (action: string) => JSON.stringify({ Effect: 'Allow', Action: action, Resource: '*' });

const explanations: readonly Explanation[] = [
  {
    name: /^(CredentialsProviderError|TokenProviderError|ExpiredToken(Exception)?|RequestExpired|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure|SSOTokenProviderFailure)$/,
    what: ({ message }) => ({
      en: `AWS does not know who you are: ${sentence(message)}.`,
      ko: `AWS 로그인 정보를 확인할 수 없습니다: ${sentence(message)}.`,
    }),
    todo: () => signIn,
  },
  {
    name: /^(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError(Exception)?|NotAuthorized)$/,
    what: ({ message }, title) => {
      const action = deniedAction(message);
      return {
        en: `You are not allowed to make or look at this: ${title.en}${action ? ` (${action})` : ''}.`,
        ko: `권한이 없습니다: ${title.ko}${action ? ` (${action})` : ''}.`,
      };
    },
    todo: ({ message }) => {
      const action = deniedAction(message);
      const line = action ? statement(action) : '`stepway plan --permissions`';
      return {
        en: `Ask for this line in your IAM policy: ${line}. ${goOn.en}`,
        ko: `IAM 정책에 다음 줄을 추가해 달라고 요청하세요: ${line}. ${goOn.ko}`,
      };
    },
  },
  {
    name: /^(Throttl\w+|RequestLimitExceeded|RequestThrottled\w*|TooManyRequests\w*|SlowDown|PriorRequestNotComplete)$/,
    what: (_, title) => ({
      en: `AWS keeps asking to slow down (${title.en}): too many requests come from this account.`,
      ko: `AWS가 요청 속도를 계속 제한합니다(${title.ko}). 이 계정에서 보내는 요청이 너무 많습니다.`,
    }),
    todo: () => ({ en: `Wait a few minutes. ${goOn.en}`, ko: `몇 분 기다리세요. ${goOn.ko}` }),
  },
  {
    name: /LimitExceeded|QuotaExceeded|^TooMany/,
    what: ({ message }, title) => ({
      en: `An AWS quota is used up (${title.en}): ${sentence(message)}.`,
      ko: `AWS 할당량을 모두 사용했습니다(${title.ko}): ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Delete something that you no longer need, or ask for more in the Service Quotas console. ${goOn.en}`,
      ko: `쓰지 않는 자원을 삭제하거나 Service Quotas 콘솔에서 늘려 달라고 요청하세요. ${goOn.ko}`,
    }),
  },
  {
    name: /^Insufficient(DB)?InstanceCapacity/,
    todo: () => ({
      en: `AWS has no such machine free right now. Try again in a while, or choose another type. ${goOn.en}`,
      ko: `지금은 AWS에 해당 유형의 여유가 없습니다. 잠시 뒤 다시 시도하거나 다른 유형을 고르세요. ${goOn.ko}`,
    }),
  },
  {
    name: /AlreadyExists|Duplicate|\.Conflict$/,
    what: ({ message }, title) => ({
      en: `Something of this name is in the account already, and it is not stepway's (${title.en}): ${sentence(message)}.`,
      ko: `stepway가 만들지 않은 같은 이름의 자원이 이미 있습니다(${title.ko}): ${sentence(message)}.`,
    }),
    todo: () => ({
      en: 'It was left alone. Choose another --name, or remove that thing yourself.',
      ko: '그 자원은 건드리지 않았습니다. --name을 바꾸거나 그 자원을 직접 삭제하세요.',
    }),
  },
];

/** AWS's own words, made fit for a sentence of ours. */
const sentence = (message: string) =>
  // Cut last: half a secret would not be known for one.
  withoutSecrets(oneLine(message)).slice(0, 400).replace(/\.$/, '');

/**
 * Says what went wrong in the user's words.
 *
 * @param title what was being made or looked at.
 * @returns undefined for what is no error of AWS or of the network: a defect of ours.
 */
export function explain(error: unknown, title: Words): Trouble | undefined {
  if (error instanceof Trouble) return error;
  if (!(error instanceof Error)) return undefined;
  const aws = error as AwsError;

  if (isNetworkError(aws.code ?? '') || isNetworkError(aws.name) || aws.name === 'OutcomeUnknown')
    return new Trouble(
      'aws',
      {
        en: `AWS could not be reached (${title.en}): ${sentence(aws.message)}.`,
        ko: `AWS에 연결할 수 없습니다(${title.ko}): ${sentence(aws.message)}.`,
      },
      { en: `Check your connection. ${goOn.en}`, ko: `네트워크 연결을 확인하세요. ${goOn.ko}` },
      { cause: error },
    );

  const known = explanations.find(({ name }) => name.test(aws.name));
  if (!known && !aws.$metadata) return undefined;
  const what = known?.what?.(aws, title) ?? {
    en: `AWS refused (${title.en}): ${oneLine(aws.name)}: ${sentence(aws.message)}.`,
    ko: `AWS가 거부했습니다(${title.ko}): ${oneLine(aws.name)}: ${sentence(aws.message)}.`,
  };
  const todo = known?.todo(aws) ?? {
    en: `Nothing is lost. Put right what AWS complains of. ${goOn.en}`,
    ko: `잃은 것은 없습니다. AWS가 알려 준 문제를 해결하세요. ${goOn.ko}`,
  };
  return new Trouble('aws', what, todo, { cause: error });
}
