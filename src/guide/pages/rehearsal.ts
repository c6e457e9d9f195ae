import type { Topic } from '../topic.ts';

export const rehearsal: Topic = {
  id: 'rehearsal',
  title: { en: 'Rehearsal', ko: '연습 모드' },
  summary: { en: 'try everything without an account and at no cost', ko: '계정도 비용도 없이 끝까지 해 보기' },
  words: [
    'rehearse',
    'dry run',
    'simulate',
    'simulation',
    'demo',
    'scenario',
    'scenarios',
    '연습',
    '시뮬레이션',
    '모의',
    '시험',
  ],
  see: ['overview', 'stopping', 'teardown'],
  text: {
    en: `
The first time is easier when nothing can go wrong. With \`--rehearse\`, the same program runs against a simulated account on your computer: no AWS account, no keys, no network, no bill. It responds like AWS, with the same waits (30 times faster), limits and errors.

  stepway up --rehearse            build everything
  stepway status --rehearse        see what "exists"
  stepway teardown --rehearse      delete it again

You can also rehearse failures, to see what they look like before they are real:

  stepway up --rehearse name-servers-not-set
  stepway up --rehearse certificate-forbidden
  stepway up --rehearse unhealthy-target

# What stepway does
The simulated account lives in .stepway/rehearsal/, separate from the real state. Stop, resume, tear down, or delete the folder to start over. A rehearsal cannot know your account's quotas and permissions; \`stepway plan\` on the real account checks those without changing anything. Nor can it know your app: no server runs it, and \`stepway deploy --rehearse\` says so instead of claiming that the site responds. It does try the app on this computer, as a real deployment does.
`,
    ko: `
실수해도 괜찮은 곳에서 먼저 해 보면 훨씬 쉽습니다. \`--rehearse\`를 붙이면 같은 프로그램이 내 컴퓨터 안의 모의 계정에서 돌아갑니다. AWS 계정도, 키도, 네트워크도, 요금도 필요 없습니다. 기다리는 시간(30배 빠르게), 제한, 오류까지 AWS처럼 답합니다.

  stepway up --rehearse            처음부터 끝까지
  stepway status --rehearse        "만들어진" 것 보기
  stepway teardown --rehearse      다시 모두 삭제하기

문제가 생기는 상황도 미리 겪어 볼 수 있습니다.

  stepway up --rehearse name-servers-not-set
  stepway up --rehearse certificate-forbidden
  stepway up --rehearse unhealthy-target

# stepway가 하는 일
모의 계정은 실제 상태와 따로 .stepway/rehearsal/ 폴더에 둡니다. 멈췄다 이어 해도 되고, 폴더를 지우면 처음부터 다시 시작합니다. 내 계정의 할당량과 권한은 연습으로 알 수 없으니, 실제 계정에서 \`stepway plan\`으로 확인하세요. 이것도 아무것도 바꾸지 않습니다. 앱도 연습으로는 알 수 없습니다. 서버에서 앱을 실행하지 않으므로, \`stepway deploy --rehearse\`가 끝나도 사이트가 응답한다고 하지 않고 그 사실을 알려 줍니다. 다만 실제 배포처럼 이 컴퓨터에서는 앱을 실행해 봅니다.
`,
  },
};
