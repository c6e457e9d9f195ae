import { places, type Link } from '../steps/chapter.ts';
import { chapters, steps } from '../steps/index.ts';

/** From the visitor inwards: what is built last is met first. */
const brought = chapters.toReversed().flatMap(({ links = [] }) => links);
const chain = places.flatMap((place) => brought.filter(({ at }) => at === place));
const placed = new Set(chain.flatMap((link) => link.steps));

/** The chain from the visitor inwards. What has no place of its own in it is looked at last. */
export const links: readonly Link[] = [
  ...chain
    .filter(({ id }, at) => chain.findIndex((link) => link.id === id) === at)
    .map(({ id, title }) => ({ id, title, steps: chain.flatMap((link) => (link.id === id ? link.steps : [])) })),
  {
    id: 'rest',
    title: { en: 'Everything else', ko: '그 밖의 것' },
    steps: steps.filter((step) => !placed.has(step)),
  },
];
