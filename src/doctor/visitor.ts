import type { Link } from '../steps/chapter.ts';
import { isTheirs, isWell, mayPass, meaningOf } from '../visit/meaning.ts';
import type { Visit, Visited } from '../visit/visit.ts';
import { joined, type Words } from '../words.ts';
import type { Finding } from './finding.ts';

/** What comes of the whole chain. */
export const visitor: Link = {
  id: 'visitor',
  title: { en: 'What visitors get', ko: '방문자가 받는 응답' },
  steps: [],
};

const isSilence = (visit: Visit) =>
  (visit.is === 'answered' && visit.status >= 500) || (visit.is === 'unreachable' && visit.silent === true);

/** Whether it is the app that does not answer, or only with an error. */
export const isAppSilent = ({ url, visit }: Visited): boolean => isSilence(visit) && !isTheirs(visit, url);

const allWhole: Words = {
  en: 'Every part is healthy, but:',
  ko: '구성 요소는 모두 정상이지만 방문자에게는 다음 문제가 있습니다.',
};

/**
 * What is wrong for a visitor when every part is as it should be.
 *
 * @param shell how to get to the log of the app.
 */
export function seenByVisitor(seen: Visited, shell: string | undefined): Finding | undefined {
  const { url, visit } = seen;
  const { what, todo } = meaningOf(visit, url);
  if (isWell(visit) || !todo) return undefined;
  return {
    link: visitor.id,
    mendable: false,
    users: false,
    ...(mayPass(visit) && { passing: true }),
    cause: joined(' ', allWhole, what),
    fix: todo,
    ...(isAppSilent(seen) && shell && { command: shell }),
  };
}
