import { alb } from './pages/alb.ts';
import { search, type Found } from './search.ts';
import type { Topic } from './topic.ts';
import type { Words } from '../words.ts';

/** Pages that belong together. */
export interface Section {
  readonly title: Words;
  readonly topics: readonly Topic[];
}

/** The guide, as its list shows it. Load this file only when a page is wanted: it has every text in it. */
export const sections: readonly Section[] = [{ title: { en: 'The way in', ko: '입구' }, topics: [alb] }];

/** Every page. */
export const topics: readonly Topic[] = sections.flatMap((section) => section.topics);

/** The pages that somebody means who types this, in either language. */
export const findTopics = (query: string): Found => search(topics, query);

/** The page that explains a chapter, a question or a step, by its id. */
export const topicAbout = (id: string): Topic | undefined => topics.find(({ about }) => about?.includes(id));
