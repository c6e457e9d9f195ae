import { blocksOf } from '../guide/blocks.ts';
import type { Section } from '../guide/index.ts';
import type { Topic } from '../guide/topic.ts';
import type { Language, Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { wrap } from './table.ts';

/** Columns; longer lines are hard to read. */
const readable = 80;

const seeAlso: Words = { en: 'See also', ko: '함께 보기' };
const atAws: Words = { en: 'AWS documentation', ko: 'AWS 문서' };

/** AWS keeps its documentation in both languages, at addresses that differ by a folder. */
const documentation: Words = { en: '//docs.aws.amazon.com/', ko: '//docs.aws.amazon.com/ko_kr/' };

const linkIn = (link: string, language: Language) => link.replace(documentation.en, documentation[language]);

export function showTopic(screen: Screen, { id, title, text, see = [], links = [] }: Topic): void {
  const { line, say, paint, language } = screen;
  const width = Math.min(screen.width, readable);
  const words = (part: string) => line(part.replace(/`[^`]+`/g, (command) => paint('cyan', command)));
  line();
  line(`${paint(['bold', 'cyan'], say(title))} ${paint('dim', `(${id})`)}`);
  line();
  for (const { is, text: part, mark = '' } of blocksOf(say(text))) {
    if (is === 'heading') line(paint('bold', part));
    else if (is === 'item')
      wrap(part, width - mark.length - 1).forEach((one, at) =>
        words(`${at === 0 ? mark : ' '.repeat(mark.length)} ${one}`),
      );
    else if (is === 'paragraph') wrap(part, width).forEach(words);
    else line(part);
  }
  line();
  if (see.length > 0) line(`${paint('dim', `${say(seeAlso)}:`)} ${see.join(', ')}`);
  if (links.length > 0) line(paint('dim', `${say(atAws)}:`));
  // Alone on its line and never broken: a terminal makes a link of it, and it can be copied.
  for (const link of links) line(linkIn(link, language));
  if (see.length + links.length > 0) line();
}

/** Pages to choose from, each with its line. */
export function showTopics(screen: Screen, sections: readonly Section[]): void {
  const { line, say, paint } = screen;
  const longest = Math.max(...sections.flatMap(({ topics }) => topics.map(({ id }) => id.length)));
  for (const { title, topics } of sections) {
    screen.heading(title);
    screen.table(topics.map(({ id, summary }) => [`  ${id.padEnd(longest)}`, say(summary)]));
  }
  line();
  const [first] = sections.flatMap(({ topics }) => topics);
  const ways: readonly (readonly [string, Words])[] = [
    [`${first?.id}`, { en: 'Read a page', ko: '페이지 읽기' }],
    [say({ en: 'name servers', ko: '네임서버' }), { en: 'Search in English or Korean', ko: '한국어나 영어로 찾기' }],
  ];
  screen.table(ways.map(([words, what]) => [paint('dim', `  stepway explain ${words}`), paint('dim', say(what))]));
  line();
}

export const topicsJson = (topics: readonly Topic[], language: Language) => ({
  topics: topics.map(({ id, title, summary }) => ({ id, title: title[language], summary: summary[language] })),
});

export const topicJson = ({ id, title, summary, text, see = [], links = [] }: Topic, language: Language) => ({
  id,
  title: title[language],
  summary: summary[language],
  text: text[language].trim(),
  see,
  links: links.map((link) => linkIn(link, language)),
});
