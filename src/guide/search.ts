import { distance } from '../nearest.ts';
import type { Topic } from './topic.ts';

export interface Found {
  /** One if the match is clear, several to choose from, or none. */
  readonly topics: readonly Topic[];
  /** Suggestions, if nothing was found. */
  readonly near: readonly Topic[];
}

/** Text normalized for comparison: ignores case, spaces, hyphens and the like. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const namesOf = ({ id, title, words }: Topic) => [id, title.en, title.ko, ...words].map(bare);
const textOf = (topic: Topic) =>
  [...namesOf(topic), ...[topic.summary, topic.text].flatMap(({ en, ko }) => [bare(en), bare(ko)])].join(' ');

/** Singular and plural count as the same. */
const singular = (name: string) => name.replace(/s$/, '');

const wordsOf = (query: string) => query.split(/\s+/).map(bare).filter(Boolean);

/** Every run of neighbouring words as one: "what is a security group" has `securitygroup` in it. */
const runsOf = (words: readonly string[]) =>
  words.flatMap((_, from) => words.slice(from).map((__, more) => words.slice(from, from + more + 1).join('')));

const hangul = /^\p{Script=Hangul}{2}/u;

/** The length of a topic's longest name in a sentence; Korean names may be followed by particles. */
const named = (topic: Topic, runs: readonly string[]) =>
  Math.max(
    0,
    ...namesOf(topic)
      .filter((name) => runs.some((run) => run === name || (hangul.test(name) && run.startsWith(name))))
      .map((name) => name.length),
  );

/** The topics with the longest name in the sentence: a security group is not just a group. */
function namedIn(topics: readonly Topic[], query: string): Topic[] {
  const runs = runsOf(wordsOf(query));
  const lengths = topics.map((topic) => named(topic, runs));
  const longest = Math.max(1, ...lengths);
  return topics.filter((_, at) => lengths[at] === longest);
}

type Way = (topics: readonly Topic[], query: string) => Topic[];

/** Ways to look up a name, surest first: the first that finds anything wins. */
const byName: readonly Way[] = [
  (topics, query) => topics.filter(({ id }) => bare(id) === bare(query)),
  (topics, query) => topics.filter((topic) => namesOf(topic).some((name) => singular(name) === singular(bare(query)))),
  (topics, query) => topics.filter((topic) => namesOf(topic).some((name) => name.includes(bare(query)))),
];

/** Ways to search for something that is not a name, or nearly one. */
const byText: readonly Way[] = [
  namedIn,
  (topics, query) => topics.filter((topic) => wordsOf(query).every((word) => textOf(topic).includes(word))),
];

/** The names of a topic, and the longer words in them. */
const partsOf = (topic: Topic) => [
  ...namesOf(topic),
  ...[topic.id.replaceAll('-', ' '), ...topic.words].flatMap(wordsOf).filter((word) => word.length > 3),
];

/** The closest names, if no more than this share of the letters differs; Hangul is compared by jamo. */
function nearest(topics: readonly Topic[], query: string, share: number, parts = namesOf): Topic[] {
  const letters = bare(query).normalize('NFD');
  const apart = (name: string) => distance(name.normalize('NFD'), letters);
  return topics
    .map((topic) => ({ topic, apart: Math.min(...parts(topic).map(apart)) }))
    .filter((one) => one.apart <= letters.length * share)
    .toSorted((a, b) => a.apart - b.apart)
    .slice(0, 3)
    .map(({ topic }) => topic);
}

/** The longest query worth searching for. */
const longest = 80;

/** Finds a page by its id, then by its search terms in either language, then in the texts. */
export function search(topics: readonly Topic[], typed: string): Found {
  const query = typed.slice(0, longest);
  if (bare(query) === '') return { topics: [], near: [] };
  const first = (ways: readonly Way[]) => ways.map((way) => way(topics, query)).find((found) => found.length > 0) ?? [];

  const called = first(byName);
  if (called.length > 0) return { topics: called, near: [] };
  // A misspelled name must not be treated as a sentence about something else.
  const slips = nearest(topics, query, 1 / 6);
  if (slips.length > 0) return { topics: [], near: slips };
  const found = first(byText);
  return { topics: found, near: found.length > 0 ? [] : nearest(topics, query, 1 / 3, partsOf) };
}
