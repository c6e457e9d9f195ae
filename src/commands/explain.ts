import { Trouble, exitCodes } from '../errors.ts';
import { findTopics, sections, topics } from '../guide/index.ts';
import type { Topic } from '../guide/topic.ts';
import { typed } from '../plain.ts';
import { showTopic, showTopics, topicJson, topicsJson } from '../ui/guide-page.ts';
import { printJson } from '../ui/output.ts';
import { inEach } from '../words.ts';
import type { CommandDefinition } from './command.ts';
import { rehearseOption } from './options.ts';
import { screenOn } from './screen-on.ts';

/** Reads nothing but the guide: it works without an account, a network or a stack. */
export const command: CommandDefinition = {
  argument: {
    name: 'topic',
    help: {
      en: 'A page, or words to search for in English or Korean. Without it, all pages are listed.',
      ko: '페이지 이름이나 찾을 말(한국어, 영어). 생략하면 전체 목록 보기',
    },
    words: true,
    values: topics.map(({ id }) => id),
  },
  standalone: true,
  questions: [],
  options: rehearseOption,
  examples: {
    'stepway explain': { en: 'List all pages', ko: '전체 목록 보기' },
    'stepway explain vpc': { en: 'Read a page', ko: '페이지 읽기' },
    'stepway explain 네임서버': { en: 'Search in English or Korean', ko: '한국어나 영어로 찾기' },
  },

  run(world, options, given) {
    // What is explained is the same everywhere.
    const page = screenOn(world.output, world, options, {});
    // The word after the flag would be its scenario.
    const { rehearse } = options;
    const query = typed([...(typeof rehearse === 'string' ? [rehearse] : []), ...given].join(' '));
    const found = query === '' ? topics : matching(query);
    const only = query !== '' && found.length === 1 ? found[0] : undefined;
    if (options.json) {
      printJson(world.output, only ? topicJson(only, page.language) : topicsJson(found, page.language), 2);
    } else if (only) showTopic(page, only);
    else {
      const title = { en: `Pages on "${query}"`, ko: `"${query}"에 관한 페이지` };
      showTopics(page, query === '' ? sections : [{ title, topics: found }]);
    }
    return Promise.resolve(exitCodes.done);
  },
};

function matching(query: string): readonly Topic[] {
  const found = findTopics(query);
  if (found.topics.length > 0) return found.topics;
  const near = inEach((language) => found.near.map(({ id, title }) => `${id} (${title[language]})`).join(', '));
  throw new Trouble(
    'usage',
    { en: `No page matches "${query}".`, ko: `"${query}"에 관한 페이지가 없습니다.` },
    {
      en: `${near.en && `Closest matches: ${near.en}. `}Run \`stepway explain\` to list all pages.`,
      ko: `${near.ko && `비슷한 페이지: ${near.ko}. `}\`stepway explain\`에서 전체 목록을 볼 수 있습니다.`,
    },
  );
}
