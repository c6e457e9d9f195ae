import type { Topic } from '../topic.ts';

export const name: Topic = {
  id: 'name',
  title: {
    en: 'The name and the tags',
    ko: '프로젝트 이름과 태그',
  },
  summary: {
    en: 'How your things are told apart from all others.',
    ko: '내 자원을 다른 자원과 구별하는 방법입니다.',
  },
  words: ['name', '이름', 'tag', '태그', 'stepway:name'],
  text: {
    en: 'A tag is a label on an AWS thing: a key and a value. By tags you find what belongs together, in the console and on the bill.',
    ko: '태그는 AWS 자원에 붙이는 이름표로, 키와 값으로 되어 있습니다. 콘솔과 청구서에서 함께 쓰는 자원을 태그로 찾을 수 있습니다.',
  },
  here: {
    en: "Puts stepway:name and stepway:step on everything that can carry tags, and builds every name from --name. It touches only what carries its tags: a thing of the same name without them is somebody else's.",
    ko: '태그를 붙일 수 있는 모든 자원에 stepway:name과 stepway:step을 붙이고, 모든 이름을 --name으로 만듭니다. 이 태그가 있는 것만 건드립니다. 이름이 같아도 태그가 없으면 다른 사람의 것으로 봅니다.',
  },
  about: ['name'],
  see: ['teardown', 'cost'],
  links: ['https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html'],
};
