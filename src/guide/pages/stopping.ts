import type { Topic } from '../topic.ts';

export const stopping: Topic = {
  id: 'stopping',
  title: { en: 'Stopping and resuming', ko: '멈추기와 이어 하기' },
  summary: {
    en: 'Ctrl-C, a closed laptop, waiting for days: nothing is lost',
    ko: '언제든 멈춰도 잃는 것 없이 이어서 하는 방법',
  },
  words: [
    'stop',
    'resume',
    'continue',
    'pause',
    'interrupt',
    'ctrl-c',
    'state',
    'state file',
    '.stepway',
    '멈춤',
    '중단',
    '재개',
    '이어서',
    '계속',
    '상태 파일',
    '상태파일',
    '취소',
  ],
  see: ['teardown', 'delegation', 'tags', 'rehearsal'],
  text: {
    en: `
You can stop at any time. Press Ctrl-C: stepway finishes what it has started in AWS, so nothing is left half built. Press it twice to stop immediately. A closed laptop, a lost connection or \`kill -9\` does no harm either.

  stepway up          continues where it stopped
  stepway status      shows what exists, and what AWS says about it
  stepway teardown    deletes what exists, even after a partial build

The state is in .stepway/NAME.jsonl, in your project folder: before each call, what stepway is about to create; after it, what it got. Before creating anything, it checks whether it already exists, so nothing is created twice.

What already exists costs money while you pause; the plan says how much.

# What stepway does
Keep the .stepway/ folder (it ignores itself in git and contains no secrets). If you lose it, \`stepway up --recover\` with the same \`--name\`, \`--region\` and answers finds everything by its tags. If you run stepway in two terminals, the second one tells you who holds the lock.
`,
    ko: `
언제든 멈춰도 됩니다. Ctrl-C를 누르면 AWS에 요청한 일까지만 마치고 멈추므로 반쯤 만들어진 것이 남지 않습니다. 두 번 누르면 바로 멈춥니다. 노트북을 덮거나, 네트워크가 끊기거나, \`kill -9\`를 해도 괜찮습니다.

  stepway up          멈춘 곳부터 이어서 하기
  stepway status      만든 것과 지금 AWS의 상태 보기
  stepway teardown    중간까지만 만들었어도 있는 것을 모두 삭제

만든 것은 프로젝트 폴더의 .stepway/이름.jsonl에 적혀 있습니다. 요청하기 전에 무엇을 만들지, 요청한 뒤에 무엇을 받았는지 적습니다. 만들기 전에 이미 있는지부터 확인하므로 같은 것을 두 번 만들지 않습니다.

멈춰 있는 동안에도 이미 만든 것에는 요금이 나옵니다. 얼마인지는 계획에 나와 있습니다.

# stepway가 하는 일
.stepway/ 폴더를 지우지 마세요(git에는 올라가지 않고 비밀도 없습니다). 잃어버렸다면 \`stepway up --recover\`에 같은 \`--name\`, \`--region\`과 답을 주세요. 태그로 모두 찾아냅니다. 터미널 두 개에서 동시에 실행하면 나중 것은 누가 작업 중인지 알려 주고 멈춥니다.
`,
  },
};
