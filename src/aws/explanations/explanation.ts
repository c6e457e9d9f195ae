import { oneLine } from '../../plain.ts';
import { withoutSecrets } from '../../secrets.ts';
import type { Words } from '../../words.ts';

export interface AwsError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** What an error of AWS, or of the way to it, means to the user, and what helps. */
export interface Explanation {
  is(error: AwsError): boolean;
  /** @param title what was being made or looked at. */
  what(error: AwsError, title: Words): Words;
  todo(error: AwsError): Words;
}

/** Errors of these names, and where one name is for many things, with such a message. */
export const called =
  (name: RegExp, message = /^/): Explanation['is'] =>
  (error) =>
    name.test(error.name) && message.test(error.message);

export const goOn: Words = {
  en: 'Then run the same command again to continue.',
  ko: '그다음 같은 명령을 다시 실행하면 여기서부터 이어집니다.',
};

/** What the SDK says to whoever calls it. */
const forProgrammers =
  /\s*(Deserialization error: )?to see the raw response, inspect the hidden field \S+ on this object\.?/i;

/** AWS's own words, made fit for a sentence of ours. */
export const sentence = (message: string): string =>
  // Cut last: half a secret would not be known for one.
  withoutSecrets(oneLine(message)).replace(forProgrammers, '').slice(0, 400).replace(/\.$/, '');

/** AWS's refusal as it is, where there is nothing to add to it. */
export const refused: Explanation['what'] = ({ name, message }, title) => ({
  en: `AWS rejected the request (${title.en}): ${oneLine(name)}: ${sentence(message)}.`,
  ko: `AWS가 거부했습니다(${title.ko}): ${oneLine(name)}: ${sentence(message)}.`,
});
