import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';

/** Of a standard parameter's value, in bytes: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const largest = 4096;

/** What comes before a value that Parameter Store would not take as it is. The server knows it as well. */
const encoding = 'stepway:base64:';

/** An empty value and one with {{, by which a parameter would refer to another, are refused there. */
const needsEncoding = (value: string) => value === '' || value.includes('{{') || value.startsWith(encoding);

/**
 * A value as Parameter Store keeps it.
 *
 * @throws Trouble `usage` for one that no environment can have, or that would cost money.
 */
export function toStored(name: string, value: string): string {
  if (value.includes('\0') || value.includes('\u{fffd}')) throw notText(name);
  const stored = needsEncoding(value) ? `${encoding}${Buffer.from(value).toString('base64')}` : value;
  const size = Buffer.byteLength(stored);
  if (size > largest) throw tooLarge(name, size);
  return stored;
}

export const fromStored = (stored: string): string =>
  stored.startsWith(encoding) ? Buffer.from(stored.slice(encoding.length), 'base64').toString() : stored;

const notText = (name: string) =>
  new Trouble(
    'usage',
    {
      en: `The value of ${oneLine(name)} is not text: it has bytes that no environment variable can hold.`,
      ko: `텍스트가 아니어서 환경 변수에 담을 수 없습니다: ${oneLine(name)}.`,
    },
    {
      en: 'Nothing was changed. Encode it, for example with base64, and decode it in the app.',
      ko: '아무것도 바꾸지 않았습니다. base64 등으로 인코딩해서 넣고 앱에서 디코딩하세요.',
    },
  );

const tooLarge = (name: string, size: number) =>
  new Trouble(
    'usage',
    {
      en: `The value of ${oneLine(name)} takes ${size} bytes; Parameter Store keeps up to ${largest} without a charge.`,
      ko: `값이 너무 큽니다: ${oneLine(name)}, ${size}바이트. Parameter Store가 무료로 보관하는 크기는 ${largest}바이트까지입니다.`,
    },
    {
      en: 'Nothing was changed. Put what is larger into a file of your app, or into a bucket, and set where it is.',
      ko: '아무것도 바꾸지 않았습니다. 더 큰 값은 앱의 파일이나 버킷에 두고, 그 위치를 설정하세요.',
    },
  );
