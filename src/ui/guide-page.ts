import stringWidth from 'string-width';
import { blocksOf, type Block } from '../guide/blocks.ts';
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

/** The preformatted lines from there on. */
function shapeAt(blocks: readonly Block[], from: number): readonly string[] {
  const end = blocks.findIndex(({ is }, at) => at > from && is !== 'shape');
  return blocks.slice(from, end < 0 ? undefined : end).map(({ text }) => text);
}

const isDrawn = (line: string) => /[─│┌┐└┘├▶▼]/.test(line);

/** A line of two columns as two, where they do not fit beside each other. */
function inTwo(line: string, columns: number): readonly string[] {
  const [, first, second] = /^( *\S.*?) {2,}(\S.*)$/.exec(line) ?? [];
  if (stringWidth(line) <= columns || first === undefined || second === undefined) return [line];
  return [first, ...wrap(second, columns - further.length).map((one) => further + one)];
}

const further = '      ';

/** What is preformatted: a drawing is not broken, since it would be none any more. */
function showShape({ line, remark, columns }: Screen, lines: readonly string[]): void {
  const width = Math.max(...lines.map((one) => stringWidth(one)));
  if (width > columns && lines.some(isDrawn))
    return remark({
      en: `  (A drawing, for windows of ${width} columns and more)`,
      ko: `  (${width}칸 이상인 창에서 보이는 그림)`,
    });
  for (const one of lines.flatMap((text) => inTwo(text, columns))) line(one);
}

export function showTopic(screen: Screen, { id, title, text, see = [], links = [] }: Topic): void {
  const { line, say, paint, language } = screen;
  const width = Math.min(screen.width, readable);
  const words = (part: string) => line(part.replace(/`[^`]+`/g, (command) => paint('cyan', command)));
  line();
  line(`${paint(['bold', 'cyan'], say(title))} ${paint('dim', `(${id})`)}`);
  line();
  const blocks = blocksOf(say(text));
  for (const [at, { is, text: part, mark = '' }] of blocks.entries()) {
    if (is === 'shape') {
      if (blocks[at - 1]?.is !== 'shape') showShape(screen, shapeAt(blocks, at));
      continue;
    }
    if (is === 'heading') line(paint('bold', part));
    else if (is === 'item')
      wrap(part, width - mark.length - 1).forEach((one, at) =>
        words(`${at === 0 ? mark : ' '.repeat(mark.length)} ${one}`),
      );
    else if (is === 'paragraph') wrap(part, width).forEach(words);
    else line();
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
