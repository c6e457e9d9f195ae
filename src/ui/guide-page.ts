import type { Section } from '../guide/index.ts';
import type { Topic } from '../guide/topic.ts';
import type { Language, Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { table, wrap } from './table.ts';

/** A part of a page: what keeps its shape, and what is broken into lines anew. */
interface Block {
  readonly is: 'shape' | 'heading' | 'gap' | 'item' | 'paragraph';
  readonly text: string;
}

function blockOf(line: string): Block {
  if (line.trim() === '') return { is: 'gap', text: '' };
  if (line.startsWith('  ')) return { is: 'shape', text: line };
  if (line.startsWith('# ')) return { is: 'heading', text: line.slice(2) };
  if (line.startsWith('- ')) return { is: 'item', text: line.slice(2) };
  return { is: 'paragraph', text: line };
}

/** The blocks of a page; a line of plain text goes on with the paragraph or item before it. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const block of text.trim().split('\n').map(blockOf)) {
    const last = blocks.at(-1);
    if (block.is === 'paragraph' && (last?.is === 'paragraph' || last?.is === 'item'))
      blocks[blocks.length - 1] = { ...last, text: `${last.text} ${block.text}` };
    else blocks.push(block);
  }
  return blocks;
}

/** Lines longer than this are hard to read. */
const readable = 80;

const seeAlso: Words = { en: 'See also', ko: '함께 보기' };
const atAws: Words = { en: 'At AWS', ko: 'AWS 문서' };

/** A page of the guide, for people. */
export function showTopic(screen: Screen, topic: Topic): void {
  const { line, say, paint } = screen;
  const width = Math.min(screen.width, readable);
  line();
  line(`${paint(['bold', 'cyan'], say(topic.title))} ${paint('dim', `(${topic.id})`)}`);
  line();
  for (const { is, text } of blocksOf(say(topic.text))) {
    if (is === 'heading') line(paint('bold', text));
    else if (is === 'item') wrap(text, width - 2).forEach((one, at) => line(`${at === 0 ? '-' : ' '} ${one}`));
    else if (is === 'paragraph') wrap(text, width).forEach(line);
    else line(text);
  }
  line();
  if (topic.see?.length) line(`${paint('dim', `${say(seeAlso)}:`)} ${topic.see.join(', ')}`);
  topic.links?.forEach((link) => line(`${paint('dim', `${say(atAws)}:`)} ${link}`));
}

const howToRead: Words = {
  en: 'To read one: `stepway explain NAME`. Any words will do, in English or Korean: `stepway explain name servers`.',
  ko: '읽기: `stepway explain 이름`. 다른 말로 찾아도 됩니다. 예: `stepway explain 네임서버`, `stepway explain 왜 4개`.',
};

/** Pages to choose from, each with its line. */
export function showTopics(screen: Screen, sections: readonly Section[]): void {
  const { line, say, paint } = screen;
  const rows = table(sections.flatMap(({ topics }) => topics.map(({ id, summary }) => [`  ${id}`, say(summary)])));
  for (const { title, topics } of sections) {
    line();
    line(paint('bold', say(title)));
    rows.splice(0, topics.length).forEach((row) => line(row));
  }
  line();
  screen.paragraph(howToRead);
}

/** The list for programs. */
export const topicsJson = (topics: readonly Topic[], language: Language) => ({
  topics: topics.map(({ id, title, summary }) => ({ id, title: title[language], summary: summary[language] })),
});

/** A page for programs. */
export const topicJson = ({ id, title, summary, text, see = [], links = [] }: Topic, language: Language) => ({
  id,
  title: title[language],
  summary: summary[language],
  text: text[language].trim(),
  see,
  links,
});
