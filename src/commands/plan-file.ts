import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Trouble } from '../errors.ts';
import { boundPlanIn, changedSince, type BoundPlan } from '../operations/bound-plan.ts';
import { typed } from '../plain.ts';
import { onDisk } from '../state/disk.ts';
import { inShell } from './advice.ts';
import type { CommonOptions } from './command.ts';
import type { PlanningOptions } from './options.ts';
import { wordFor } from '../ui/plan-view.ts';
import { inEach, type Words } from '../words.ts';

/** More lines than a person reads of what is different. */
const mostSaid = 12;

/** More than any plan has, in bytes. */
const most = 4 * 1024 * 1024;

/** What is in it; undefined where there is no such file. What is no file of that size, such as a pipe, is not read: it is no plan. */
function textOf(path: string): string | undefined {
  const there = onDisk('read', path, () => statSync(path, { throwIfNoEntry: false }));
  if (!there) return undefined;
  if (!there.isFile() || there.size > most) return 'no plan';
  return onDisk('read', path, () => readFileSync(path, 'utf8'));
}

/**
 * Writes a plan to a file, in place of an older one.
 *
 * @throws Trouble `usage` for what is there already and is no plan.
 */
export function writePlan(cwd: string, file: string, plan: BoundPlan): void {
  const path = resolve(cwd, file);
  const there = textOf(path);
  if (there !== undefined && there.trim() !== '' && !boundPlanIn(there))
    throw new Trouble(
      'usage',
      {
        en: `${typed(file)} is there already, and is no plan of stepway.`,
        ko: `이미 있고 stepway의 계획 파일이 아닙니다: ${typed(file)}`,
      },
      {
        en: 'Nothing was written. Use another name: --out plan.json.',
        ko: '아무것도 쓰지 않았습니다. 다른 이름을 쓰세요: --out plan.json',
      },
    );
  onDisk('save', path, () => writeFileSync(path, `${JSON.stringify(plan, undefined, 2)}\n`, { mode: 0o600 }));
}

/** @throws Trouble `usage` for a file that is not there, is no plan, or was changed by hand. */
export function readPlan(cwd: string, file: string): BoundPlan {
  const text = textOf(resolve(cwd, file));
  const plan = text === undefined ? undefined : boundPlanIn(text);
  if (plan) return plan;
  const name = typed(file);
  const what: Words =
    text === undefined
      ? { en: `There is no file ${name}.`, ko: `${name} 파일이 없습니다.` }
      : {
          en: `${name} is no plan of stepway, or was changed after it was written.`,
          ko: `${name} 파일은 stepway의 계획이 아니거나, 저장한 뒤 바뀌었습니다.`,
        };
  throw new Trouble('usage', what, {
    en: `Write one with \`stepway plan --out ${inShell(name)}\`.`,
    ko: `계획을 저장하는 명령: \`stepway plan --out ${inShell(name)}\``,
  });
}

/** @throws Trouble `usage` with what has changed since somebody saw that plan: nothing else is done than what it says. */
export function assertSame(seen: BoundPlan, now: BoundPlan): void {
  const changes = changedSince(seen, now, wordFor);
  if (changes.length === 0) return;
  const more = changes.length - mostSaid;
  const list = inEach((language) =>
    [
      ...changes.slice(0, mostSaid).map((one) => `• ${one[language]}`),
      ...(more > 0 ? [{ en: `… and ${more} more`, ko: `… 외 ${more}개` }[language]] : []),
    ].join('\n'),
  );
  throw new Trouble(
    'usage',
    {
      en: `Since that plan was written, something has changed:\n${list.en}`,
      ko: `계획을 저장한 뒤 달라진 것이 있습니다.\n${list.ko}`,
    },
    {
      en: 'Nothing was created. Write the plan again with `stepway plan --out FILE`, look at it, and build that one.',
      ko: '아무것도 만들지 않았습니다. `stepway plan --out 파일`로 다시 저장해 확인한 뒤 그 계획으로 만드세요.',
    },
  );
}

/** @throws Trouble `usage`: what is in the plan is not said a second time. */
export function assertAlone(
  { answers }: BoundPlan,
  given: ReadonlyMap<string, string>,
  { answers: answersFile, like, recover }: Pick<CommonOptions & PlanningOptions, 'answers' | 'like' | 'recover'>,
): void {
  const others = [...given].flatMap(([key, value]) => (value === String(answers[key]?.value) ? [] : key));
  if (answersFile !== undefined) others.push('answers');
  if (like !== undefined) others.push('like');
  if (recover) others.push('recover');
  if (others.length === 0) return;
  const flags = others.map((one) => `--${one}`).join(', ');
  throw new Trouble(
    'usage',
    {
      en: `--plan has all answers, so ${flags} cannot be used with it.`,
      ko: `--plan에 모든 답이 들어 있으므로 함께 쓸 수 없는 플래그가 있습니다: ${flags}.`,
    },
    {
      en: 'Leave it out, or write another plan with it: `stepway plan --out FILE`.',
      ko: '빼거나, 그 답으로 계획을 다시 저장하세요: `stepway plan --out 파일`',
    },
  );
}
