import type { Diagnosis } from '../doctor/diagnose.ts';
import type { Visit } from '../visit/visit.ts';
import type { Language, Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { spoken } from './speech.ts';
import { wrap } from './table.ts';

const marks = { whole: '✔', broken: '✖', unjudged: '·' } as const;
const colours = { whole: 'green', broken: 'red', unjudged: 'dim' } as const;

const notLookedAt: Words = { en: 'not checked', ko: '확인하지 않음' };

const healthy: Words = {
  en: 'Everything works, from the visitor to the database.',
  ko: '방문자에서 데이터까지 문제가 없습니다.',
};

/** The chain with its first broken link, why it is broken, and what to do. */
export function showDiagnosis(screen: Screen, { links, finding, note }: Diagnosis, visit: Visit | undefined): void {
  const { line, say, paint, width } = screen;
  line();
  for (const { link, is } of links) {
    const rest = is === 'unjudged' ? paint('dim', ` (${say(notLookedAt)})`) : '';
    line(`  ${paint(colours[is], marks[is])} ${say(link.title)}${rest}`);
  }
  if (visit?.is === 'answered')
    line(`  ${paint('dim', `${say({ en: 'Visitors get', ko: '방문자가 받는 응답' })}: HTTP ${visit.status}`)}`);
  line();
  if (!finding) {
    screen.paragraph(healthy);
    if (note) screen.paragraph(note);
    return;
  }
  wrap(say(finding.cause), width).forEach((one) => line(paint('bold', one)));
  wrap(say(finding.fix), width).forEach((one) => line(one));
  if (finding.command) line(`    ${paint('cyan', finding.command)}`);
  if (note) {
    line();
    screen.paragraph(note);
  }
}

/** The same for programs. */
export const diagnosisJson = ({ links, finding, note }: Diagnosis, visit: Visit | undefined, language: Language) => ({
  healthy: !finding,
  links: links.map(({ link, is }) => ({ id: link.id, title: link.title[language], is })),
  ...(visit && { visit }),
  ...(finding && { finding: spoken(finding, language) }),
  ...(note && { note: note[language] }),
});
