import { isGone, type Survey } from '../engine/plan.ts';
import type { AnyStep, Seen } from '../engine/step.ts';
import { alternatives } from '../engine/needs.ts';
import type { Facts } from '../facts.ts';
import { taskOf } from '../engine/settle.ts';
import type { State } from '../state/state.ts';
import { instance } from '../steps/server/instance.ts';
import { isAssumed, meaningOf } from '../visit/meaning.ts';
import type { Visited } from '../visit/visit.ts';
import { inEach, joined, type Words } from '../words.ts';
import type { Finding } from './finding.ts';
import type { Link } from '../steps/chapter.ts';
import type { LastDeployment } from './last-deployment.ts';
import { isAppSilent, seenByVisitor, visitor } from './visitor.ts';

export interface Diagnosis {
  /** What became of each link that the stack has, in order: those after a broken one are not judged. */
  readonly links: readonly { readonly link: Link; readonly is: 'whole' | 'broken' | 'unjudged' }[];
  readonly finding: Finding | undefined;
  /** What is no fault, and worth knowing. */
  readonly note?: Words;
}

interface Patient {
  readonly state: State;
  readonly survey: Survey;
  /** The steps that the answers ask for. */
  readonly chosen: readonly AnyStep[];
  /** What visitors get at each of the site's names. */
  readonly visits: readonly Visited[];
  /** How to say `up` of this stack on the command line. */
  readonly up: string;
  /** The same of a shell of its server. */
  readonly shell: string;
  readonly lastDeployment?: LastDeployment;
  /** What of the workers visitors do not see. */
  readonly workers?: Words | undefined;
}

/** Walks the chain from the visitor inwards and stops at the first link that does not hold. Pure. */
export function diagnose(chain: readonly Link[], patient: Patient): Diagnosis {
  const judged: { link: Link; is: 'whole' | 'broken' | 'unjudged' }[] = [];
  let finding: Finding | undefined;
  for (const link of chain) {
    const parts = link.steps.filter((step) => patient.chosen.includes(step) && (step.check ?? step.create));
    if (parts.length === 0) continue;
    if (finding) {
      judged.push({ link, is: 'unjudged' });
      continue;
    }
    finding = firstOf(parts, (step) => judge(step, link, patient));
    judged.push({ link, is: finding ? 'broken' : 'whole' });
  }
  const { visits } = patient;
  const seen = finding ?? firstOf(visits, (one) => seenByVisitor(one, shellOn(patient)));
  const isJudged = !finding && !visits.some(({ visit }) => isAssumed(visit));
  if (visits.length > 0) judged.push({ link: visitor, is: !isJudged ? 'unjudged' : seen ? 'broken' : 'whole' });
  const { finding: explanation, note: deployment } = patient.lastDeployment ?? {};
  const note = remarkOf(patient) ?? (seen ? undefined : (deployment ?? patient.workers ?? remarkOn(visits)));
  // Where the app does not answer, a deployment that failed or is under way says more of it.
  const isSilent = finding ? finding.link === explanation?.link : visits.some(isAppSilent);
  return { links: judged, finding: isSilent && explanation ? explanation : seen, ...(note && { note }) };
}

/** What is worth knowing of something that works. */
const remarkOf = ({ chosen, survey }: Patient): Words | undefined =>
  firstOf(chosen, (step) => {
    const seen = survey.get(step.id);
    return seen?.is === 'ready' && seen.note ? joined(': ', step.title, seen.note) : undefined;
  });

/** What an app says of its own that answers, as that it has no page there. */
const remarkOn = (visits: readonly Visited[]): Words | undefined =>
  firstOf(visits, ({ visit, url }) => {
    const { what, todo } = meaningOf(visit, url);
    return todo || isAssumed(visit) ? joined(' ', what, todo) : undefined;
  });

