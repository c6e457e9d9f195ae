import stringWidth from 'string-width';
import type { Topic } from '../guide/topic.ts';
import type { Language, Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { table } from './table.ts';

const ours: Words = { en: 'What stepway does', ko: 'stepway가 하는 일' };
const related: Words = { en: 'See also', ko: '함께 보기' };
const source: Words = { en: 'AWS on it', ko: 'AWS 문서' };

/** One page of the guide. */
export function showTopic(screen: Screen, topic: Topic): void {
  const { line, say, paint, paragraph } = screen;
  const heading = (words: Words) => line(paint('bold', say(words)));
  line();
  heading(topic.title);
  line(paint('dim', '─'.repeat(stringWidth(say(topic.title)))));
  paragraph(topic.text);
  if (topic.picture) {
    line();
    for (const row of say(topic.picture).split('\n')) line(paint('cyan', row));
  }
  line();
  heading(ours);
  paragraph(topic.here);
  line();
  if (topic.see.length > 0) line(`${paint('dim', `${say(related)}:`)} ${topic.see.join(', ')}`);
  for (const link of topic.links) line(`${paint('dim', `${say(source)}:`)} ${link}`);
}

/** Every page in a line. */
export function showTopics(screen: Screen, topics: readonly Topic[]): void {
  const { line, say, paint, paragraph } = screen;
  line();
  table(topics.map(({ id, summary }) => [`  ${paint('bold', id)}`, say(summary)])).forEach(line);
  line();
  paragraph({
    en: '`stepway explain NAME` opens a page; a word in English or Korean finds it as well.',
    ko: '`stepway explain 이름`으로 읽을 수 있습니다. 한국어나 영어 단어로도 찾습니다.',
  });
}

/** A page for programs. */
export const topicJson = ({ id, title, summary, text, here, see, links }: Topic, language: Language) => ({
  id,
  title: title[language],
  summary: summary[language],
  text: text[language],
  here: here[language],
  see,
  links,
});
