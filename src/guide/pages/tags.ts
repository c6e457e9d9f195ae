import type { Topic } from '../topic.ts';

const example = `  Name             shop-server
  stepway:id       3f9a1c0d
  stepway:name     shop
  stepway:step     server
  stepway:region   ap-northeast-2
  stepway:domain   shop.example.com
  stepway:since    2026-11-20`;

export const tags: Topic = {
  id: 'tags',
  title: { en: "The stack's name, and its tags", ko: '스택의 이름과 태그' },
  summary: { en: 'how you, AWS and stepway tell what belongs together', ko: '무엇이 한 묶음인지 알아보는 방법' },
  words: [
    'tag',
    'name',
    'stack',
    'label',
    'project name',
    'cost allocation',
    '태그',
    '이름',
    '스택',
    '꼬리표',
    '프로젝트 이름',
  ],
  about: ['name'],
  see: ['teardown', 'costs', 'stopping'],
  links: ['https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html'],
  text: {
    en: `
After a month, nobody remembers who owns which of twenty instances. A tag is a label with a key and a value that you can put on almost everything in AWS. The resources of a stack named \`shop\` have these:

${example}

You can search by tag in the console. \`stepway cost --activate\` has the bill tell the costs of stacks apart by the tag \`stepway:id\`.

The name is short (2 to 20 of a–z, 0–9 and hyphens) because it becomes part of resource names with tight AWS limits. Two stacks in one region need two names, such as \`shop\` and \`shop-test\`.

# What stepway does
\`--name\` defaults to your folder's name and cannot be changed later. Whose a resource is, the random id tells: one with the same name and another id, or none, is never adopted or deleted. If a tag is removed, \`stepway status\` shows it and \`stepway up\` puts it back.
`,
    ko: `
인스턴스가 스무 개쯤 되면, 한 달 뒤에는 무엇이 누구 것인지 알기 어렵습니다. 태그는 키와 값으로 된 꼬리표이고, AWS의 거의 모든 자원에 달 수 있습니다. 이름이 shop인 스택의 자원에는 이런 태그가 붙습니다.

${example}

콘솔에서 태그로 검색할 수 있고, \`stepway cost --activate\`를 실행하면 \`stepway:id\` 태그로 청구서에서 스택별 비용도 볼 수 있습니다.

이름은 짧아야 합니다(a–z, 0–9, 하이픈으로 2~20자). 길이 제한이 빡빡한 자원 이름의 일부가 되기 때문입니다. 한 리전에 두 벌을 만들려면 shop과 shop-test처럼 이름을 다르게 하세요.

# stepway가 하는 일
\`--name\`의 기본값은 폴더 이름이고 나중에 바꿀 수 없습니다. 누구의 자원인지는 무작위 ID로 구분합니다. 이름이 같아도 ID가 다르거나 없으면 가져다 쓰거나 삭제하지 않습니다. 태그가 지워지면 \`stepway status\`에 나타나고 \`stepway up\`이 다시 붙입니다.
`,
  },
};
