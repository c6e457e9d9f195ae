import { Trouble } from '../errors.ts';
import type { Words } from '../words.ts';
import { hasFailed } from './error-names.ts';
import { ofTheAccount } from './explanations/account.ts';
import { ofChoices } from './explanations/choices.ts';
import { ofDenials } from './explanations/denied.ts';
import { called, goOn, refused, sentence, type Explanation } from './explanations/explanation.ts';
import { onTheWay } from './explanations/network.ts';
import { ofSigningIn } from './explanations/signing-in.ts';

/** The first that fits counts. */
const explanations: readonly Explanation[] = [
  ...onTheWay,
  ...ofSigningIn,
  ...ofDenials,
  ...ofTheAccount,
  ...ofChoices,
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
