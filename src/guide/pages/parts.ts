import type { Topic } from '../topic.ts';

export const parts: Topic = {
  id: 'parts',
  title: { en: 'Adding parts later', ko: '기능을 나중에 추가하기' },
  summary: { en: 'logs, alarms, budget, audit: when they are needed', ko: '로그, 알림, 예산, 감사 기록을 필요할 때' },
  words: ['parts', 'add', 'remove', 'addon', 'extra', 'later', 'enable', 'disable', '기능', '추가', '나중', '확장'],
  about: ['parts'],
  see: ['costs', 'logs', 'alarms'],
  text: {
    en: `
A first site needs a server, a name and perhaps a database. What helps once it is in use is a part: it is off until you want it, costs nothing while it is off, and can be taken away again without touching the rest.

  stepway add             lists the parts, their prices, and which you have
  stepway add logs        shows the plan and the new price, asks, and builds
  stepway remove logs     shows what is deleted, asks, and deletes it

In a script add --yes; what only you know is a flag: \`stepway add alarms --alarms you@example.com --yes\`. To change a part that is there, add it again with another answer.

Each part is a flag of \`stepway up\` as well, so that a new stack can have it from the start.

# What stepway does
It gives your server and your app exactly the rights that the part needs, and takes them back when the part is removed. What a part has kept goes with it: the lines of a log are deleted with the log, and an audit bucket stays until its lock is over. The plan says so before you agree.
`,
    ko: `
첫 사이트에는 서버와 도메인, 때로는 데이터베이스만 있으면 됩니다. 운영하면서 필요해지는 것은 나중에 추가하는 기능입니다. 추가하기 전에는 비용이 들지 않고, 나머지를 건드리지 않고 다시 뺄 수 있습니다.

  stepway add             기능 목록과 설명, 비용, 추가했는지 보기
  stepway add logs        계획과 바뀌는 비용을 확인한 뒤 추가
  stepway remove logs     삭제할 것을 확인한 뒤 삭제

스크립트에서는 --yes를 붙이고, 꼭 정해야 하는 값은 플래그로 지정합니다. 예: \`stepway add alarms --alarms you@example.com --yes\`. 이미 추가한 기능은 다른 답으로 다시 추가하면 바뀝니다.

모든 기능은 \`stepway up\`의 플래그이기도 해서 처음부터 함께 만들 수도 있습니다.

# stepway가 하는 일
서버와 앱에 그 기능에 필요한 권한만 주고, 삭제하면 그 권한을 거둡니다. 기능이 모아 둔 것도 함께 사라집니다. 로그 기능을 삭제하면 쌓인 로그도 함께 삭제되고, 감사 기록 버킷은 잠금이 풀릴 때까지 남습니다. 동의하기 전에 계획에서 알려 줍니다.
`,
  },
};
