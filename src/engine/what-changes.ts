import { canonical, type Facts, type Json } from '../facts.ts';
import { Trouble } from '../errors.ts';
import { inWords, type AnyQuestion } from '../questions/question.ts';
import { inEach, joined, verbatim, type Words } from '../words.ts';
import { differences, replacing } from './differences.ts';
import type { AnyStep } from './step.ts';

/** An answer in the words of the review; a value that no answer has means that there was none. */
const shown = (question: AnyQuestion | undefined, value: Json | undefined): Words =>
  question && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    ? inWords(question, value)
    : verbatim('-');

/** "Server size: t3.micro → t3.small" */
export const describe = (step: AnyStep, names: readonly string[], was: Facts, is: Facts): Words =>
  joined(
    ', ',
    ...names.map((name): Words => {
      const question = step.asks[name];
      const [before, after] = [shown(question, was[name]), shown(question, is[name])];
      return inEach((language) => `${question?.title[language] ?? name}: ${before[language]} → ${after[language]}`);
    }),
  );

/** The same after the part of the resource that alone changes, where it has such: "set-up of the server, App's port: …". */
export function changeOf(step: AnyStep, names: readonly string[], was: Facts, is: Facts): Words {
  const change = describe(step, names, was, is);
  const { within } = step.follows ?? {};
  return within && names.every((name) => within.names.includes(name)) ? joined(', ', within.part, change) : change;
}

/** How to say an answer on the command line: `--ssh none`, `--no-www`. */
const flagFor = (key: string, value: Json | undefined) =>
  typeof value === 'boolean'
    ? `--${value ? '' : 'no-'}${key}`
    : `--${key} ${typeof value === 'string' ? value : canonical(value)}`;

/** The flags that give the answers of these names as they were. */
const flagsFor = (step: AnyStep, names: readonly string[], was: Facts) =>
  names
    .filter((name) => was[name] !== undefined)
    .map((name) => flagFor(step.asks[name]?.key ?? name, was[name]))
    .join(' ');

/** An answer was changed that the existing resource cannot follow. */
export function cannotFollow(step: AnyStep, names: readonly string[], was: Facts, is: Facts): Trouble {
  const change = describe(step, names, was, is);
  const otherwise = step.follows?.otherwise ?? {
    en: 'To change it, delete the stack with `stepway teardown` and create it again.',
    ko: '바꾸려면 `stepway teardown`으로 삭제한 뒤 새로 만드세요.',
  };
  const back = flagsFor(step, names, was);
  return new Trouble(
    'usage',
    {
      en: `This cannot be changed after creation (${step.title.en}): ${change.en}.`,
      ko: `한번 만들면 바꿀 수 없는 값입니다(${step.title.ko}): ${change.ko}.`,
    },
    {
      en: `Keep the current value with ${back}. ${otherwise.en}`,
      ko: `그대로 두려면 이렇게 지정하세요: ${back}. ${otherwise.ko}`,
    },
  );
}

/** What becomes this step's cannot make way for another one in the same run. */
export function assertOneChange(step: AnyStep, called: Words, was: Facts, is: Facts): void {
  const names = replacing(step, differences(was, is));
  if (names.length === 0) return;
  const change = describe(step, names, was, is);
  const back = flagsFor(step, names, was);
  throw new Trouble(
    'usage',
    {
      en: `This cannot be changed in the same run as ${called.en} (${step.title.en}): ${change.en}.`,
      ko: `한 번에 하나만 바꿀 수 있습니다: ${called.ko} 또는 ${step.title.ko}(${change.ko}).`,
    },
    {
      en: `Change one first, with ${back}, or with ${called.en} as it was; the next \`stepway up\` changes the other.`,
      ko: `먼저 ${back} 플래그를 쓰거나 ${called.ko} 답을 그대로 두어 하나만 바꾸고, 나머지는 다음 \`stepway up\`에서 바꾸세요.`,
    },
  );
}
