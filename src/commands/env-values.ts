import { text } from 'node:stream/consumers';
import { checkIsFree, checkName, isOwn } from '../env/names.ts';
import { Trouble } from '../errors.ts';
import { unlessStopped } from '../operations/site.ts';
import { person } from '../questions/prompt.ts';
import { settingsIn } from './env-file.ts';
import type { Surroundings } from './surroundings.ts';

/** What is to be set. */
interface Values {
  readonly values: ReadonlyMap<string, string>;
  /** What a file has besides, and the server sets by itself: a .env file often says which port to take at home. */
  readonly left: readonly string[];
}

/**
 * The values of settings: from words NAME=value, from a file, and for a NAME alone from whoever types it unseen or from
 * the standard input.
 *
 * @throws Trouble `usage` for what is no setting.
 */
export async function valuesToSet(
  here: Surroundings,
  words: readonly string[],
  file: string | undefined,
  signal: AbortSignal,
): Promise<Values> {
  if (words.length === 0 && file === undefined) throw nothingToSet();
  const pairs = words.map((word) => {
    const at = word.indexOf('=');
    return at < 0 ? ([word, undefined] as const) : ([word.slice(0, at), word.slice(at + 1)] as const);
  });
  for (const [name] of pairs) {
    checkName(name);
    checkIsFree(name);
  }
  const open = pairs.filter(([, value]) => value === undefined).map(([name]) => name);
  const found = file === undefined ? new Map<string, string>() : settingsIn(here.world.cwd, file);
  const values = new Map([...found].filter(([name]) => !isOwn(name)));
  for (const [name, value] of pairs) if (value !== undefined) values.set(name, value);
  for (const [name, value] of await valuesOf(here, open, signal)) values.set(name, value);
  return { values, left: [...found.keys()].filter(isOwn) };
}

/** The names of settings that are to go. */
export function namesToGo(words: readonly string[]): readonly string[] {
  if (words.length === 0) throw nothingToUnset();
  words.forEach(checkName);
  return words;
}

async function valuesOf(
  { world, screen, interactive }: Surroundings,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const [name, ...others] = names;
  if (name === undefined) return new Map();
  if (!world.input.isTTY) {
    if (others.length > 0) throw oneFromInput();
    // What `echo` or an editor puts at its end is not meant.
    const value = (await unlessStopped(signal, text(world.input))).replace(/\r?\n$/, '');
    if (value === '') throw noValue(name);
    return new Map([[name, value]]);
  }
  if (!interactive) throw noValue(name);
  const asker = person(world, screen, signal);
  const typed = new Map<string, string>();
  for (const one of names) typed.set(one, await asker.hidden(one));
  return typed;
}

const nothingToSet = () =>
  new Trouble(
    'usage',
    { en: 'Which settings? None was named.', ko: '설정할 값을 쓰지 않았습니다.' },
    {
      en: 'Write `stepway env set NAME=value`, `stepway env set NAME` to type it unseen, or --file with a .env file.',
      ko: '`stepway env set 이름=값`, 값을 숨겨 입력하려면 `stepway env set 이름`, 파일이면 --file을 쓰세요.',
    },
  );

const nothingToUnset = () =>
  new Trouble(
    'usage',
    { en: 'Which settings? None was named.', ko: '없앨 설정의 이름을 쓰지 않았습니다.' },
    { en: '`stepway env` lists their names.', ko: '이름은 `stepway env`에서 볼 수 있습니다.' },
  );

const oneFromInput = () =>
  new Trouble(
    'usage',
    {
      en: 'Without a terminal, only one setting can get its value from the input.',
      ko: '터미널이 아니면 입력으로 값을 받을 설정은 하나만 쓸 수 있습니다.',
    },
    { en: 'Set them one by one, or use --file.', ko: '하나씩 설정하거나 --file을 쓰세요.' },
  );

const noValue = (name: string) =>
  new Trouble(
    'usage',
    { en: `No value came in for ${name}.`, ko: `값이 들어오지 않았습니다: ${name}.` },
    {
      en: `Pipe it in, or type it in a terminal without --yes or --json. An empty value is ${name}= with nothing behind it.`,
      ko: `파이프로 넣거나, 터미널에서 --yes와 --json 없이 입력하세요. 빈 값은 ${name}=처럼 뒤를 비워 두면 됩니다.`,
    },
  );
