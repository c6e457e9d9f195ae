import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { mostTroubles, Trouble } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { quoted, typed } from '../plain.ts';
import type { AnyQuestion } from '../questions/question.ts';
import type { Words } from '../words.ts';

const example = { en: 'domain: example.com', ko: 'domain: example.com' };

const unreadable = (path: string, why: Words, { cause, meant }: { cause?: unknown; meant?: string | undefined } = {}) =>
  new Trouble(
    'usage',
    { en: `The answers file ${typed(path)} ${why.en}.`, ko: `답변 파일 ${typed(path)}: ${why.ko}.` },
    didYouMean(meant, {
      en: `--answers takes a YAML or JSON file whose keys are flag names, such as "${example.en}".`,
      ko: `--answers에는 플래그 이름을 키로 쓴 YAML 또는 JSON 파일을 지정하세요. 예: "${example.ko}".`,
    }),
    { cause },
  );

/** More than any answers need. */
const most = 1024 * 1024;

/** The text of a file, up to that size: a device has no end. */
function readText(path: string): string {
  const buffer = Buffer.alloc(most + 1);
  const file = openSync(path, 'r');
  let length = 0;
  try {
    for (let read = -1; read !== 0 && length < buffer.length; length += read)
      read = readSync(file, buffer, length, buffer.length - length, null);
  } finally {
    closeSync(file);
  }
  if (length > most) throw new Error(`${path} has more than ${most} bytes`);
  return buffer.toString('utf8', 0, length);
}

/** What a file answers, by question key, and on which line; what is wrong with its keys. */
export interface FileAnswers {
  readonly file: ReadonlyMap<string, string>;
  readonly lines: ReadonlyMap<string, number>;
  readonly wrong: readonly Trouble[];
}

/**
 * Raw answers from a YAML file; JSON is YAML, too.
 *
 * @throws Trouble `usage` when it cannot be read, or is no list of keys.
 */
export async function readAnswersFile(
  path: string,
  cwd: string,
  questions: readonly AnyQuestion[],
): Promise<FileAnswers> {
  let text: string;
  try {
    text = readText(resolve(cwd, path));
  } catch (error) {
    throw unreadable(
      path,
      { en: 'cannot be read, or is larger than 1 MB', ko: '읽을 수 없거나 1MB보다 큽니다' },
      { cause: error },
    );
  }
  const pairs = await pairsOf(path, text);
  const keys = questions.map(({ key }) => key);
  // The last one with a key is put in first.
  const first = new Map(pairs.toReversed().map((pair) => [pair.key, pair]));
  const isGood = (pair: Pair) => keys.includes(pair.key) && pair.value !== undefined && first.get(pair.key) === pair;
  const good = pairs.filter(isGood);
  return {
    file: new Map(good.map(({ key, value = '' }) => [key, value])),
    lines: new Map(good.map(({ key, line }) => [key, line])),
    // A file of something else has thousands, of which nobody reads more.
    wrong: pairs
      .filter((pair) => !isGood(pair))
      .slice(0, mostTroubles + 1)
      .map((pair) => wrongIn(path, pair, keys)),
  };
}

/** One line of the file; its value is undefined where it is no single one. */
interface Pair {
  readonly key: string;
  readonly value: string | undefined;
  readonly line: number;
}

function wrongIn(path: string, { key, value, line }: Pair, keys: readonly string[]): Trouble {
  if (!keys.includes(key))
    return unreadable(
      path,
      {
        en: `has the unknown key ${quoted(key)} on line ${line}; valid keys are ${keys.join(', ')}`,
        ko: `${line}번째 줄의 ${quoted(key)} 플래그는 없습니다. 사용할 수 있는 키: ${keys.join(', ')}`,
      },
      { meant: nearest(key, keys) },
    );
  if (value !== undefined)
    return unreadable(path, {
      en: `has the key ${typed(key)} twice, the second time on line ${line}`,
      ko: `${line}번째 줄: ${typed(key)} 키가 두 번 있습니다`,
    });
  return unreadable(path, {
    en: `does not give ${typed(key)} a single value on line ${line}`,
    ko: `${line}번째 줄: ${typed(key)}의 값이 하나가 아닙니다`,
  });
}

/** The keys of a YAML text, each with its value as a text. */
async function pairsOf(path: string, text: string): Promise<readonly Pair[]> {
  const { isMap, isScalar, LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  let content: unknown;
  try {
    // Its messages would quote the file, which may contain a secret. Keys are compared by us: it takes minutes for many.
    const { contents, errors } = parseDocument(text, {
      logLevel: 'error',
      prettyErrors: false,
      uniqueKeys: false,
      lineCounter,
    });
    if (errors[0]) throw errors[0];
    content = contents;
  } catch (error) {
    throw unreadable(path, { en: 'is not valid YAML or JSON', ko: 'YAML도 JSON도 아닙니다' }, { cause: error });
  }
  if (content === null || (isScalar(content) && content.value === null)) return [];
  if (!isMap(content)) throw unreadable(path, { en: 'has no keys', ko: '키가 없습니다' });
  // Only flat values are read: nested keys and aliases can take exponential time.
  const plain = (node: unknown) => {
    const value = isScalar(node) ? node.value : null;
    return ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ? `${value as string | number}` : undefined;
  };
  return content.items.map(({ key, value }) => ({
    key: plain(key) ?? '',
    value: plain(value),
    line: isScalar(key) && key.range ? lineCounter.linePos(key.range[0]).line : 1,
  }));
}
