import { distance } from '../nearest.ts';
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
const textOf = (topic: Topic) =>
  [...namesOf(topic), ...[topic.summary, topic.text].flatMap(({ en, ko }) => [bare(en), bare(ko)])].join(' ');

/** One or many of them is the same. */
const singular = (name: string) => name.replace(/s$/, '');

const wordsOf = (query: string) => query.split(/\s+/).map(bare).filter(Boolean);

/** Every run of neighbouring words as one: "what is a security group" has `securitygroup` in it. */
const runsOf = (words: readonly string[]) =>
  words.flatMap((_, from) => words.slice(from).map((__, more) => words.slice(from, from + more + 1).join('')));

const hangul = /^\p{Script=Hangul}{2}/u;

/** How long the longest name of a topic is that a sentence names; Korean ones may have particles behind them. */
const named = (topic: Topic, runs: readonly string[]) =>
  Math.max(
    0,
    ...namesOf(topic)
      .filter((name) => runs.some((run) => run === name || (hangul.test(name) && run.startsWith(name))))
      .map((name) => name.length),
  );

/** Those whose longest name is in the sentence: a security group is not just a group. */
function namedIn(topics: readonly Topic[], query: string): Topic[] {
  const runs = runsOf(wordsOf(query));
  const lengths = topics.map((topic) => named(topic, runs));
  const longest = Math.max(1, ...lengths);
  return topics.filter((_, at) => lengths[at] === longest);
}

type Way = (topics: readonly Topic[], query: string) => Topic[];

/** The ways to look for a name, the surest first: the first of them that finds anything decides. */
const byName: readonly Way[] = [
  (topics, query) => topics.filter(({ id }) => bare(id) === bare(query)),
  (topics, query) => topics.filter((topic) => namesOf(topic).some((name) => singular(name) === singular(bare(query)))),
  (topics, query) => topics.filter((topic) => namesOf(topic).some((name) => name.includes(bare(query)))),
];

/** The ways to look for what is neither a name nor nearly one. */
const byText: readonly Way[] = [
  namedIn,
  (topics, query) => topics.filter((topic) => wordsOf(query).every((word) => textOf(topic).includes(word))),
];

/** How many letters apart a query and the nearest name of a topic are; Hangul is compared by its jamo. */
const apart = (topic: Topic, letters: string) =>
  Math.min(...namesOf(topic).map((name) => distance(name.normalize('NFD'), letters)));

/** The nearest names, as long as no more than this share of the letters is another one. */
function nearest(topics: readonly Topic[], query: string, share: number): Topic[] {
  const letters = bare(query).normalize('NFD');
  return topics
    .map((topic) => ({ topic, apart: apart(topic, letters) }))
    .filter((one) => one.apart <= letters.length * share)
    .toSorted((a, b) => a.apart - b.apart)
    .slice(0, 3)
    .map(({ topic }) => topic);
}

/** Nobody looks for more than this. */
const longest = 80;

/** Looks for a page by its id, then by other words for it in either language, then in the texts. */
export function search(topics: readonly Topic[], typed: string): Found {
  const query = typed.slice(0, longest);
  if (bare(query) === '') return { topics: [], near: [] };
  const first = (ways: readonly Way[]) => ways.map((way) => way(topics, query)).find((found) => found.length > 0) ?? [];

  const called = first(byName);
  if (called.length > 0) return { topics: called, near: [] };
  // A name with a slip in it is not to be taken for a sentence about something else.
  const slips = nearest(topics, query, 1 / 6);
  if (slips.length > 0) return { topics: [], near: slips };
  const found = first(byText);
  return { topics: found, near: found.length > 0 ? [] : nearest(topics, query, 1 / 3) };
}
