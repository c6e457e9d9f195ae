import type { Topic } from '../topic.ts';

export const teardown: Topic = {
  id: 'teardown',
  title: { en: 'Tearing everything down', ko: '모두 삭제하기' },
  summary: { en: 'what is deleted, what stays, and the receipt', ko: '지워지는 것, 남는 것, 그리고 영수증' },
  words: [
    'delete',
    'destroy',
    'remove',
    'clean up',
    'cleanup',
    'uninstall',
    'receipt',
    'down',
    '삭제',
    '제거',
    '정리',
    '지우기',
    '영수증',
    '철거',
  ],
  see: ['snapshot', 'costs', 'stopping', 'tags'],
  text: {
    en: `
Leftover resources are what beginners end up paying for. The order matters: AWS refuses to delete a network while anything is still in it.

  stepway teardown --dry-run     only shows what it would delete
  stepway teardown               asks, then deletes everything

It works backward: records, load balancer, server, database, network; as many at a time as AWS allows. It usually takes five to ten minutes; the database takes the longest.

The receipt lists what stays, and why:

- the final snapshot, if you asked for one (its storage is billed);
- a hosted zone or VPC that existed before;
- anything you added by hand (a server or a Lambda function in the subnet, a policy on the role), and what it depends on. The receipt names it: remove it, then run the command again. The exit code is 3 until then.

Once the hosted zone is deleted, change the name servers at your registrar: someone else who happens to get them could take over your domain.

# What stepway does
You type the stack's name to confirm, and choose \`--data snapshot\` or \`--data delete\`. It deletes only what it made (what its state records and what carries its tags), checks that each resource is really gone, and prints the receipt. In a script: \`stepway teardown --yes --data snapshot\`.
`,
    ko: `
처음 AWS를 쓸 때 뜻밖에 나오는 요금은 대개 지우지 않고 남겨 둔 자원 때문입니다. 순서도 중요합니다. 안에 무언가 있으면 AWS는 네트워크를 지워 주지 않습니다.

  stepway teardown --dry-run     지울 것만 보여 주기
  stepway teardown               묻고 나서 삭제하기

만들 때와 거꾸로, 레코드, 로드 밸런서, 서버, 데이터베이스, 네트워크 순으로 AWS가 허용하는 만큼 동시에 지웁니다. 보통 5~10분이고 데이터베이스가 가장 오래 걸립니다.

남는 것과 그 이유는 영수증에 적힙니다.

- 원하셨다면 마지막 스냅샷(저장 비용이 듭니다)
- 원래 있던 호스팅 영역이나 VPC
- 직접 추가하신 것(서브넷의 서버나 Lambda 함수, 역할의 정책)과, 그것 때문에 지울 수 없는 것. 영수증에 이름이 나오니, 없앤 뒤 같은 명령을 다시 실행하세요. 그때까지 종료 코드는 3입니다.

호스팅 영역이 지워졌다면 등록 업체에서 네임서버를 바꾸세요. 바꾸지 않으면, 우연히 같은 네임서버를 받은 다른 사람이 내 도메인을 가로챌 수 있습니다.

# stepway가 하는 일
스택 이름을 직접 입력하고 \`--data snapshot\`과 \`--data delete\` 중에서 데이터를 어떻게 할지 고르면, stepway가 만든 것(상태 파일에 있거나 태그가 달린 것)만 지우고 정말 없어졌는지 하나씩 다시 확인한 뒤 영수증을 출력합니다. 스크립트에서는 \`stepway teardown --yes --data snapshot\`.
`,
  },
};
