import { findTopics } from '../guide/search.ts';
import { topics } from '../guide/topics.ts';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { showTopic, showTopics, topicJson } from '../ui/guide-page.ts';
import { printJson } from '../ui/output.ts';
import type { World } from '../world.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { surroundings } from './surroundings.ts';

const unheardOf = (query: string) =>
  new Trouble(
    'usage',
    { en: `There is no page about "${oneLine(query)}".`, ko: `"${oneLine(query)}"에 대한 설명이 없습니다.` },
    {
      en: '`stepway explain` lists all pages; a word such as certificate or 인증서 finds one.',
      ko: '`stepway explain`에서 전체 목록을 볼 수 있습니다. 인증서, certificate 같은 단어로 찾아 보세요.',
    },
  );

export const command: CommandDefinition = {
  argument: {
    name: 'topic',
    words: true,
    help: { en: 'the name of a page, or a word in English or Korean', ko: '설명의 이름, 또는 한국어나 영어 단어' },
    values: topics.map(({ id }) => id),
  },
  standalone: true,
  questions: [],
  options: [],
  examples: [
    { line: 'stepway explain', does: { en: 'list all pages', ko: '전체 목록 보기' } },
    { line: 'stepway explain certificate', does: { en: 'read one', ko: '하나 읽기' } },
    { line: 'stepway explain 네임서버', does: { en: 'find one by a word', ko: '단어로 찾기' } },
  ],

  async run(world: World, options: CommonOptions, given) {
    const query = given.join(' ');
    const { page } = await surroundings(world, options);
    const found = query === '' ? topics : findTopics(topics, query);
    const [first] = found;
    if (!first) throw unheardOf(query);
    if (options.json) {
      const pages = found.map((topic) => topicJson(topic, page.language));
      printJson(world.output, query === '' || pages.length > 1 ? pages : pages[0], 2);
    } else if (found.length === 1) showTopic(page, first);
    else showTopics(page, found);
    return 0;
  },
};
