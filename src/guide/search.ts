import type { Topic } from './topic.ts';

/** What letters are compared by: not by case, hyphens or spaces. */
const bare = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]/g, '');

const names = ({ id, title, words }: Topic) => [id, title.en, title.ko, ...words].map(bare);

/** Everything that a page says. */
const whole = ({ summary, text, here }: Topic) => [summary, text, here].flatMap(({ en, ko }) => [en, ko]).map(bare);

/** From the strictest way of matching to the most generous. */
const ways: readonly ((topic: Topic, wanted: string) => boolean)[] = [
  ({ id }, wanted) => bare(id) === wanted,
  (topic, wanted) => names(topic).includes(wanted),
  (topic, wanted) => names(topic).some((name) => name.includes(wanted)),
  (topic, wanted) => whole(topic).some((text) => text.includes(wanted)),
];

/** The pages that a word of either language leads to: those of the strictest match there is. */
export function findTopics(topics: readonly Topic[], query: string): readonly Topic[] {
  const wanted = bare(query);
  if (wanted === '') return [];
  for (const matches of ways) {
    const found = topics.filter((topic) => matches(topic, wanted));
    if (found.length > 0) return found;
  }
  return [];
}

/** The page on a question, a step or a chapter, by its key or id. */
export const topicAbout = (topics: readonly Topic[], id: string): Topic | undefined =>
  topics.find(({ about }) => about.includes(id));
