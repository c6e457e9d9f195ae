import type { Words } from '../../words.ts';
import { hasExpired } from '../error-names.ts';
import { called, goOn, sentence, type Explanation } from './explanation.ts';

const signIn: Words = {
  en: 'Sign in with `aws login` or `aws configure sso`, or choose a profile with --profile; then run the command again.',
  ko: '`aws login` 또는 `aws configure sso`로 로그인하거나 --profile로 프로필을 지정한 뒤 다시 실행하세요.',
};

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

/** Who is asking, and when. */
export const ofSigningIn: readonly Explanation[] = [
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
    is: called(/^CredentialsProviderError$/, /Could not load credentials from any providers/),
    what: () => ({
      en: 'Nobody is signed in to AWS on this computer: it has no credentials.',
      ko: '이 컴퓨터에 AWS 로그인 정보가 없습니다.',
    }),
    todo: () => ({
      en: `${signIn.en} \`stepway explain credentials\` says more; without an AWS account, rehearse with \`stepway up --rehearse\`.`,
      ko: `${signIn.ko} 자세한 설명은 \`stepway explain credentials\`에 있습니다. AWS 계정이 없어도 \`stepway up --rehearse\`로 연습할 수 있습니다.`,
    }),
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
];
