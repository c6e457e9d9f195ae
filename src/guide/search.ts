import { distance } from './distance.ts';
import type { Topic } from './topic.ts';

/** What a search came to. */
export interface Found {
  /** One when it is clear which is meant, several to choose from, or none. */
  readonly topics: readonly Topic[];
  /** What may have been meant, when nothing was found. */
  readonly near: readonly Topic[];
}

/** Text as it is compared: case, spaces, hyphens and the like make no difference. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const namesOf = ({ id, title, words }: Topic) => [id, title.en, title.ko, ...words].map(bare);
const textOf = ({ summary, text }: Topic) => bare([summary.en, summary.ko, text.en, text.ko].join(' '));

const hangul = /\p{Script=Hangul}/u;

/** Whether a word of a sentence is this name; a Korean one may have particles behind it. */
const says = (word: string, name: string) =>
  word === name || (hangul.test(name) && name.length > 1 && word.startsWith(name));

/** What may be meant, the surest first: the first of them that finds anything decides. */
const ways: readonly ((topic: Topic, query: string) => boolean)[] = [
  ({ id }, query) => bare(id) === bare(query),
  (topic, query) => namesOf(topic).includes(bare(query)),
  (topic, query) => bare(query).length > 1 && namesOf(topic).some((name) => name.includes(bare(query))),
  (topic, query) => namesOf(topic).some((name) => query.split(/\s+/).some((word) => says(bare(word), name))),
  (topic, query) => bare(query).length > 1 && textOf(topic).includes(bare(query)),
];

/** How many letters apart a query and the nearest name of a topic are; Hangul is compared by its jamo. */
const apart = (topic: Topic, query: string) =>
  Math.min(...namesOf(topic).map((name) => distance(name.normalize('NFD'), query)));

/** The nearest names, as long as they have most letters in common with the query. */
function nearest(topics: readonly Topic[], query: string): Topic[] {
  const letters = bare(query).normalize('NFD');
  return topics
    .map((topic) => ({ topic, apart: apart(topic, letters) }))
    .filter(({ apart }) => apart <= Math.max(1, letters.length / 3))
    .toSorted((a, b) => a.apart - b.apart)
    .slice(0, 3)
    .map(({ topic }) => topic);
}

/** Looks for a page by its id, then by other words for it in either language, then in the texts. */
export function search(topics: readonly Topic[], query: string): Found {
  if (bare(query) === '') return { topics: [], near: [] };
  for (const way of ways) {
    const found = topics.filter((topic) => way(topic, query));
    if (found.length > 0) return { topics: found, near: [] };
  }
  return { topics: [], near: nearest(topics, query) };
}