function firstOf<T, R>(list: readonly T[], look: (one: T) => R | undefined): R | undefined {
  for (const one of list) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is not there: the first of it may wait for something else, at which the run before broke off. */
function notMade(step: AnyStep, { chosen, state }: Patient): Pick<Finding, 'cause' | 'fix'> {
  const cause: Words = { en: `${step.title.en}: not created yet.`, ko: `아직 만들지 않았습니다: ${step.title.ko}.` };
  const begun = chosen.filter(({ id }) => state.steps.has(id) && !state.steps.get(id)?.handle);
  if (begun.length === 0)
    return { cause, fix: { en: 'Create the rest with:', ko: '다음 명령으로 이어서 만들 수 있습니다:' } };
  const names = inEach((language) => begun.map(({ title }) => title[language]).join(', '));
  return {
    cause: {
      en: `${cause.en} The last run got no further than this: ${names.en}.`,
      ko: `${cause.ko} 지난번 실행은 여기서 멈췄습니다: ${names.ko}.`,
    },
    fix: {
      en: 'Create the rest, or see again what was in its way, with:',
      ko: '다음 명령으로 이어서 만듭니다. 막힌 까닭이 그대로라면 다시 알려 줍니다:',
    },
  };
}

/** Whether what it comes after is there and not well: that is the cause, and has a link of its own. */
const isWaiting = ({ making, needs }: AnyStep, { chosen, state, survey }: Patient): boolean =>
  [...(making?.after ?? []), ...Object.values(needs).flatMap((need) => alternatives(need))].some(
    (one) =>
      chosen.includes(one) && state.steps.get(one.id)?.handle !== undefined && survey.get(one.id)?.is === 'pending',
  );

function judge(step: AnyStep, { id }: Link, patient: Patient): Finding | undefined {
  const { state, survey, up } = patient;
  const recorded = state.steps.get(step.id);
  const ours = { link: id, command: up, users: false } as const;
  if (!recorded?.handle)
    return isWaiting(step, patient) ? undefined : { ...ours, mendable: true, ...notMade(step, patient) };
  const seen = survey.get(step.id);
  if (!seen || seen.is === 'ready') return undefined;
  if (seen.is === 'pending') return notReady(step, id, recorded.handle, seen, patient);
  const note = seen.note ?? isGone;
  return {
    ...ours,
    // Recreated, it would be empty: that is for the user to decide.
    mendable: !(seen.is === 'gone' && step.going?.data),
    cause: { en: `${step.title.en}: ${note.en}.`, ko: `${step.title.ko}: ${note.ko}.` },
    fix: seen.is === 'gone' ? makeAnew(step) : { en: 'Fix it with:', ko: '다음 명령으로 고칠 수 있습니다:' },
  };
}

const makeAnew = (step: AnyStep): Words =>
  step.going?.data
    ? {
        en: 'To have its data again, choose a snapshot with `stepway db restore --list`, and make the database of it: `stepway up --database-from NAME --data delete`. To recreate it empty:',
        ko: '데이터가 필요하면 `stepway db restore --list`에서 스냅샷을 골라 `stepway up --database-from 이름 --data delete`로 되살리세요. 필요 없다면 다음 명령이 빈 상태로 다시 만듭니다:',
      }
    : { en: 'Recreate it with:', ko: '다음 명령으로 다시 만들 수 있습니다:' };

function notReady(
  step: AnyStep,
  link: string,
  handle: Facts,
  seen: Extract<Seen<object>, { is: 'pending' }>,
  patient: Patient,
): Finding {
  const { note, fix } = seen;
  const task = taskOf(step, handle, seen);
  const wait: Words = {
    en: 'This takes time: check again in a few minutes.',
    ko: '시간이 더 필요합니다. 몇 분 뒤에 다시 확인하세요.',
  };
  const shell = !task && fix ? shellOn(patient) : undefined;
  return {
    link,
    mendable: false,
    users: task !== undefined,
    ...(!task && !fix && { passing: true }),
    cause: { en: `${step.title.en}: ${note.en}.`, ko: `${step.title.ko}: ${note.ko}.` },
    fix: task ?? (fix && shell ? onTheServer(fix) : fix) ?? wait,
    ...(shell && { command: shell }),
  };
}

const onTheServer = ({ en, ko }: Words): Words => ({
  en: `${en} Open a shell on the server with:`,
  ko: `${ko} 서버 셸에 접속하는 명령:`,
});

const shellOn = ({ state, shell }: Patient): string | undefined =>
  state.steps.get(instance.id)?.handle ? shell : undefined;
