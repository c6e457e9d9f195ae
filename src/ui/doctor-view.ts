import type { Diagnosis } from '../doctor/diagnose.ts';
import { visitor } from '../doctor/visitor.ts';
import { isAssumed, visitsJson } from '../visit/meaning.ts';
import type { Visited } from '../visit/visit.ts';
import type { Language, Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { spoken } from './speech.ts';

const marks = { whole: '✔', broken: '✖', unjudged: '·' } as const;
const colours = { whole: 'green', broken: 'red', unjudged: 'dim' } as const;

const notLookedAt: Words = { en: 'not checked', ko: '확인하지 않음' };

const healthy: Words = {
  en: 'Everything works, from the visitor to the database.',
  ko: '방문자에서 데이터까지 문제가 없습니다.',
};

/** Where it is not known what visitors get. */
const partsHealthy: Words = { en: 'Every part is healthy.', ko: '구성 요소는 모두 정상입니다.' };

/** What the site itself answers, as far as that is known. */
const statusIn = ([own]: readonly Visited[]) =>
  own?.visit.is === 'answered' && !isAssumed(own.visit) ? `HTTP ${own.visit.status}` : undefined;

/** The chain with its first broken link, why it is broken, and what to do. */
export function showDiagnosis(screen: Screen, { links, finding, note }: Diagnosis, visits: readonly Visited[]): void {
  const { line, say, paint } = screen;
  line();
  for (const { link, is } of links) {
    const seen = link.id === visitor.id ? statusIn(visits) : undefined;
    const rest = seen ?? (is === 'unjudged' ? say(notLookedAt) : undefined);
    line(`  ${paint(colours[is], marks[is])} ${say(link.title)}${rest ? paint('dim', ` (${rest})`) : ''}`);
  }
  line();
  if (!finding) {
    screen.paragraph(links.every(({ is }) => is === 'whole') ? healthy : partsHealthy);
    if (note) screen.paragraph(note);
    return;
  }
  screen.paragraph(finding.cause, 'bold');
  screen.paragraph(finding.fix);
  if (finding.command) screen.whole(`    ${paint('cyan', finding.command)}`);
  if (note) {
    line();
    screen.paragraph(note);
  }
}

export const diagnosisJson = ({ links, finding, note }: Diagnosis, visits: readonly Visited[], language: Language) => ({
  healthy: !finding,
  links: links.map(({ link, is }) => ({ id: link.id, title: link.title[language], is })),
  ...visitsJson(visits),
  ...(finding && { finding: spoken(finding, language) }),
  ...(note && { note: note[language] }),
});
