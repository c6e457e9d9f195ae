import { Trouble } from '../errors.ts';

/** What a backslash makes of a letter between double quotes; any other character stands for itself after one. */
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const escaped: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The beginning of a line that sets something; `export` is for shells that read the file as well. */
const beginning = /(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*/y;
const nothing = /[ \t\r]*(?:#[^\n]*)?(?:\n|$)/y;
const single = /'([^']*)'/y;
const double = /"((?:[^"\\]|\\[^])*)"/y;
const bare = /[^\n]*/y;

/**
 * What a .env file says, the last value of each name. Quotes may hold several lines; between single ones everything stands
 * for itself, between double ones a backslash gives \n, \r, \t and takes the meaning of any other character. Without
 * quotes a value ends at its line or at ` #`. Nothing is put in for $NAME.
 *
 * @throws Trouble `usage` with the number of the first line that is none of this; its text may be secret.
 */
export function readDotenv(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let at = text.startsWith('\u{feff}') ? 1 : 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    at = match ? pattern.lastIndex : at;
    return match ?? undefined;
  };
  while (at < text.length) {
    take(/[ \t]*/y);
    if (take(nothing)) continue;
    const line = text.slice(0, at).split('\n').length;
    const name = take(beginning)?.[1];
    if (name === undefined) throw unreadable(line);
    const quoted = take(single)?.[1] ?? take(double)?.[1]?.replace(/\\([^])/g, (_, one: string) => escapes[one] ?? one);
    if (quoted === undefined && /['"]/.test(text.charAt(at))) throw unreadable(line);
    found.set(name, quoted ?? (take(bare)?.[0] ?? '').replace(/(^|[ \t])#.*$/, '').trim());
    if (quoted !== undefined && !take(nothing)) throw unreadable(line);
  }
  return found;
}

/** The same settings as lines that `readDotenv`, and what apps read such files with, takes for just these. */
export const writeDotenv = (settings: ReadonlyMap<string, string>): string =>
  [...settings].map(([name, value]) => `${name}=${written(value)}\n`).join('');

function written(value: string): string {
  if (/^[\w./:@%+,=-]*$/.test(value)) return value;
  if (!/['\n\r\t]/.test(value)) return `'${value}'`;
  return `"${value.replace(/["\\$`]/g, '\\$&').replace(/[\n\r\t]/g, (one) => escaped[one] ?? one)}"`;
}

const unreadable = (line: number) =>
  new Trouble(
    'usage',
    {
      en: `Line ${line} of the file does not set anything: NAME=value is expected.`,
      ko: `파일의 ${line}번째 줄을 읽을 수 없습니다. 이름=값 형식이어야 합니다.`,
    },
    {
      en: 'Nothing was changed. A value of several lines stands in quotes, which have to be closed.',
      ko: '아무것도 바꾸지 않았습니다. 여러 줄인 값은 따옴표로 감싸고, 따옴표를 닫았는지 확인하세요.',
    },
  );
